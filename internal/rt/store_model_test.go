package rt

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// storeLawLong is longer than a law takes.
const storeLawLong = time.Minute

// storeLawShort is longer than a hundred calls take on a busy machine: a test of a Store that is slower raises it.
var storeLawShort = 300 * time.Millisecond

// by is the nth delivery of a message.
func by(key string, n int) Delivery {
	return Delivery{Key: key, Token: 1<<63 + uint64(n), Lease: storeLawLong, TTL: storeLawLong}
}

// lapsing is by with a claim that holds for storeLawShort.
func lapsing(key string, n int) Delivery {
	d := by(key, n)
	d.Lease = storeLawShort
	return d
}

// done is what a delivery gets of a message that is finished.
func done(attempt int, answer string) Claim {
	return Claim{Attempt: attempt, Done: true, Answer: []byte(answer)}
}

func sameClaim(a, b Claim) bool {
	return a.Attempt == b.Attempt && a.Work == b.Work && a.Done == b.Done && string(a.Answer) == string(b.Answer)
}

func claims(t *testing.T, s Store, d Delivery, want Claim) Claim {
	t.Helper()
	c, err := s.Claim(context.Background(), d)
	if err != nil || !sameClaim(c, want) {
		t.Errorf("claim of %q by %d: %+v, %v; want %+v", d.Key, d.Token-1<<63, c, err, want)
	}
	return c
}

func waits(t *testing.T, s Store, d Delivery, want Claim) {
	t.Helper()
	c, err := s.Wait(context.Background(), d)
	if err != nil || !sameClaim(c, want) {
		t.Errorf("wait for %q by %d: %+v, %v; want %+v", d.Key, d.Token-1<<63, c, err, want)
	}
}

func renews(t *testing.T, s Store, d Delivery, want bool) {
	t.Helper()
	held, err := s.Renew(context.Background(), d)
	if err != nil || held != want {
		t.Errorf("renewal of %q by %d: held %v, %v; want %v", d.Key, d.Token-1<<63, held, err, want)
	}
}

func finishes(t *testing.T, s Store, d Delivery, answer string, want Outcome) {
	t.Helper()
	o, err := s.Finish(context.Background(), d, []byte(answer))
	if err != nil || o != want {
		t.Errorf("finish of %q by %d: outcome %v, %v; want %v", d.Key, d.Token-1<<63, o, err, want)
	}
}

func acks(t *testing.T, s Store, d Delivery, wantDone bool, want string) {
	t.Helper()
	answer, done, err := s.Ack(context.Background(), d)
	if err != nil || done != wantDone || string(answer) != want {
		t.Errorf("ack of %q by %d: %q, done %v, %v; want %q, %v", d.Key, d.Token-1<<63, answer, done, err, want, wantDone)
	}
}

// answers does the work on a message that is new.
func answers(t *testing.T, s Store, d Delivery, answer string) {
	t.Helper()
	claims(t, s, d, Claim{Attempt: 1, Work: true})
	finishes(t, s, d, answer, OutcomeKept)
}

// storeModel is the contract of Store for one message, without expiry.
type storeModel struct {
	deliveries          []int
	holder              int
	lapsed, acked, done bool
	answer              string
}

func (m *storeModel) count(n int) int {
	if !slices.Contains(m.deliveries, n) {
		m.deliveries = append(m.deliveries, n)
		m.acked = m.acked && m.done
	}
	return slices.Index(m.deliveries, n) + 1
}

func (m *storeModel) claim(n int) Claim {
	c := Claim{Attempt: m.count(n), Done: m.done, Answer: []byte(m.answer)}
	if !m.done && (m.holder == 0 || m.holder == n || m.lapsed) {
		m.holder, m.lapsed, c.Work = n, false, true
	}
	return c
}

// hold reports whether the delivery has, or gets, the claim that it renews or finishes.
func (m *storeModel) hold(n int) bool {
	if len(m.deliveries) == 0 {
		m.count(n)
	}
	if m.holder == 0 {
		m.holder = n
	}
	return m.holder == n
}

func (m *storeModel) finish(n int, answer string) Outcome {
	if !m.hold(n) {
		return OutcomeLost
	}
	if !m.done && !m.acked {
		m.answer = answer
	}
	m.done = true
	if m.acked {
		return OutcomeAcked
	}
	return OutcomeKept
}

func (m *storeModel) ack(n int) {
	m.count(n)
	if !m.done && m.deliveries[len(m.deliveries)-1] == n {
		m.acked = true
	}
}

// anyOrder calls a store and the model in the same order, any one.
func anyOrder(t *testing.T, s Store) {
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 400 {
		key := "random" + string(appendInt(nil, int64(i)))
		var m storeModel
		for range 1 + r.IntN(12) {
			n := 1 + r.IntN(4)
			d := by(key, n)
			switch op := r.IntN(6); {
			case op == 0:
				claims(t, s, d, m.claim(n))
			case op == 1 && (m.done || m.lapsed || m.holder == 0 || m.holder == n):
				waits(t, s, d, m.claim(n))
			case op == 2:
				held := m.hold(n)
				renews(t, s, d, held)
				m.lapsed = m.lapsed && !held
			case op == 3:
				answer := key + string(appendInt(nil, r.Int64N(1000)))
				finishes(t, s, d, answer, m.finish(n, answer))
			case op == 4:
				m.ack(n)
				acks(t, s, d, m.done, m.answer)
			case m.holder != 0 && !m.done:
				d := by(key, m.holder)
				d.Lease = time.Millisecond
				renews(t, s, d, true)
				time.Sleep(5 * time.Millisecond)
				m.lapsed = true
			}
			if t.Failed() {
				t.Fatalf("in %s: the model has %+v", key, m)
			}
		}
	}
}
