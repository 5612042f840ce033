//go:build go1.25

package rt

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// faultyStore has methods that fail in their own ways.
type faultyStore struct {
	Store
	claim  func(Claim) (Claim, error)
	finish func() error
	ack    func() ([]byte, bool, error)
	wait   func() error
}

func (s *faultyStore) Wait(ctx context.Context, key string) ([]byte, error) {
	if s.wait != nil {
		if err := s.wait(); err != nil {
			return nil, err
		}
	}
	return s.Store.Wait(ctx, key)
}

func (s *faultyStore) Claim(ctx context.Context, key string, ttl time.Duration) (Claim, error) {
	c, err := s.Store.Claim(ctx, key, ttl)
	if s.claim != nil && err == nil {
		return s.claim(c)
	}
	return c, err
}

func (s *faultyStore) Finish(ctx context.Context, key string, answer []byte, ttl time.Duration) (bool, error) {
	if s.finish != nil {
		if err := s.finish(); err != nil {
			return false, err
		}
	}
	return s.Store.Finish(ctx, key, answer, ttl)
}

func (s *faultyStore) Ack(ctx context.Context, key string, delivery int) ([]byte, bool, error) {
	if s.ack != nil {
		return s.ack()
	}
	return s.Store.Ack(ctx, key, delivery)
}

var errDown = errors.New("down")

func TestFaultsOfAStore(t *testing.T) {
	for _, c := range []struct {
		name   string
		store  func(start time.Time, s *faultyStore)
		change func(c *serveConfig)
		body   string
		late   int
		logs   bool
	}{
		{
			name: "Finish fails for good after the ack: the reply is late all the same",
			store: func(start time.Time, s *faultyStore) {
				s.finish = func() error {
					if time.Since(start) > 6*time.Second {
						return errDown
					}
					return nil
				}
			},
			change: func(c *serveConfig) { c.work = slow(8 * time.Second) },
			body:   "success", late: 1, logs: true,
		},
		{
			name:   "Finish fails for good before the ack: the delivery has the answer",
			store:  func(_ time.Time, s *faultyStore) { s.finish = func() error { return errDown } },
			change: func(c *serveConfig) { c.work = slow(time.Second) },
			body:   helloAnswer, logs: true,
		},
		{
			name:   "Finish panics: the delivery is acked",
			store:  func(_ time.Time, s *faultyStore) { s.finish = func() error { panic("store") } },
			change: func(*serveConfig) {},
			body:   "success", logs: true,
		},
		{
			name: "Claim fails although it has counted the delivery: nobody works on it, and the log says so",
			store: func(_ time.Time, s *faultyStore) {
				first := true
				s.claim = func(c Claim) (Claim, error) {
					if first {
						first = false
						return Claim{}, errDown
					}
					return c, nil
				}
			},
			change: func(*serveConfig) {},
			body:   "success", logs: true,
		},
		{
			name: "Ack finds the answer of another process: that is the response",
			store: func(_ time.Time, s *faultyStore) {
				s.ack = func() ([]byte, bool, error) { return []byte("<xml/>"), true, nil }
			},
			change: func(c *serveConfig) { c.work = slow(8 * time.Second) },
			body:   "<xml/>", late: -1,
		},
		{
			name: "the store forgets the message: its delivery, which waits, has the answer",
			store: func(_ time.Time, s *faultyStore) {
				s.finish = func() error { s.Store = NewMemoryStore(0, 0); return nil }
			},
			change: func(c *serveConfig) { c.work = slow(2 * time.Second) },
			body:   helloAnswer,
		},
	} {
		synctest.Test(t, func(t *testing.T) {
			config, log := serveTestConfig(t)
			late := 0
			config.late = func(context.Context, deliverable, answerable) { late++ }
			store := &faultyStore{Store: newTestStore(t, 0, 0)}
			c.store(time.Now(), store)
			config.store = store
			c.change(&config)
			h := mustHandler(t, config)
			got := serve(h, plainPost(hello))
			if err := h.Shutdown(context.Background()); err != nil {
				t.Fatal(err)
			}
			if got.status != 200 || got.body != c.body {
				t.Errorf("%s: %+v", c.name, got)
			}
			if c.late >= 0 && late != c.late {
				t.Errorf("%s: %d late replies", c.name, late)
			}
			if logged := log.records(t); len(logged) > 0 != c.logs {
				t.Errorf("%s: logged %v", c.name, logged)
			}
			time.Sleep(time.Hour) // the store's timers end
		})
	}
}

