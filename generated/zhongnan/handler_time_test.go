//go:build go1.25

package zhongnan_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/replygen/replygen/generated/zhongnan"
)

func TestLateReplyGoesToOnLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		late := 0
		c := zhongnan.Config{OnLate: func(_ context.Context, m zhongnan.Message, r zhongnan.Reply) {
			late++
			if text, ok := r.(*zhongnan.TextReply); !ok || text.ToUserName != m.Header().FromUserName {
				t.Errorf("%#v", r)
			}
		}}
		h := newHandler(t, c,
			zhongnan.HandlerFunc(func(ctx context.Context, m zhongnan.Message) (zhongnan.Reply, error) {
				time.Sleep(20 * time.Second)
				return echo(ctx, m)
			}))
		start := time.Now()
		if got := serve(h, posted(hello)); got != acked || time.Since(start) != 4500*time.Millisecond {
			t.Errorf("%+v after %v", got, time.Since(start))
		}
		if err := h.Shutdown(context.Background()); err != nil || late != 1 {
			t.Errorf("%v, %d late", err, late)
		}
		time.Sleep(time.Hour) // in which the store forgets everything, and has no timer left
	})
}
