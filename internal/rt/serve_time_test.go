//go:build go1.25

package rt

import (
	"context"
	"errors"
	"net/http"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// slow is work of some length, whatever its context says.
func slow(d time.Duration) func(context.Context, deliverable) (answerable, error) {
	return func(ctx context.Context, m deliverable) (answerable, error) {
		time.Sleep(d)
		return echo(ctx, m)
	}
}

// scene is a handler in fake time, whose late replies are counted.
type scene struct {
	t     *testing.T
	h     *Handler
	start time.Time
	log   *servedLog
	late  atomic.Int32
}

// play runs f in fake time with a handler; f returns when all that it started has ended.
func play(t *testing.T, change func(c *serveConfig, s *scene), f func(s *scene)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		c, log := serveTestConfig(t)
		s := &scene{t: t, start: time.Now(), log: log}
		change(&c, s)
		s.h = mustHandler(t, c)
		f(s)
		if err := s.h.Shutdown(context.Background()); err != nil {
			t.Error(err)
		}
	})
}

func (s *scene) countLate(c *serveConfig) {
	c.late = func(context.Context, deliverable, answerable) { s.late.Add(1) }
}

// post delivers a message at a time and checks what comes back when; both from the beginning.
func (s *scene) post(at time.Duration, want served, wantAt time.Duration) {
	s.t.Helper()
	time.Sleep(at - time.Since(s.start))
	if got := serve(s.h, plainPost(hello)); got != want || time.Since(s.start) != wantAt {
		s.t.Errorf("%+v at %v; want %+v at %v", got, time.Since(s.start), want, wantAt)
	}
}

// rest waits until all is over.
func rest() {
	time.Sleep(time.Minute)
	synctest.Wait()
}

var acked = served{200, "success"}
var answered = served{200, helloAnswer}
var unanswered = served{}

func TestAckGoesOutBeforeTheDeadline(t *testing.T) {
	for margin, want := range map[time.Duration]time.Duration{0: 4500 * time.Millisecond, time.Second: 4 * time.Second, time.Nanosecond: 5*time.Second - 1} {
		play(t, func(c *serveConfig, _ *scene) { c.margin, c.work = margin, slow(20*time.Second) }, func(s *scene) {
			s.post(0, acked, want)
		})
	}
}

func TestContextOfWorkEndsWhenNoAnswerIsOfUse(t *testing.T) {
	for name, c := range map[string]struct {
		late, stretch bool
		want          time.Duration
	}{
		"plain":              {false, false, 4500 * time.Millisecond},
		"stretched":          {false, true, 14500 * time.Millisecond},
		"late":               {true, false, 42 * time.Second},
		"stretched and late": {true, true, 42 * time.Second},
	} {
		var ended time.Duration
		play(t, func(config *serveConfig, s *scene) {
			config.workTimeout, config.stretch = 42*time.Second, c.stretch
			if c.late {
				s.countLate(config)
			}
			config.work = func(ctx context.Context, _ deliverable) (answerable, error) {
				<-ctx.Done()
				ended = time.Since(s.start)
				return nil, ctx.Err()
			}
		}, func(s *scene) { serve(s.h, plainPost(hello)) })
		if ended != c.want {
			t.Errorf("%s: ended after %v", name, ended)
		}
	}
}

func TestContextOfWorkHasTheRequestsValues(t *testing.T) {
	type key struct{}
	var got any
	play(t, func(c *serveConfig, _ *scene) {
		c.work = func(ctx context.Context, _ deliverable) (answerable, error) {
			got = ctx.Value(key{})
			return nil, nil
		}
	}, func(s *scene) {
		serve(s.h, plainPost(hello).WithContext(context.WithValue(context.Background(), key{}, "trace")))
	})
	if got != "trace" {
		t.Errorf("%v", got)
	}
}

// A retry joins the work, where the ack has got lost.
func TestRetryJoinsTheWork(t *testing.T) {
	play(t, func(c *serveConfig, s *scene) { c.work = slow(7 * time.Second); s.countLate(c) }, func(s *scene) {
		s.post(0, acked, 4500*time.Millisecond)
		s.post(5*time.Second, answered, 7*time.Second)
		s.post(10*time.Second, answered, 10*time.Second)
		if s.late.Load() != 0 {
			t.Error("it is late as well")
		}
	})
}