// Without a retry, what was left unanswered has no other way than OnLate.
func TestStretchedReplyThatNobodyAsksForIsLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		config, _ := serveTestConfig(t)
		late := 0
		config.stretch = true
		config.late = func(context.Context, deliverable, answerable) { late++ }
		config.work = slow(40 * time.Second)
		h := mustHandler(t, config)
		if got := serve(h, plainPost(hello)); got.status != 0 {
			t.Errorf("%+v", got)
		}
		if err := h.Shutdown(context.Background()); err != nil || late != 1 {
			t.Errorf("%d late replies, %v", late, err)
		}
	})
}

// A message in work is recognised for as long as the work may take, by whoever asks again.
func TestLongWorkIsJoined(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		config, _ := serveTestConfig(t)
		worked, late, waits := 0, 0, 0
		config.workTimeout = 10 * time.Minute
		config.late = func(context.Context, deliverable, answerable) { late++ }
		config.work = func(ctx context.Context, m deliverable) (answerable, error) {
			worked++
			time.Sleep(9 * time.Minute)
			return echo(ctx, m)
		}
		config.store = &faultyStore{Store: newTestStore(t, 0, 0), wait: func() error {
			if waits++; waits == 1 {
				return errDown
			}
			return nil
		}}
		h := mustHandler(t, config)
		serve(h, plainPost(hello))
		time.Sleep(9*time.Minute - 7*time.Second)
		// The answer comes 2.5 s after this.
		if got := serve(h, plainPost(hello)); got.body != helloAnswer {
			t.Errorf("%+v", got)
		}
		if err := h.Shutdown(context.Background()); err != nil || worked != 1 || late != 0 {
			t.Errorf("worked %d times, %d late replies, %v", worked, late, err)
		}
	})
}

func TestTheLongestTimesStillRecogniseMessages(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		config, _ := serveTestConfig(t)
		worked := 0
		config.workTimeout, config.maxAge = math.MaxInt64, math.MaxInt64
		config.late = func(context.Context, deliverable, answerable) {}
		config.work = func(ctx context.Context, m deliverable) (answerable, error) {
			worked++
			time.Sleep(7 * time.Second)
			return echo(ctx, m)
		}
		h := mustHandler(t, config)
		serve(h, plainPost(hello))
		serve(h, plainPost(hello))
		if err := h.Shutdown(context.Background()); err != nil || worked != 1 {
			t.Errorf("worked %d times, %v", worked, err)
		}
	})
}

func TestLongKeysAreToldApart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		config, _ := serveTestConfig(t)
		var keys []string
		store := newTestStore(t, 0, 0)
		config.store = &keyStore{store, &keys}
		h := mustHandler(t, config)
		long := strings.Repeat("1", 1000)
		for _, id := range []string{long + "2", long + "3", long + "2"} {
			m := *hello
			m.id = id
			serve(h, plainPost(&m))
		}
		if len(keys) != 3 || keys[0] == keys[1] || keys[0] != keys[2] || len(keys[0]) > maxKey {
			t.Errorf("keys %q", keys)
		}
	})
}

type keyStore struct {
	Store
	keys *[]string
}

func (s *keyStore) Claim(ctx context.Context, key string, ttl time.Duration) (Claim, error) {
	*s.keys = append(*s.keys, key)
	return s.Store.Claim(ctx, key, ttl)
}

func TestErrOfAContextStays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &lazyContext{base: context.Background(), deadline: time.Now().Add(time.Second)}
		c.cancel()
		time.Sleep(2 * time.Second)
		<-c.Done()
		if err := c.Err(); err != context.Canceled {
			t.Error(err)
		}
	})
}

func TestTheLongestBodyIsRead(t *testing.T) {
	config, _ := serveTestConfig(t)
	config.maxBody = int64(len(hello.xml()))
	if got := serve(mustHandler(t, config), plainPost(hello)); got.body != helloAnswer {
		t.Errorf("%+v", got)
	}
}

func TestRunningWorkIsWaitedForAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r runningWork
		for range 2 {
			r.start()
			waited := make(chan error, 1)
			go func() { waited <- r.wait(context.Background()) }()
			synctest.Wait()
			r.end()
			if err := <-waited; err != nil {
				t.Error(err)
			}
		}
	})
}
