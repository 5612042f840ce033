//go:build go1.25

package rt

import (
	"context"
	"errors"
	"math"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// faultyStore is a store whose calls fail, by their names.
type faultyStore struct {
	Store
	// before comes before a call, which is not made where it returns an error; after comes after it, and an error
	// takes the place of what the call has returned.
	before, after func(call string) error
	mu            sync.Mutex
}

func (s *faultyStore) store() Store {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.Store
}

// restart makes the store empty.
func (s *faultyStore) restart() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Store = NewMemoryStore(0, 0)
}

func (s *faultyStore) call(name string, call func() error) error {
	if s.before != nil {
		if err := s.before(name); err != nil {
			return err
		}
	}
	err := call()
	if s.after != nil && err == nil {
		err = s.after(name)
	}
	return err
}

func (s *faultyStore) Claim(ctx context.Context, d Delivery) (c Claim, err error) {
	err = s.call("claim", func() (err error) { c, err = s.store().Claim(ctx, d); return err })
	return c, err
}

func (s *faultyStore) Wait(ctx context.Context, d Delivery) (c Claim, err error) {
	err = s.call("wait", func() (err error) { c, err = s.store().Wait(ctx, d); return err })
	return c, err
}

func (s *faultyStore) Renew(ctx context.Context, d Delivery) (held bool, err error) {
	err = s.call("renew", func() (err error) { held, err = s.store().Renew(ctx, d); return err })
	return held, err
}

func (s *faultyStore) Finish(ctx context.Context, d Delivery, answer []byte) (o Outcome, err error) {
	err = s.call("finish", func() (err error) { o, err = s.store().Finish(ctx, d, answer); return err })
	return o, err
}

func (s *faultyStore) Ack(ctx context.Context, d Delivery) (answer []byte, done bool, err error) {
	err = s.call("ack", func() (err error) { answer, done, err = s.store().Ack(ctx, d); return err })
	return answer, done, err
}

var errDown = errors.New("down")

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
		worked, late, calls := 0, 0, 0
		config.workTimeout = 10 * time.Minute
		config.late = func(context.Context, deliverable, answerable) { late++ }
		config.work = func(ctx context.Context, m deliverable) (answerable, error) {
			worked++
			time.Sleep(9 * time.Minute)
			return echo(ctx, m)
		}
		config.store = &faultyStore{Store: newTestStore(t, 0, 0), before: func(call string) error {
			if call != "wait" {
				return nil
			}
			if calls++; calls == 1 {
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
		config.workTimeout, config.maxAge, config.maxBody = math.MaxInt64, math.MaxInt64, math.MaxInt64
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

func (s *keyStore) Claim(ctx context.Context, d Delivery) (Claim, error) {
	*s.keys = append(*s.keys, d.Key)
	return s.Store.Claim(ctx, d)
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
