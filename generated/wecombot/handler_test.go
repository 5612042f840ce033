package wecombot_test

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/replygen/replygen/generated/wecombot"
)

const (
	token          = "QDG6eK"
	encodingAESKey = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
)

// sealed is a message as the platform encrypts it for a receiver.
func sealed(t *testing.T, message []byte, receiver string) string {
	t.Helper()
	key, err := base64.StdEncoding.DecodeString(encodingAESKey + "=")
	if err != nil {
		t.Fatal(err)
	}
	text := binary.BigEndian.AppendUint32([]byte("0960688932c47ef1"), uint32(len(message)))
	text = append(append(text, message...), receiver...)
	pad := 32 - len(text)%32
	text = append(text, bytes.Repeat([]byte{byte(pad)}, pad)...)
	block, err := aes.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	cipher.NewCBCEncrypter(block, key[:aes.BlockSize]).CryptBlocks(text, text)
	return base64.StdEncoding.EncodeToString(text)
}

// The robot's messages have no receiver behind them; one that has was meant for somebody else.
func TestReceiverOfARobotIsEmpty(t *testing.T) {
	xml, err := os.ReadFile("../../testdata/messages/wecombot/text.xml")
	if err != nil {
		t.Fatal(err)
	}
	for receiver, want := range map[string]int{"": 200, "wx5823bf96d3bd56c7": 400} {
		handled := 0
		h, err := wecombot.NewHandler(wecombot.Config{Token: token, EncodingAESKey: encodingAESKey},
			wecombot.HandlerFunc(func(context.Context, wecombot.Message) (wecombot.Reply, error) { handled++; return nil, nil }))
		if err != nil {
			t.Fatal(err)
		}
		encrypt := sealed(t, xml, receiver)
		parts := []string{token, "1409659813", "1372623149", encrypt}
		slices.Sort(parts)
		sum := sha1.Sum([]byte(strings.Join(parts, "")))
		q := url.Values{"timestamp": {"1409659813"}, "nonce": {"1372623149"},
			"msg_signature": {hex.EncodeToString(sum[:])}}
		w := httptest.NewRecorder()
		h.ServeHTTP(w,
			httptest.NewRequest("POST", "/?"+q.Encode(),
				strings.NewReader("<xml><Encrypt><![CDATA["+encrypt+"]]></Encrypt></xml>")))
		if w.Code != want || (handled == 1) != (want == 200) {
			t.Errorf("receiver %q: status %d, handled %d times", receiver, w.Code, handled)
		}
	}
}
