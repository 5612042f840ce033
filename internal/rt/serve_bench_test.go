package rt

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"
)

// BenchmarkServe compares a whole request, with its signature, deadline, store and goroutine, with a handler that does
// nothing. Both are given a new request and recorder each time.
func BenchmarkServe(b *testing.B) {
	c, _ := serveTestConfig(b)
	c.logger = slog.Default()
	query := signedQuery(servedToken, "", time.Now()).Encode()
	h := mustHandler(b, c)
	before, after, _ := strings.Cut(hello.xml(), "<MsgId>1<")
	before, after = before+"<MsgId>", "<"+after
	i := int64(1e18) // no message is one that the store knows
	for _, bench := range []struct {
		name    string
		handler http.Handler
	}{
		{"nothing", http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})},
		{"message", h},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				i++
				r := httptest.NewRequest("POST", "/wechat?"+query, strings.NewReader(before+strconv.FormatInt(i, 10)+after))
				w := httptest.NewRecorder()
				bench.handler.ServeHTTP(w, r)
			}
		})
	}
}
