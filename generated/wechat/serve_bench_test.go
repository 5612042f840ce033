package wechat_test

import (
	"context"
	"crypto/sha1"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/replygen/replygen/generated/wechat"
)

// BenchmarkServe compares a whole request, a text in and out with its signature, deadline, store and goroutine, with a
// handler that does nothing. Both are given a new request and recorder each time, and the messages are all different.
func BenchmarkServe(b *testing.B) {
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
	target := fmt.Sprintf("/wechat?signature=%x&timestamp=1409304348&nonce=415670741&openid=oABC", sha1.Sum([]byte(strings.Join(signed, ""))))
	before, after, _ := strings.Cut(sent["text"], "1234567890123456")
	id := int64(1e15)
	for _, bench := range []struct {
		name    string
		handler http.Handler
	}{
		{"nothing", http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})},
		{"text", handler},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				id++
				r := httptest.NewRequest("POST", target, strings.NewReader(before+strconv.FormatInt(id, 10)+after))
				w := httptest.NewRecorder()
				bench.handler.ServeHTTP(w, r)
			}
		})
	}
}