func TestRetryOfAMessageWhoseAnswerWasLateIsAcked(t *testing.T) {
	play(t, func(c *serveConfig, s *scene) { c.work = slow(4700 * time.Millisecond); s.countLate(c) }, func(s *scene) {
		s.post(0, acked, 4500*time.Millisecond)
		s.post(5*time.Second, acked, 5*time.Second)
		if s.late.Load() != 1 {
			t.Errorf("%d late", s.late.Load())
		}
	})
}

func TestNoReplyIsNotLate(t *testing.T) {
	for _, reply := range []answerable{nil, (*servedReply)(nil), &servedReply{}} {
		play(t, func(c *serveConfig, s *scene) {
			s.countLate(c)
			c.work = func(context.Context, deliverable) (answerable, error) {
				time.Sleep(6 * time.Second)
				return reply, nil
			}
		}, func(s *scene) {
			s.post(0, acked, 4500*time.Millisecond)
			time.Sleep(5 * time.Second)
			if s.late.Load() != 0 {
				t.Errorf("%v is late", reply)
			}
		})
	}
}

func TestStretchedDeliveriesStayUnansweredButTheLast(t *testing.T) {
	play(t, func(c *serveConfig, s *scene) { c.stretch, c.work = true, slow(17*time.Second); s.countLate(c) }, func(s *scene) {
		s.post(0, unanswered, 5500*time.Millisecond)
		s.post(6*time.Second, unanswered, 11500*time.Millisecond)
		s.post(12*time.Second, acked, 16500*time.Millisecond)
	})
}

func TestStretchedAnswerGoesOutAtOnce(t *testing.T) {
	play(t, func(c *serveConfig, s *scene) { c.stretch, c.work = true, slow(7*time.Second); s.countLate(c) }, func(s *scene) {
		s.post(0, unanswered, 5500*time.Millisecond)
		s.post(5500*time.Millisecond, answered, 7*time.Second)
	})
	play(t, func(c *serveConfig, _ *scene) { c.stretch, c.work = true, slow(4900*time.Millisecond) }, func(s *scene) {
		s.post(0, answered, 4900*time.Millisecond)
	})
}

// The answer waits for the retry that must come.
func TestStretchedAnswerBetweenTwoDeliveriesIsNotLate(t *testing.T) {
	play(t, func(c *serveConfig, s *scene) { c.stretch, c.work = true, slow(6*time.Second); s.countLate(c) }, func(s *scene) {
		s.post(0, unanswered, 5500*time.Millisecond)
		s.post(8*time.Second, answered, 8*time.Second)
		if s.late.Load() != 0 {
			t.Error("it is late as well")
		}
	})
}

// The second request that arrives may be the third of the platform.
func TestStretchingCountsDeliveriesThatHaveNotArrived(t *testing.T) {
	play(t, func(c *serveConfig, s *scene) { c.stretch, c.work = true, slow(30*time.Second); s.countLate(c) }, func(s *scene) {
		s.post(0, unanswered, 5500*time.Millisecond)
		s.post(10*time.Second, acked, 14500*time.Millisecond)
	})
}

func TestShutdownWaitsForLateWork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := serveTestConfig(t)
		done := false
		c.work = slow(20 * time.Second)
		c.late = func(context.Context, deliverable, answerable) {
			time.Sleep(time.Second)
			done = true
		}
		h := mustHandler(t, c)
		if err := h.Shutdown(context.Background()); err != nil {
			t.Error(err)
		}
		serve(h, plainPost(hello))
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		if err := h.Shutdown(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
		if err := h.Shutdown(context.Background()); err != nil || !done {
			t.Errorf("%v, done %v", err, done)
		}
	})
}

func TestPanicInOnLateIsLogged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, log := serveTestConfig(t)
		c.work = slow(20 * time.Second)
		c.late = func(context.Context, deliverable, answerable) { panic(http.ErrAbortHandler) }
		h := mustHandler(t, c)
		serve(h, plainPost(hello))
		if err := h.Shutdown(context.Background()); err != nil {
			t.Error(err)
		}
		if logged := log.records(t); len(logged) != 1 || logged[0]["msg"] != "panic while handling a late reply" {
			t.Errorf("%v", logged)
		}
	})
}
