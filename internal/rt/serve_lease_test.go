//go:build go1.25

package rt

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// second adds another process to a scene, whose store is that of the first, but for its faults.
func (s *scene) second(work func(context.Context, deliverable) (answerable, error)) *Handler {
	s.t.Helper()
	c, _ := serveTestConfig(s.t)
	c.store, c.work, c.late = s.h.store.(*faultyStore).Store, work, s.h.late
	return mustHandler(s.t, c)
}

// messages are those of the log since the last call.
func (s *scene) messages() (logged []string) {
	for _, r := range s.log.records(s.t) {
		logged = append(logged, r["msg"].(string))
	}
	return logged
}

// A process whose calls do nothing any more has died, as far as others can see.
func TestWorkOfADeadProcessIsDoneByTheDeliveryThatWaits(t *testing.T) {
	for died, takenOver := range map[time.Duration]time.Duration{
		time.Millisecond:        2 * time.Second, // after its claim
		1500 * time.Millisecond: 2*time.Second + 2*time.Second/3*2,
	} {
		var handled atomic.Int32
		play(t, func(c *serveConfig, s *scene) {
			c.store = outage(s, allCalls, died, forGood, false)
			c.work = func(ctx context.Context, m deliverable) (answerable, error) {
				handled.Add(1)
				return slow(4*time.Second)(ctx, m)
			}
		}, func(s *scene) {
			go serve(s.h, plainPost(hello))
			time.Sleep(time.Second)
			second := s.second(func(ctx context.Context, m deliverable) (answerable, error) {
				handled.Add(1)
				if now := time.Since(s.start); now != takenOver {
					t.Errorf("taken over at %v, not %v", now, takenOver)
				}
				return slow(time.Second)(ctx, m)
			})
			if got := serve(second, plainPost(hello)); got != answered || time.Since(s.start) != takenOver+time.Second {
				t.Errorf("%+v at %v", got, time.Since(s.start))
			}
			rest()
		})
		if handled.Load() != 2 {
			t.Errorf("handled %d times", handled.Load())
		}
	}
}

// A process that could not renew its claim, and then learns that it has lost it, drops what it does.
func TestLostClaimEndsTheWork(t *testing.T) {
	for _, obeys := range []bool{true, false} {
		var ended time.Duration
		var cause error
		play(t, func(c *serveConfig, s *scene) {
			s.countLate(c)
			c.store = outage(s, "renew", 0, 3500*time.Millisecond, false)
			c.work = func(ctx context.Context, m deliverable) (answerable, error) {
				if obeys {
					<-ctx.Done()
					ended, cause = time.Since(s.start), ctx.Err()
				} else {
					time.Sleep(6 * time.Second)
				}
				return echo(ctx, m)
			}
		}, func(s *scene) {
			first := make(chan served)
			go func() { first <- serve(s.h, plainPost(hello)) }()
			time.Sleep(time.Second)
			second := s.second(func(_ context.Context, _ deliverable) (answerable, error) {
				time.Sleep(2 * time.Second)
				return &servedReply{content: "of the second"}, nil
			})
			got := serve(second, plainPost(hello))
			if time.Since(s.start) != 4*time.Second || !strings.Contains(got.body, "of the second") {
				t.Errorf("the second: %+v at %v", got, time.Since(s.start))
			}
			if other := <-first; other != got || time.Since(s.start) > 4100*time.Millisecond {
				t.Errorf("the first: %+v at %v", other, time.Since(s.start))
			}
			// A claim that is lost stays so.
			s.h.store.(*faultyStore).restart()
			rest()
			if logged := s.messages(); s.late.Load() != 0 || !slices.Equal(logged, []string{"work dropped: another delivery has claimed the message"}) {
				t.Errorf("%d late replies, logged %q", s.late.Load(), logged)
			}
		})
		if obeys && (ended < 3500*time.Millisecond || ended > 3600*time.Millisecond || !errors.Is(cause, context.Canceled)) {
			t.Errorf("the context ended at %v: %v", ended, cause)
		}
	}
}

