package clients

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/replygen/replygen/generated/wechat"
	"github.com/replygen/replygen/generated/wecom"
)

// account is what a platform and a handler both know.
type account struct {
	Token          string `json:"token"`
	EncodingAESKey string `json:"encodingAESKey"`
	Receiver       string `json:"receiver"`
}

// client is an implementation of an account's signatures and encryption that is not ours.
type client interface {
	// sign returns the signature of a request without a ciphertext, where encrypt is empty, or with one.
	sign(timestamp, nonce, encrypt string) string
	seal(text string) (encrypt string)
	open(encrypt string) (text, receiver string)
}

// clients are all of them, by name.
var clients = map[string]func(*testing.T, account) client{
	"wechat-crypto":  nodeClient("wechat-crypto"),
	"@wecom/crypto":  nodeClient("@wecom/crypto"),
	"wechat-encrypt": nodeClient("wechat-encrypt"),
	"silenceper":     newSilenceper,
}

// server serves an account with the handler of a generated package, which answers a text with quoted(text).
type server func(*testing.T, account) *httptest.Server

func quoted(text string) string { return "“" + text + "”" }

const maxAge = 5 * time.Minute

func serveWechat(t *testing.T, a account) *httptest.Server {
	return serve(t)(wechat.NewHandler(
		wechat.Config{Token: a.Token, AppID: a.Receiver, EncodingAESKey: a.EncodingAESKey, MaxAge: maxAge, Logger: quiet},
		wechat.HandlerFunc(func(_ context.Context, m wechat.Message) (wechat.Reply, error) {
			text := m.(*wechat.TextMessage)
			return text.ReplyText(quoted(text.Content)).Build()
		})))
}

func serveWecom(t *testing.T, a account) *httptest.Server {
	return serve(t)(wecom.NewHandler(
		wecom.Config{Token: a.Token, CorpID: a.Receiver, EncodingAESKey: a.EncodingAESKey, MaxAge: maxAge, Logger: quiet},
		wecom.HandlerFunc(func(_ context.Context, m wecom.Message) (wecom.Reply, error) {
			text := m.(*wecom.TextMessage)
			return text.ReplyText(quoted(text.Content)).Build()
		})))
}

var quiet = slog.New(slog.DiscardHandler)

func serve(t *testing.T) func(http.Handler, error) *httptest.Server {
	return func(h http.Handler, err error) *httptest.Server {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		s := httptest.NewServer(h)
		t.Cleanup(s.Close)
		return s
	}
}
