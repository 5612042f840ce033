package rt

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"
)

// storeLength is the number of entries that a store holds, those whose time is over included, and what they count for.
func storeLength(s *MemoryStore) (entries int, bytes int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.entries), s.bytes
}

// newTestStore returns a store whose timer does not go on behind the other tests, some of which count allocations.
func newTestStore(t testing.TB, maxEntries int, maxBytes int64) *MemoryStore {
	s := NewMemoryStore(maxEntries, maxBytes)
	t.Cleanup(func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.expire(math.MaxInt64, math.MaxInt)
	})
	return s
}

func TestMemoryStoreForgetsTheOldestFinishedMessage(t *testing.T) {
	s := newTestStore(t, 3, 0)
	claims(t, s, by("working", 1), Claim{Attempt: 1, Work: true})
	for _, key := range []string{"a", "b"} {
		answers(t, s, by(key, 1), key)
	}
	claims(t, s, by("a", 2), done(2, "a")) // asked for more lately than b
	answers(t, s, by("c", 1), "c")
	claims(t, s, by("working", 2), Claim{Attempt: 2})
	claims(t, s, by("a", 3), done(3, "a"))
	claims(t, s, by("c", 2), done(2, "c"))
	claims(t, s, by("b", 2), Claim{Attempt: 1, Work: true})
}

func TestMemoryStoreKeepsMessagesInWork(t *testing.T) {
	s := newTestStore(t, 3, 0)
	for _, key := range []string{"a", "b", "c"} {
		claims(t, s, by(key, 1), Claim{Attempt: 1, Work: true})
	}
	ctx, d := context.Background(), by("d", 1)
	_, claim := s.Claim(ctx, d)
	_, wait := s.Wait(ctx, d)
	_, renew := s.Renew(ctx, d)
	_, finish := s.Finish(ctx, d, nil)
	_, _, ack := s.Ack(ctx, d)
	for i, err := range []error{claim, wait, renew, finish, ack} {
		if !errors.Is(err, ErrStoreFull) {
			t.Errorf("call %d: %v", i, err)
		}
	}
	claims(t, s, by("a", 2), Claim{Attempt: 2})
	finishes(t, s, by("b", 1), "answer", OutcomeKept)
	claims(t, s, d, Claim{Attempt: 1, Work: true})
	claims(t, s, by("c", 2), Claim{Attempt: 2})
}

func TestMemoryStoreKeepsToItsBytes(t *testing.T) {
	const bound = 1 << 20
	s := newTestStore(t, 0, bound)
	for i := range 100 {
		answers(t, s, by(string(appendInt(nil, int64(i))), 1), string(make([]byte, 50<<10)))
	}
	if n, bytes := storeLength(s); n < 15 || bytes > bound {
		t.Errorf("%d entries, %d bytes", n, bytes)
	}
	answers(t, s, by("long", 1), string(make([]byte, 2*bound)))
	claims(t, s, by("long", 2), done(2, string(make([]byte, 2*bound))))
}

// However it is used, a store counts what it holds, in order, and holds nothing in the end.
func TestMemoryStoreCountsItsBytes(t *testing.T) {
	s := newTestStore(t, 500, 200<<10)
	ctx := context.Background()
	r := rand.New(rand.NewPCG(3, 3))
	for range 20000 {
		d := by(string(appendInt(nil, r.Int64N(1000))), 1+r.IntN(20))
		d.TTL = time.Duration(r.IntN(1000)) * time.Microsecond
		switch r.IntN(4) {
		case 0:
			_, _ = s.Claim(ctx, d)
		case 1:
			_, _ = s.Renew(ctx, d)
		case 2:
			_, _ = s.Finish(ctx, d, make([]byte, r.IntN(1000)))
		case 3:
			_, _, _ = s.Ack(ctx, d)
		}
	}
	n, bytes := 0, int64(0)
	for i, l := range []*memoryEntry{s.working, s.finished} {
		before := l
		for e := l.after; e != l; e = e.after {
			if s.entries[e.key] != e || e.before != before || e.done != (i == 1) {
				t.Fatalf("%+v", e)
			}
			n++
			bytes += e.bytes()
			before = e
		}
		if l.before != before {
			t.Errorf("list %d ends elsewhere", i)
		}
	}
	if n != len(s.entries) || n > 500 || bytes != s.bytes || bytes > 200<<10 {
		t.Errorf("%d entries in lists, %d in the map; %d bytes, counted %d", n, len(s.entries), bytes, s.bytes)
	}
	time.Sleep(2 * time.Millisecond)
	s.expireAll()
	if n, bytes := storeLength(s); n != 0 || bytes != 0 || s.working.after != s.working || s.finished.after != s.finished {
		t.Errorf("%d entries, %d bytes are left", n, bytes)
	}
}