// Who learns of it at the end only drops the answer all the same, whether the other one has answered or not.
func TestLostClaimIsNoticedAtTheEnd(t *testing.T) {
	for _, takes := range []time.Duration{time.Second / 2, 5 * time.Second} { // of the second's work
		play(t, func(c *serveConfig, s *scene) {
			s.countLate(c)
			c.store = outage(s, "renew", 0, forGood, false)
			c.work = slow(3 * time.Second)
		}, func(s *scene) {
			first := make(chan served)
			go func() { first <- serve(s.h, plainPost(hello)) }()
			time.Sleep(time.Second)
			got := serve(s.second(slow(takes)), plainPost(hello))
			if got.body != (<-first).body {
				t.Errorf("%+v", got)
			}
			rest()
			want := []string{"work dropped: another delivery has claimed the message"}
			late := 0
			if takes > 3*time.Second {
				want = append(want, "message acked: another delivery works on it")
				late = 1
			}
			if logged := s.messages(); int(s.late.Load()) != late || !slices.Equal(logged, want) {
				t.Errorf("%d late replies, logged %q", s.late.Load(), logged)
			}
		})
	}
}

// A delivery whose successor has been acked gets no answer either, and need not wait for one.
func TestAckOfTheLatestDeliveryIsOneOfAll(t *testing.T) {
	play(t, func(c *serveConfig, s *scene) {
		s.countLate(c)
		c.store = outage(s, "", 0, 0, false)
		c.work = slow(3500 * time.Millisecond)
	}, func(s *scene) {
		first := make(chan served)
		go func() { first <- serve(s.h, plainPost(hello)) }()
		time.Sleep(time.Second)
		second := s.second(echo)
		second.margin = 3 * time.Second
		if got := serve(second, plainPost(hello)); got != acked || time.Since(s.start) != 3*time.Second {
			t.Errorf("the second: %+v at %v", got, time.Since(s.start))
		}
		if got := <-first; got != acked || time.Since(s.start) != 3500*time.Millisecond {
			t.Errorf("the first: %+v at %v", got, time.Since(s.start))
		}
		rest()
		if s.late.Load() != 1 {
			t.Errorf("%d late replies", s.late.Load())
		}
	})
}

func TestClaimIsRenewedWhileTheWorkRuns(t *testing.T) {
	for takes, want := range map[time.Duration]int{600 * time.Millisecond: 0, 700 * time.Millisecond: 1, 3900 * time.Millisecond: 5, 39900 * time.Millisecond: 59} {
		renewals := 0
		play(t, func(c *serveConfig, s *scene) {
			s.countLate(c)
			c.work = slow(takes)
			c.store = &faultyStore{Store: newTestStore(t, 0, 0), before: func(call string) error {
				if call == "renew" {
					renewals++
				}
				return nil
			}}
		}, func(s *scene) {
			serve(s.h, plainPost(hello))
			rest()
		})
		if renewals != want {
			t.Errorf("%d renewals in %v, not %d", renewals, takes, want)
		}
	}
}

// A claim holds where its process lives and its store does, however long the work takes.
func TestRenewedWorkIsNotTakenOver(t *testing.T) {
	handled := 0
	play(t, func(c *serveConfig, s *scene) {
		s.countLate(c)
		c.store = outage(s, "renew", 3*time.Second, 4*time.Second, false)
		c.work = func(ctx context.Context, m deliverable) (answerable, error) {
			handled++
			return slow(30*time.Second)(ctx, m)
		}
	}, func(s *scene) {
		for range 6 {
			if got := serve(s.h, plainPost(hello)); got != acked {
				t.Errorf("%+v", got)
			}
		}
		rest()
		logged := s.messages()
		if len(logged) != 5 || logged[0] != "message acked: another delivery works on it" || s.late.Load() != 1 {
			t.Errorf("logged %q, %d late replies", logged, s.late.Load())
		}
	})
	if handled != 1 {
		t.Errorf("handled %d times", handled)
	}
}

