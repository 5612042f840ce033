package wecom_test

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// secrets are what a company and the platform share, and whom the messages are for. These tests play the platform.
type secrets struct{ token, encodingAESKey, receiver string }

// current are those of the platform's own sample code.
var current = secrets{"QDG6eK", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", "wx5823bf96d3bd56c7"}

func sign(values ...string) string {
	slices.Sort(values)
	return fmt.Sprintf("%x", sha1.Sum([]byte(strings.Join(values, ""))))
}

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

func (s secrets) sealed(text string) string {
	plain := binary.BigEndian.AppendUint32([]byte("0960688932c47ef1"), uint32(len(text)))
	plain = append(append(plain, text...), s.receiver...)
	n := 32 - len(plain)%32
	plain = append(plain, bytes.Repeat([]byte{byte(n)}, n)...)
	block, iv := s.block()
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(plain, plain)
	return base64.StdEncoding.EncodeToString(plain)
}

// signed is the query of a request. The platform does not say that it encrypts, as it always does.
func (s secrets) signed(encrypt string) url.Values {
	const timestamp, nonce = "1409659813", "1372623149"
	return url.Values{"msg_signature": {sign(s.token, timestamp, nonce, encrypt)}, "timestamp": {timestamp},
		"nonce": {nonce}}
}

func (s secrets) posted(message string) *http.Request {
	encrypt := s.sealed(message)
	return request(http.MethodPost, s.signed(encrypt), "<xml><ToUserName><![CDATA["+s.receiver+"]]></ToUserName>"+
		"<AgentID><![CDATA[218]]></AgentID><Encrypt><![CDATA["+encrypt+"]]></Encrypt></xml>")
}

func request(method string, q url.Values, body string) *http.Request {
	return httptest.NewRequest(method, "/wecom?"+q.Encode(), strings.NewReader(body))
}

type response struct {
	status int
	body   string
}

// acked is the empty response.
var acked = response{status: 200}

func serve(h http.Handler, r *http.Request) response {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return response{w.Code, w.Body.String()}
}

// opened is the reply in a response.
func (s secrets) opened(t *testing.T, got response) string {
	t.Helper()
	var envelope struct{ Encrypt, MsgSignature, TimeStamp, Nonce string }
	if err := xml.Unmarshal([]byte(got.body), &envelope); err != nil || got.status != http.StatusOK {
		t.Fatalf("%v in %+v", err, got)
	}
	if envelope.Nonce != "1372623149" ||
		envelope.MsgSignature != sign(s.token, envelope.TimeStamp, envelope.Nonce, envelope.Encrypt) {
		t.Errorf("signed wrongly: %+v", envelope)
	}
	plain, err := base64.StdEncoding.DecodeString(envelope.Encrypt)
	if err != nil || len(plain) == 0 || len(plain)%32 != 0 {
		t.Fatalf("%v, %d bytes", err, len(plain))
	}
	block, iv := s.block()
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(plain, plain)
	length, padding := int(binary.BigEndian.Uint32(plain[16:])), int(plain[len(plain)-1])
	if 20+length+len(s.receiver)+padding != len(plain) || string(plain[20+length:len(plain)-padding]) != s.receiver {
		t.Fatalf("%d bytes of %q for %q", length, plain, s.receiver)
	}
	return string(plain[20 : 20+length])
}
