//go:build go1.25

package wechat_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"github.com/replygen/replygen/generated/wechat"
)

// scene is a handler in fake time.
type scene struct {
	t     *testing.T
	start time.Time
	h     *wechat.Handler
}

// play runs f in fake time.
func play(t *testing.T, c wechat.Config, work wechat.HandlerFunc, f func(s *scene)) {
	t.Helper()
	inFakeTime(t, func(t *testing.T) {
		s := &scene{t: t, start: time.Now(), h: newHandler(t, c, work)}
		f(s)
		if err := s.h.Shutdown(context.Background()); err != nil {
			t.Error(err)
		}
	})
}

// post delivers the message at a time and checks what comes back when; both from the beginning.
func (s *scene) post(at time.Duration, want response, wantAt time.Duration) {
	s.t.Helper()
	time.Sleep(at - time.Since(s.start))
	got := serve(s.h, posted(textFrom("o1", 1, "你好")))
	if after := time.Since(s.start); got != want || after != wantAt {
		s.t.Errorf("%+v after %v; want %+v after %v", got, after, want, wantAt)
	}
}

var answered = response{200, echoed("o1", "你好")}
var unanswered = response{}

// slow answers after some time, whatever its context says.
func slow(d time.Duration) wechat.HandlerFunc {
	return func(ctx context.Context, m wechat.Message) (wechat.Reply, error) {
		time.Sleep(d)
		return echo(ctx, m)
	}
}

func TestAckGoesOutAMarginBeforeTheDeadline(t *testing.T) {
	for margin, want := range map[time.Duration]time.Duration{0: 4500 * time.Millisecond,
		time.Second: 4 * time.Second} {
		play(t, wechat.Config{Margin: margin}, slow(20*time.Second), func(s *scene) { s.post(0, acked, want) })
	}
	play(t, wechat.Config{}, slow(4400*time.Millisecond), func(s *scene) { s.post(0, answered, 4400*time.Millisecond) })
}

func TestContextOfWorkEndsWithItsUse(t *testing.T) {
	onLate := func(context.Context, wechat.Message, wechat.Reply) {}
	for name, c := range map[string]struct {
		config wechat.Config
		want   time.Duration
	}{
		"nobody for late replies": {wechat.Config{WorkTimeout: 42 * time.Second}, 4500 * time.Millisecond},
		"with a margin":           {wechat.Config{Margin: time.Second}, 4 * time.Second},
		"stretched":               {wechat.Config{StretchRetries: true}, 14500 * time.Millisecond},
		"OnLate":                  {wechat.Config{OnLate: onLate}, time.Minute},
		"OnLate and WorkTimeout":  {wechat.Config{OnLate: onLate, WorkTimeout: 42 * time.Second}, 42 * time.Second},
	} {
		var lasted atomic.Int64
		work := func(ctx context.Context, _ wechat.Message) (wechat.Reply, error) {
			start := time.Now()
			<-ctx.Done()
			lasted.Store(int64(time.Since(start)))
			return nil, ctx.Err()
		}
		play(t, c.config, work, func(s *scene) { serve(s.h, posted(textFrom("o1", 1, "你好"))) })
		if got := time.Duration(lasted.Load()); got != c.want {
			t.Errorf("%s: ended after %v, want %v", name, got, c.want)
		}
	}
}

// late counts the replies that OnLate has had, each of which must be the echo of its message.
type late struct {
	t *testing.T
	n atomic.Int32
}

func (l *late) take(ctx context.Context, m wechat.Message, r wechat.Reply) {
	l.n.Add(1)
	text, isText := m.(*wechat.TextMessage)
	reply, isReply := r.(*wechat.TextReply)
	if ctx.Err() != nil || !isText || !isReply || reply.ToUserName != text.FromUserName ||
		reply.Content != text.Content || text.MsgID != "1" {
		l.t.Errorf("%v, %#v, %#v", ctx.Err(), m, r)
	}
}

func TestLateReplyGoesToOnLate(t *testing.T) {
	l := &late{t: t}
	play(t, wechat.Config{OnLate: l.take}, slow(20*time.Second), func(s *scene) {
		s.post(0, acked, 4500*time.Millisecond)
		time.Sleep(15 * time.Second)
		if n := l.n.Load(); n != 0 {
			t.Errorf("%d late before it is there", n)
		}
	})
	if n := l.n.Load(); n != 1 {
		t.Errorf("%d late", n)
	}
}

func TestNoReplyIsNotLate(t *testing.T) {
	l := &late{t: t}
	for _, r := range []wechat.Reply{nil, (*wechat.TextReply)(nil), (*wechat.NewsReply)(nil), &wechat.TextReply{}} {
		play(t, wechat.Config{OnLate: l.take}, func(context.Context, wechat.Message) (wechat.Reply, error) {
			time.Sleep(10 * time.Second)
			return r, nil
		}, func(s *scene) { s.post(0, acked, 4500*time.Millisecond) })
	}
	if n := l.n.Load(); n != 0 {
		t.Errorf("%d late", n)
	}
}

// A retry joins the work, and then nothing is late.
func TestRetryJoinsTheWork(t *testing.T) {
	l := &late{t: t}
	play(t, wechat.Config{OnLate: l.take}, slow(7*time.Second), func(s *scene) {
		s.post(0, acked, 4500*time.Millisecond)
		s.post(5*time.Second, answered, 7*time.Second)
		s.post(10*time.Second, answered, 10*time.Second)
	})
	if n := l.n.Load(); n != 0 {
		t.Errorf("%d late", n)
	}
}

// All but the last of the platform's three deliveries go unanswered.
func TestStretchedRetriesWaitForTheWork(t *testing.T) {
	l := &late{t: t}
	c := wechat.Config{StretchRetries: true, OnLate: l.take}
	play(t, c, slow(13*time.Second), func(s *scene) {
		s.post(0, unanswered, 5500*time.Millisecond)
		s.post(5500*time.Millisecond, unanswered, 11*time.Second)
		s.post(11*time.Second, answered, 13*time.Second)
	})
	if n := l.n.Load(); n != 0 {
		t.Errorf("%d late", n)
	}
	play(t, c, slow(17*time.Second), func(s *scene) {
		s.post(0, unanswered, 5500*time.Millisecond)
		s.post(5500*time.Millisecond, unanswered, 11*time.Second)
		s.post(11*time.Second, acked, 15500*time.Millisecond)
	})
	if n := l.n.Load(); n != 1 {
		t.Errorf("%d late", n)
	}
}

// The platform asks for the last time ten seconds after the first.
func TestAnswerIsRepeatedForAsLongAsThePlatformMayAsk(t *testing.T) {
	runs := 0
	work := func(ctx context.Context, m wechat.Message) (wechat.Reply, error) {
		runs++
		return echo(ctx, m)
	}
	play(t, wechat.Config{}, work, func(s *scene) {
		for _, at := range []time.Duration{0, 5 * time.Second, 10 * time.Second, 15 * time.Second} {
			s.post(at, answered, at)
		}
	})
	if runs != 1 {
		t.Errorf("the function ran %d times", runs)
	}
}