// A store that restarts empty learns of the work again: by a renewal, or by the end.
func TestWorkIsRestoredInAStoreThatHasRestarted(t *testing.T) {
	for _, restarts := range []time.Duration{100 * time.Millisecond, 4400 * time.Millisecond} {
		handled := 0
		play(t, func(c *serveConfig, s *scene) {
			s.countLate(c)
			store := outage(s, "", 0, 0, false)
			c.store = store
			time.AfterFunc(restarts, store.restart)
			c.work = func(ctx context.Context, m deliverable) (answerable, error) {
				handled++
				return slow(6*time.Second)(ctx, m)
			}
		}, func(s *scene) {
			s.post(0, acked, 4500*time.Millisecond)
			s.post(5*time.Second, answered, 6*time.Second)
			rest()
			if s.late.Load() != 0 {
				t.Errorf("%d late replies", s.late.Load())
			}
		})
		if handled != 1 {
			t.Errorf("restarted after %v: handled %d times", restarts, handled)
		}
	}
}

// A late reply is late in a store that has forgotten the ack, too.
func TestAckIsRestoredInAStoreThatHasRestarted(t *testing.T) {
	play(t, func(c *serveConfig, s *scene) {
		s.countLate(c)
		store := outage(s, "", 0, 0, false)
		c.store = store
		time.AfterFunc(5*time.Second, store.restart)
		c.work = slow(6 * time.Second)
	}, func(s *scene) {
		s.post(0, acked, 4500*time.Millisecond)
		s.post(8*time.Second, acked, 8*time.Second)
		if s.late.Load() != 1 {
			t.Errorf("%d late replies", s.late.Load())
		}
	})
}

// A store that panics is one that fails.
func TestPanicsOfAStore(t *testing.T) {
	for call, want := range map[string]served{
		"claim": acked, "wait": acked, "renew": answered, "finish": answered, "ack": acked,
	} {
		play(t, func(c *serveConfig, _ *scene) {
			c.store = &faultyStore{Store: newTestStore(t, 0, 0), before: func(name string) error {
				if name == call {
					panic("in " + call)
				}
				return nil
			}}
			c.work = slow(3 * time.Second)
			if call == "ack" {
				c.work = slow(5 * time.Second)
			}
		}, func(s *scene) {
			if call == "wait" {
				go serve(s.h, plainPost(hello))
				time.Sleep(time.Millisecond)
			}
			got := serve(s.h, plainPost(hello))
			if call == "wait" && got == answered {
				want = answered // the ack has found it
			}
			if got != want {
				t.Errorf("%s: %+v", call, got)
			}
			rest()
			records := s.log.records(t)
			if len(records) == 0 || records[0]["msg"] != "panic in the store" || records[0]["panic"] != "in "+call || !strings.Contains(records[0]["stack"].(string), "serve_lease_test.go") {
				t.Errorf("%s: logged %v", call, records)
			}
		})
	}
}

// A call that hangs is made again: a connection may be dead, and the store not.
func TestCallThatHangsIsMadeAgain(t *testing.T) {
	for _, call := range []string{"claim", "wait", "renew", "finish", "ack"} {
		calls := 0
		var h *hangingStore
		play(t, func(c *serveConfig, s *scene) {
			s.countLate(c)
			h = &hangingStore{Store: newTestStore(t, 0, 0), call: call, calls: &calls}
			c.store = h
			c.work = slow(2 * time.Second)
			if call == "ack" {
				c.work = slow(6 * time.Second)
			}
		}, func(s *scene) {
			switch call {
			case "claim":
				s.post(0, answered, 3*time.Second)
			case "finish":
				s.post(0, answered, 3*time.Second) // while the claim holds
			case "renew":
				s.post(0, answered, 2*time.Second)
			case "wait":
				go serve(s.h, plainPost(hello))
				s.post(time.Second, answered, 2*time.Second)
			case "ack":
				// There is no time for a second call.
				s.post(0, acked, 4750*time.Millisecond)
			}
			rest()
		})
		if calls < 2 {
			t.Errorf("%s: %d calls", call, calls)
		}
	}
}