func TestMemoryStoreGivesItsMemoryBack(t *testing.T) {
	s := newTestStore(t, 0, 0)
	before := heap()
	for i := range 200_000 {
		d := by(string(appendInt(nil, int64(i))), 1)
		d.TTL = time.Second
		if _, err := s.Claim(context.Background(), d); err != nil {
			t.Fatal(err)
		}
	}
	time.Sleep(time.Second)
	s.expireAll()
	if left := heap() - before; left > 1<<20 {
		t.Errorf("%d bytes are left", left)
	}
	runtime.KeepAlive(s)
}

// heap returns how many bytes are in use.
func heap() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func TestWaitingEndsWhenAMessageInWorkIsForgotten(t *testing.T) {
	s := newTestStore(t, 0, 0)
	claims(t, s, by("a", 1), Claim{Attempt: 1, Work: true})
	waited := make(chan struct{})
	go func() {
		defer close(waited)
		waits(t, s, by("a", 2), Claim{Attempt: 1, Work: true})
	}()
	for waiting := false; !waiting; {
		s.mu.Lock()
		waiting = s.working.after.ended != nil
		s.mu.Unlock()
	}
	s.mu.Lock()
	s.forget(s.working.after)
	s.mu.Unlock()
	select {
	case <-waited:
	case <-time.After(storeLawLong / 2):
		t.Error("it goes on until the claim lapses")
	}
}

func TestMemoryStoreRecognisesOnlyTheLatestDeliveries(t *testing.T) {
	s := newTestStore(t, 0, 0)
	for i := 1; i <= 1000; i++ {
		claims(t, s, by("a", i), Claim{Attempt: i, Work: i == 1})
	}
	if e := s.working.after; cap(e.tokens) > 2*memoryTokens {
		t.Errorf("room for %d tokens", cap(e.tokens))
	}
}

// BenchmarkMemoryStore reports what a key costs in a store of a million: messages that were acked, and ones with an
// answer of 300 bytes, which count in.
func BenchmarkMemoryStore(b *testing.B) {
	const n = 1 << 20
	prefix := "oABCDEFGHIJKLMNOPQRSTUVWXYZa\x00gh_0123456789ab\x00"
	work := func(b *testing.B, s *MemoryStore, i int, answer []byte) {
		d := Delivery{prefix + string(appendInt(nil, int64(i)+1e18)), uint64(i + 1), time.Second, time.Hour}
		if c, err := s.Claim(context.Background(), d); err != nil || !c.Work {
			b.Fatal(c, err)
		}
		if o, err := s.Finish(context.Background(), d, answer); err != nil || o != OutcomeKept {
			b.Fatal(o, err)
		}
	}
	for _, c := range []struct {
		name   string
		answer int
	}{{"acked", 0}, {"answered", 300}} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				before := heap()
				s := NewMemoryStore(2*n, 1<<40)
				for i := range n {
					work(b, s, i, make([]byte, c.answer))
				}
				b.ReportMetric(float64(heap()-before)/n, "bytes/key")
				runtime.KeepAlive(s)
			}
		})
	}
	b.Run("claim-and-finish", func(b *testing.B) {
		s := NewMemoryStore(0, 0)
		b.ReportAllocs()
		i := 0
		for b.Loop() {
			i++
			work(b, s, i, nil)
		}
	})
}

func TestTheSmallestStoreHoldsAMessage(t *testing.T) {
	s := newTestStore(t, 1, 1)
	for _, key := range []string{"a", "b"} {
		answers(t, s, by(key, 1), "answer")
	}
	claims(t, s, by("b", 2), done(2, "answer"))
}

func TestMemoryStoreKeepsTheLaws(t *testing.T) {
	for _, l := range storeLaws {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			l.law(t, newTestStore(t, 0, 0))
		})
	}
}
