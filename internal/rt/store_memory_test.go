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
	for i := range s.shards {
		shard := &s.shards[i]
		shard.mu.Lock()
		entries += len(shard.index)
		bytes += shard.bytes()
		shard.mu.Unlock()
	}
	return entries, bytes
}

// newTestStore returns a store whose timer does not go on behind the other tests, some of which count allocations.
func newTestStore(t testing.TB, maxEntries int, maxBytes int64) *MemoryStore {
	s := NewMemoryStore(maxEntries, maxBytes)
	t.Cleanup(func() {
		for i := range s.shards {
			s.shards[i].expireAll(math.MaxInt64)
		}
	})
	return s
}

func TestMemoryStoreForgetsTheOldestFinishedMessage(t *testing.T) {
	s := newTestStore(t, 3, 0)
	claims(t, s, "working", 1, false, "")
	for _, key := range []string{"a", "b", "c", "d"} {
		claims(t, s, key, 1, false, "")
		finishes(t, s, key, key, true)
	}
	claims(t, s, "working", 2, false, "")
	claims(t, s, "c", 2, true, "c")
	claims(t, s, "d", 2, true, "d")
	claims(t, s, "a", 1, false, "")
}

func TestMemoryStoreKeepsMessagesInWork(t *testing.T) {
	s := newTestStore(t, 3, 0)
	for _, key := range []string{"a", "b", "c"} {
		claims(t, s, key, 1, false, "")
	}
	if _, err := s.Claim(context.Background(), "d", storeLawTTL); !errors.Is(err, ErrStoreFull) {
		t.Errorf("%v", err)
	}
	claims(t, s, "a", 2, false, "")
	finishes(t, s, "b", "answer", true)
	claims(t, s, "d", 1, false, "")
	claims(t, s, "c", 2, false, "")
}

func TestMemoryStoreKeepsToItsBytes(t *testing.T) {
	const bound = 1 << 20
	s := newTestStore(t, 0, bound)
	for i := range 100 {
		key := string(appendInt(nil, int64(i)))
		claims(t, s, key, 1, false, "")
		finishes(t, s, key, string(make([]byte, 50<<10)), true)
	}
	if n, bytes := storeLength(s); n < 15 || bytes > bound {
		t.Errorf("%d entries, %d bytes", n, bytes)
	}
	claims(t, s, "long", 1, false, "")
	finishes(t, s, "long", string(make([]byte, 2*bound)), true)
	claims(t, s, "long", 2, true, string(make([]byte, 2*bound)))
}

func TestMemoryStoreCountsItsBytes(t *testing.T) {
	s := newTestStore(t, 500, 100<<10)
	r := rand.New(rand.NewPCG(3, 3))
	for range 20000 {
		key := string(appendInt(nil, r.Int64N(1000)))
		c, err := s.Claim(context.Background(), key, time.Duration(r.IntN(1000))*time.Microsecond)
		if err == nil && c.Delivery == 1 && r.IntN(4) > 0 {
			if _, err := s.Finish(context.Background(), key, make([]byte, r.IntN(1000)), time.Duration(r.IntN(1000))*time.Microsecond); err != nil {
				t.Fatal(err)
			}
		}
	}
	shard := &s.shards[0]
	n, free, used := 0, 0, 0
	for _, l := range []memoryList{shard.working, shard.finished} {
		for i := l.first; i != 0; i = shard.at(i).after {
			if shard.index[shard.at(i).key] != i {
				t.Errorf("place %d is not in the index", i)
			}
			if shard.at(i).answer.size > 0 {
				used++
			}
			n++
		}
	}
	for i := shard.free; i != 0; i = shard.at(i).after {
		free++
	}
	var bytes int64
	for _, p := range shard.answers.pieces {
		if p != nil {
			bytes += int64(cap(p.text))
			used -= p.used
		}
	}
	if n != len(shard.index) || n+free != int(shard.places) || n > 500 {
		t.Errorf("%d entries in lists, %d in the index, %d free of %d", n, len(shard.index), free, shard.places)
	}
	if bytes != shard.answers.bytes || used != 0 {
		t.Errorf("%d bytes of answers, counted %d; %d more answers than the pieces say", bytes, shard.answers.bytes, used)
	}
	time.Sleep(2 * time.Millisecond)
	s.expire()
	if n, bytes := storeLength(s); n != 0 || bytes != 0 || shard.working != (memoryList{}) || shard.finished != (memoryList{}) || len(shard.answers.pieces) != 0 {
		t.Errorf("%d entries, %d bytes are left", n, bytes)
	}
}

func TestMemoryStoreGivesItsMemoryBack(t *testing.T) {
	s := newTestStore(t, 0, 0)
	for i := range 200_000 {
		if _, err := s.Claim(context.Background(), string(appendInt(nil, int64(i))), time.Second); err != nil {
			t.Fatal(err)
		}
	}
	time.Sleep(time.Second)
	s.expire()
	for i := range s.shards {
		if s.shards[i].blocks != nil || s.shards[i].index != nil {
			t.Fatal("an empty map is left")
		}
	}
}

func TestWaitingEndsWhenAMessageInWorkIsForgotten(t *testing.T) {
	s := newTestStore(t, 0, 0)
	if _, err := s.Claim(context.Background(), "a", 20*time.Millisecond); err != nil {
		t.Fatal(err)
	}
	waited := make(chan struct{})
	go func() {
		defer close(waited)
		waits(t, s, "a", "")
	}()
	time.Sleep(30 * time.Millisecond)
	s.expire()
	<-waited
}

// BenchmarkMemoryStore reports what a key costs in a store of a million: messages that were acked, and ones with an
// answer of 300 bytes, which count in.
func BenchmarkMemoryStore(b *testing.B) {
	const n = 1 << 20
	for _, c := range []struct {
		name   string
		answer int
	}{{"acked", 0}, {"answered", 300}} {
		b.Run(c.name, func(b *testing.B) {
			var key []byte
			ctx := context.Background()
			for b.Loop() {
				var before, after runtime.MemStats
				runtime.GC()
				runtime.ReadMemStats(&before)
				s := NewMemoryStore(2*n, 1<<40)
				for i := range n {
					key = appendInt(append(key[:0], "oABCDEFGHIJKLMNOPQRSTUVWXYZa\x00gh_0123456789ab\x00"...), int64(i)+1e18)
					if _, err := s.Claim(ctx, string(key), time.Hour); err != nil {
						b.Fatal(err)
					}
					if _, err := s.Finish(ctx, string(key), make([]byte, c.answer), time.Hour); err != nil {
						b.Fatal(err)
					}
				}
				runtime.GC()
				runtime.ReadMemStats(&after)
				b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/n, "bytes/key")
				runtime.KeepAlive(s)
			}
		})
	}
	b.Run("claim-and-finish", func(b *testing.B) {
		s := NewMemoryStore(0, 0)
		ctx := context.Background()
		var key []byte
		i := int64(1e18)
		b.ReportAllocs()
		for b.Loop() {
			i++
			key = appendInt(append(key[:0], "oABCDEFGHIJKLMNOPQRSTUVWXYZa\x00gh_0123456789ab\x00"...), i)
			text := string(key)
			if c, err := s.Claim(ctx, text, time.Minute); err != nil || c.Delivery != 1 {
				b.Fatal(c, err)
			}
			if _, err := s.Finish(ctx, text, nil, time.Minute); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func TestTheSmallestStoreHoldsAMessage(t *testing.T) {
	s := newTestStore(t, 1, 1)
	if c, err := s.Claim(context.Background(), "a", time.Minute); err != nil || c.Delivery != 1 {
		t.Error(c, err)
	}
}