// hangingStore is one whose first call of a name lasts as long as its context.
type hangingStore struct {
	Store
	call  string
	calls *int
}

func (s *hangingStore) hangs(ctx context.Context, call string) bool {
	if call != s.call {
		return false
	}
	if *s.calls++; *s.calls > 1 {
		return false
	}
	<-ctx.Done()
	return true
}

func (s *hangingStore) Claim(ctx context.Context, d Delivery) (Claim, error) {
	if s.hangs(ctx, "claim") {
		return Claim{}, ctx.Err()
	}
	return s.Store.Claim(ctx, d)
}

func (s *hangingStore) Wait(ctx context.Context, d Delivery) (Claim, error) {
	if s.hangs(ctx, "wait") {
		return Claim{}, ctx.Err()
	}
	return s.Store.Wait(ctx, d)
}

func (s *hangingStore) Renew(ctx context.Context, d Delivery) (bool, error) {
	if s.hangs(ctx, "renew") {
		return false, ctx.Err()
	}
	return s.Store.Renew(ctx, d)
}

func (s *hangingStore) Finish(ctx context.Context, d Delivery, answer []byte) (Outcome, error) {
	if s.hangs(ctx, "finish") {
		return 0, ctx.Err()
	}
	return s.Store.Finish(ctx, d, answer)
}

func (s *hangingStore) Ack(ctx context.Context, d Delivery) ([]byte, bool, error) {
	if s.hangs(ctx, "ack") {
		return nil, false, ctx.Err()
	}
	return s.Store.Ack(ctx, d)
}

// The worker dies shortly before its delivery would have been acked, and the store does not answer until the ack of the
// next one is due: nobody works on the message any more.
func TestMessageThatNobodyWorksOnIsNotAckedWhileAttemptsAreLeft(t *testing.T) {
	for _, dated := range []bool{true, false} {
		var handled atomic.Int32
		play(t, func(c *serveConfig, s *scene) {
			c.store = outage(s, allCalls, 4900*time.Millisecond, forGood, false)
			c.work = slow(time.Hour)
		}, func(s *scene) {
			m := sent(s)
			if !dated {
				m.created = 0
			}
			go serve(s.h, plainPost(m))
			second := s.second(func(ctx context.Context, m deliverable) (answerable, error) {
				handled.Add(1)
				return echo(ctx, m)
			})
			second.store = outageOf(s, second.store, "wait", 4900*time.Millisecond, 9600*time.Millisecond)
			for at, want := range map[time.Duration]served{5 * time.Second: unanswered, 10500 * time.Millisecond: answered} {
				go func() {
					time.Sleep(at)
					if got := serve(second, plainPost(m)); got != want {
						t.Errorf("at %v: %+v, not %+v", at, got, want)
					}
				}()
			}
			rest()
		})
		if handled.Load() != 1 {
			t.Errorf("handled %d times", handled.Load())
		}
	}
}

// A store that returns too early is asked again, and no more often than one that fails.
func TestWaitThatReturnsNothingIsRepeated(t *testing.T) {
	calls := 0
	play(t, func(c *serveConfig, _ *scene) {
		c.store = &hastyStore{newTestStore(t, 0, 0), &calls}
		c.work = slow(time.Hour)
	}, func(s *scene) {
		go serve(s.h, plainPost(hello))
		time.Sleep(time.Second)
		s.post(time.Second, acked, 5500*time.Millisecond)
		if calls > 100 {
			t.Errorf("asked %d times", calls)
		}
	})
}

type hastyStore struct {
	Store
	calls *int
}

func (s *hastyStore) Wait(context.Context, Delivery) (Claim, error) {
	*s.calls++
	return Claim{Attempt: 1}, nil
}
