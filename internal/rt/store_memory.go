package rt

import (
	"context"
	"errors"
	"hash/maphash"
	"runtime"
	"sync/atomic"
	"time"
)

// ErrStoreFull says that a MemoryStore has as many messages in work as it may
// hold.
var ErrStoreFull = errors.New("store is full of messages in work")

// MemoryStore is a Store for one process. It forgets messages by itself when
// their time is over, and the oldest finished ones earlier where they would not
// fit; messages in work it keeps.
type MemoryStore struct {
	start  time.Time
	seeds  [2]maphash.Seed
	shards []memoryShard
	// armed says that a timer runs which will remove what has expired.
	armed atomic.Bool
}

// The bounds of a MemoryStore where none are stated, and the bytes that a
// message counts for besides its answer: what BenchmarkMemoryStore measures,
// rounded up.
const defaultStoreEntries = 1 << 20
const defaultStoreBytes = 256 << 20
const memoryEntryBytes = 128

// memoryExpiry is how often a store looks for expired messages that nothing
// else has come across.
const memoryExpiry = 10 * time.Second

// NewMemoryStore returns a store of at most so many messages, and of at most so
// many bytes, about; 0 stands for a million messages and 256 MiB. An answer that is
// longer than the bound takes the place of others, but is kept itself.
func NewMemoryStore(maxEntries int, maxBytes int64) *MemoryStore {
	if maxEntries <= 0 {
		maxEntries = defaultStoreEntries
	}
	if maxBytes <= 0 {
		maxBytes = defaultStoreBytes
	}
	// More shards than processors need would be spread over the cache. A shard
	// has its share of the bounds, which must be large enough for chance not to
	// fill one much earlier than the others.
	shards := 1
	for shards < 4*runtime.GOMAXPROCS(0) && maxEntries/shards >= 2048 && maxBytes/int64(shards) >= 1<<20 {
		shards *= 2
	}
	s := &MemoryStore{
		start:  time.Now(),
		seeds:  [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()},
		shards: make([]memoryShard, shards),
	}
	for i := range s.shards {
		s.shards[i].maxEntries = max(maxEntries/shards, 1)
		s.shards[i].maxBytes = max(maxBytes/int64(shards), memoryEntryBytes)
	}
	return s
}

// Claim notes a delivery of a message. The error is ErrStoreFull.
func (s *MemoryStore) Claim(_ context.Context, key string, ttl time.Duration) (Claim, error) {
	if !s.armed.Load() {
		s.arm()
	}
	k, shard := s.find(key)
	return shard.claim(k, s.now(), ttl)
}

// Finish ends the work on a message.
func (s *MemoryStore) Finish(_ context.Context, key string, answer []byte, ttl time.Duration) (kept bool, err error) {
	k, shard := s.find(key)
	return shard.finish(k, answer, s.now(), ttl), nil
}

// Ack says that a delivery is about to be acked.
func (s *MemoryStore) Ack(_ context.Context, key string, delivery int) (answer []byte, done bool, err error) {
	k, shard := s.find(key)
	answer, done = shard.ack(k, delivery, s.now())
	return answer, done, nil
}

// Wait returns the answer of a message as soon as it is finished.
func (s *MemoryStore) Wait(ctx context.Context, key string) (answer []byte, err error) {
	k, shard := s.find(key)
	for {
		finished, answer := shard.wait(k, s.now())
		if finished == nil {
			return answer, nil
		}
		select {
		case <-finished:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// now is the time since the store was made, which no step of the clock changes.
func (s *MemoryStore) now() time.Duration {
	return time.Since(s.start)
}

// find returns what stands for a key, and where. The key itself is not kept:
// with seeds that nobody knows, two keys meet in 128 bits about as likely as
// somebody guesses an AES key.
func (s *MemoryStore) find(key string) (memoryKey, *memoryShard) {
	k := memoryKey{maphash.String(s.seeds[0], key), maphash.String(s.seeds[1], key)}
	return k, &s.shards[k[0]%uint64(len(s.shards))]
}

// arm starts the timer that removes expired messages, if none runs. There is
// none while the store is empty, so that an unused store can be collected.
func (s *MemoryStore) arm() {
	if s.armed.CompareAndSwap(false, true) {
		time.AfterFunc(memoryExpiry, s.expire)
	}
}

func (s *MemoryStore) expire() {
	s.armed.Store(false)
	left := false
	for i := range s.shards {
		left = s.shards[i].expireAll(s.now()) || left
	}
	if left {
		s.arm()
	}
}
