package wechat_test

import (
	"context"
	"crypto/sha1"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/replygen/replygen/generated/wechat"
)

// exchange is a handler for texts and a handler that does nothing, and requests with a new message each.
func exchange(b *testing.B) (handlers map[string]http.Handler, target string, body func() string) {
	b.Helper()
	var mux wechat.Mux
	mux.OnText(func(_ context.Context, m *wechat.TextMessage) (wechat.Reply, error) {
		return m.ReplyText(m.Content).Build()
	})
	handler, err := wechat.NewHandler(wechat.Config{Token: "token"}, &mux)
	if err != nil {
		b.Fatal(err)
	}
	signed := []string{"token", "1409304348", "415670741"}
	slices.Sort(signed)
	target = fmt.Sprintf("/wechat?signature=%x&timestamp=1409304348&nonce=415670741&openid=oABC",
		sha1.Sum([]byte(strings.Join(signed, ""))))
	before, after, _ := strings.Cut(sent["text"], "1234567890123456")
	id := int64(1e15)
	return map[string]http.Handler{"text": handler,
			"nothing": http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}),
			"ack":     http.HandlerFunc(acks)}, target, func() string {
			id++
			return before + strconv.FormatInt(id, 10) + after
		}
}

// acks reads a message and acks it, whatever it is.
func acks(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	_, _ = io.WriteString(w, wechat.Ack)
}

// BenchmarkServe compares a whole request, a text in and out with its signature, deadline, store and goroutine, with a
// handler that does nothing and with one that only acks. All are given a new request and recorder each time, and the messages are all different.
func BenchmarkServe(b *testing.B) {
	handlers, target, body := exchange(b)
	for name, handler := range handlers {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				handler.ServeHTTP(httptest.NewRecorder(),
					httptest.NewRequest("POST", target, strings.NewReader(body())))
			}
		})
	}
}

// BenchmarkServeLoopback is BenchmarkServe through net/http, its client included, over one connection that is kept.
func BenchmarkServeLoopback(b *testing.B) {
	handlers, target, body := exchange(b)
	for name, handler := range handlers {
		b.Run(name, func(b *testing.B) {
			server := httptest.NewServer(handler)
			defer server.Close()
			for b.Loop() {
				resp, err := server.Client().Post(server.URL+target, "text/xml", strings.NewReader(body()))
				if err != nil {
					b.Fatal(err)
				}
				if _, err := io.Copy(io.Discard, resp.Body); err != nil {
					b.Fatal(err)
				}
				_ = resp.Body.Close()
			}
		})
	}
}
