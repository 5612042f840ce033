//go:build go1.25

package wechat_test

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"encoding/xml"
	"net/http"
	"strconv"
	"testing"
	"time"
)

// key is the EncodingAESKey of the platform's own sample code.
const key = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"

// secrets are what an account and the platform share, and whom the messages are for.
type secrets struct{ token, encodingAESKey, receiver string }

var current = secrets{token, key, appID}

// block returns the cipher, and the vector that each message starts with.
func (s secrets) block() (block cipher.Block, iv []byte) {
	k, err := base64.StdEncoding.DecodeString(s.encodingAESKey + "=")
	if err != nil {
		panic(err)
	}
	if block, err = aes.NewCipher(k); err != nil {
		panic(err)
	}
	return block, k[:16]
}

// sealed encrypts a text: 16 random bytes, its length, the text, whom it is for, and 1 to 32 bytes of padding.
func (s secrets) sealed(text string) string {
	random := make([]byte, 16)
	_, _ = rand.Read(random)
	plain := binary.BigEndian.AppendUint32(random, uint32(len(text)))
	plain = append(append(plain, text...), s.receiver...)
	n := 32 - len(plain)%32
	plain = append(plain, bytes.Repeat([]byte{byte(n)}, n)...)
	block, iv := s.block()
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(plain, plain)
	return base64.StdEncoding.EncodeToString(plain)
}

// posted is a message in the encrypted mode.
func (s secrets) posted(message string) *http.Request {
	encrypt := s.sealed(message)
	return request(http.MethodPost, signed(s.token, encrypt),
		"<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Encrypt><![CDATA["+encrypt+"]]></Encrypt></xml>")
}

// opened is the reply in a response to a request, which it fails the test for if it is not encrypted as the platform's
// pages say.
func (s secrets) opened(t *testing.T, r *http.Request, got response) string {
	t.Helper()
	var envelope struct {
		XMLName      xml.Name `xml:"xml"`
		Encrypt      string
		MsgSignature string
		TimeStamp    string
		Nonce        string
	}
	if err := xml.Unmarshal([]byte(got.body), &envelope); err != nil || got.status != http.StatusOK {
		t.Fatalf("%v in %+v", err, got)
	}
	if want := sign(s.token, envelope.TimeStamp, envelope.Nonce, envelope.Encrypt); envelope.MsgSignature != want {
		t.Errorf("msg_signature %s, want %s", envelope.MsgSignature, want)
	}
	if nonce := r.URL.Query().Get("nonce"); envelope.Nonce != nonce {
		t.Errorf("nonce %q, want %q", envelope.Nonce, nonce)
	}
	// In seconds: the platform rejects a time in milliseconds.
	if at, err := strconv.ParseInt(envelope.TimeStamp, 10, 64); err != nil ||
		time.Since(time.Unix(at, 0)).Abs() > time.Hour {
		t.Errorf("timestamp %q", envelope.TimeStamp)
	}
	plain, err := base64.StdEncoding.DecodeString(envelope.Encrypt)
	if err != nil || len(plain) == 0 || len(plain)%32 != 0 {
		t.Fatalf("%v, %d bytes", err, len(plain))
	}
	block, iv := s.block()
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(plain, plain)
	n := int(plain[len(plain)-1])
	if n < 1 || n > 32 || !bytes.HasSuffix(plain, bytes.Repeat([]byte{byte(n)}, n)) {
		t.Fatalf("padding %v", plain[len(plain)-32:])
	}
	plain = plain[16 : len(plain)-n]
	length := int(binary.BigEndian.Uint32(plain))
	if plain = plain[4:]; length > len(plain) || string(plain[length:]) != s.receiver {
		t.Fatalf("%d bytes of %q for %q", length, plain, s.receiver)
	}
	return string(plain[:length])
}
