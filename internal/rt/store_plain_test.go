package rt

import (
	"context"
	"sync"
	"testing"
	"time"
)

// plainStore is a Store as one over a server of keys and values would be: a record a message, each method a
// transaction, and waiting by looking again.
type plainStore struct {
	mu      sync.Mutex
	records map[string]*plainRecord
}

type plainRecord struct {
	expires           time.Time
	deliveries        int
	acked, done, kept bool
	answer            []byte
}

// record returns what is known of a message; the caller has the lock.
func (s *plainStore) record(key string) *plainRecord {
	if r := s.records[key]; r != nil && time.Now().Before(r.expires) {
		return r
	}
	return nil
}

func (s *plainStore) Claim(_ context.Context, key string, ttl time.Duration) (Claim, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.record(key)
	if r == nil {
		r = &plainRecord{expires: time.Now().Add(ttl)}
		s.records[key] = r
	}
	r.deliveries++
	r.acked = false
	return Claim{Delivery: r.deliveries, Done: r.done, Answer: r.answer}, nil
}

func (s *plainStore) Finish(_ context.Context, key string, answer []byte, ttl time.Duration) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.record(key)
	if r == nil {
		return false, nil
	}
	if !r.done {
		r.done, r.kept, r.expires = true, !r.acked, time.Now().Add(ttl)
		if r.kept {
			r.answer = answer
		}
	}
	return r.kept, nil
}

func (s *plainStore) Ack(_ context.Context, key string, delivery int) ([]byte, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.record(key)
	if r == nil {
		return nil, false, nil
	}
	r.acked = r.acked || r.deliveries == delivery
	return r.answer, r.done, nil
}

func (s *plainStore) Wait(ctx context.Context, key string) ([]byte, error) {
	for {
		s.mu.Lock()
		r := s.record(key)
		done := r == nil || r.done
		var answer []byte
		if r != nil {
			answer = r.answer
		}
		s.mu.Unlock()
		if done {
			return answer, nil
		}
		select {
		case <-time.After(50 * time.Millisecond):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

func TestPlainStoreHoldsTheLaws(t *testing.T) {
	for _, l := range storeLaws {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			l.law(t, &plainStore{records: map[string]*plainRecord{}})
		})
	}
}
