package page

import (
	"context"
	"io"
	"net/http"
	"testing"

	"github.com/replygen/replygen/generated/wechat"
)

// wechatBot is a bot by the handler that is generated for wechat, which answers texts by a function.
func wechatBot(t *testing.T, answer func(*wechat.TextMessage) (wechat.Reply, error)) http.Handler {
	t.Helper()
	var mux wechat.Mux
	mux.OnText(func(_ context.Context, m *wechat.TextMessage) (wechat.Reply, error) { return answer(m) })
	h, err := wechat.NewHandler(wechat.Config{Token: testToken, AppID: testReceiver, EncodingAESKey: testKey}, &mux)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func echo(m *wechat.TextMessage) (wechat.Reply, error) { return m.ReplyText(m.Content).Build() }

// silentBot passes the check of its URL and lets every message wait.
func silentBot(bot http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			bot.ServeHTTP(w, r)
			return
		}
		_, _ = io.Copy(io.Discard, r.Body) // a server notices that the platform hangs up once it has read the body
		<-r.Context().Done()
	})
}
