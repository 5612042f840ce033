package redisstore

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"
)

// storeLaws is what every implementation of Store must guarantee: run each law on a new store.
// They have no other means than the interface, so that this file and store_model_test.go can be
// copied to test another implementation.
var storeLaws = []struct {
	name string
	law  func(t *testing.T, s Store)
}{
	{"deliveries are counted from one, once a token", func(t *testing.T, s Store) {
		for i := 1; i <= 5; i++ {
			for range 2 {
				claims(t, s, by("a", i), Claim{Attempt: i, Work: i == 1})
				claims(t, s, by("b", i), Claim{Attempt: i, Work: i == 1})
			}
		}
		for i := 1; i <= 5; i++ {
			claims(t, s, by("a", i), Claim{Attempt: i, Work: i == 1})
		}
	}},
	{"sixteen deliveries are recognised", func(t *testing.T, s Store) {
		const n = 20
		for i := 1; i <= n; i++ {
			claims(t, s, by("a", i), Claim{Attempt: i, Work: i == 1})
		}
		for i := n - 15; i <= n; i++ {
			claims(t, s, by("a", i), Claim{Attempt: i})
		}
		renews(t, s, by("a", 1), true)
		finishes(t, s, by("a", 1), "answer", OutcomeKept)
	}},
	{"the holder is recognised, however many come after it", func(t *testing.T, s Store) {
		const n = 20
		for i := 1; i <= n; i++ {
			claims(t, s, by("a", i), Claim{Attempt: i, Work: i == 1})
		}
		acks(t, s, by("a", n), false, "")
		claims(t, s, by("a", 1), Claim{Attempt: 1, Work: true})
		finishes(t, s, by("a", 1), "answer", OutcomeAcked)
	}},
	{"the age is that of the first delivery, if known", func(t *testing.T, s Store) {
		if c := claims(t, s, by("a", 1), Claim{Attempt: 1, Work: true}); c.Age != 0 {
			t.Errorf("age %v at the first delivery", c.Age)
		}
		time.Sleep(20 * time.Millisecond)
		if c := claims(t, s, by("a", 2), Claim{Attempt: 2}); c.Age != 0 && (c.Age < 15*time.Millisecond || c.Age > storeLawLong) {
			t.Errorf("age %v after 20 ms", c.Age)
		}
	}},
	{"an answer is repeated", func(t *testing.T, s Store) {
		const answer = "<xml>\x00你好\xff]]></xml>"
		answers(t, s, by("a", 1), answer)
		for i := 2; i < 5; i++ {
			claims(t, s, by("a", i), done(i, answer))
			acks(t, s, by("a", i), true, answer)
			waits(t, s, by("a", i), done(i, answer))
		}
	}},
	{"an empty answer is repeated", func(t *testing.T, s Store) {
		answers(t, s, by("a", 1), "")
		claims(t, s, by("a", 2), done(2, ""))
		acks(t, s, by("a", 2), true, "")
		waits(t, s, by("a", 2), done(2, ""))
	}},
	{"an answer stays what it is when its message is forgotten", func(t *testing.T, s Store) {
		d := by("a", 1)
		d.TTL = storeLawShort
		answers(t, s, d, "first")
		answer := claims(t, s, d, done(1, "first")).Answer
		time.Sleep(2 * storeLawShort)
		for i := range 100 {
			answers(t, s, by("b"+string(appendInt(nil, int64(i))), 1), "other")
		}
		if string(answer) != "first" {
			t.Errorf("%q", answer)
		}
	}},
	{"what is appended to an answer is in no other", func(t *testing.T, s Store) {
		answers(t, s, by("a", 1), "first")
		first := claims(t, s, by("a", 2), done(2, "first")).Answer
		second := claims(t, s, by("a", 3), done(3, "first")).Answer
		one, two := append(first, '1'), append(second, '2')
		if string(one) != "first1" || string(two) != "first2" {
			t.Errorf("%q, %q", one, two)
		}
		claims(t, s, by("a", 4), done(4, "first"))
	}},
	{"keys are bytes", func(t *testing.T, s Store) {
		keys := []string{"", "a", "a\x00", "a\x00b", "你好", "\xff", "a b:{c}*", "a\r\n", "}", "{}", strings.Repeat("k", 256)}
		for _, key := range keys {
			answers(t, s, by(key, 1), "for "+key)
		}
		for _, key := range keys {
			claims(t, s, by(key, 2), done(2, "for "+key))
		}
	}},
	{"tokens are numbers of 64 bits", func(t *testing.T, s Store) {
		tokens := []uint64{1, 1 << 31, 1<<53 + 1, 1<<53 + 2, 1 << 63, 1<<63 + 1, 1<<64 - 1}
		for i, token := range tokens {
			d := by("a", 1)
			d.Token = token
			claims(t, s, d, Claim{Attempt: i + 1, Work: i == 0})
		}
	}},

	// The claim.
	{"the first delivery has the work, again too, and no other", func(t *testing.T, s Store) {
		claims(t, s, by("a", 1), Claim{Attempt: 1, Work: true})
		claims(t, s, by("a", 2), Claim{Attempt: 2})
		claims(t, s, by("a", 1), Claim{Attempt: 1, Work: true})
		waits(t, s, by("a", 1), Claim{Attempt: 1, Work: true})
		renews(t, s, by("a", 2), false)
		finishes(t, s, by("a", 2), "answer", OutcomeLost)
		finishes(t, s, by("a", 1), "answer", OutcomeKept)
	}},
	{"a claim that has lapsed is the next delivery's", func(t *testing.T, s Store) {
		claims(t, s, lapsing("a", 1), Claim{Attempt: 1, Work: true})
		claims(t, s, by("a", 2), Claim{Attempt: 2})
		time.Sleep(2 * storeLawShort)
		claims(t, s, by("a", 2), Claim{Attempt: 2, Work: true})
		claims(t, s, by("a", 1), Claim{Attempt: 1})
		renews(t, s, by("a", 1), false)
		finishes(t, s, by("a", 1), "lost", OutcomeLost)
		finishes(t, s, by("a", 2), "answer", OutcomeKept)
		finishes(t, s, by("a", 1), "lost", OutcomeLost)
		renews(t, s, by("a", 1), false)
		claims(t, s, by("a", 3), done(3, "answer"))
	}},
	{"a claim that has lapsed is still its holder's until another takes it", func(t *testing.T, s Store) {
		for i, key := range []string{"renewed", "finished", "claimed"} {
			claims(t, s, lapsing(key, 1), Claim{Attempt: 1, Work: true})
			time.Sleep(2 * storeLawShort)
			switch i {
			case 0:
				renews(t, s, by(key, 1), true)
				claims(t, s, by(key, 2), Claim{Attempt: 2})
			case 1:
				finishes(t, s, by(key, 1), "answer", OutcomeKept)
				claims(t, s, by(key, 2), done(2, "answer"))
			case 2:
				claims(t, s, by(key, 1), Claim{Attempt: 1, Work: true})
				claims(t, s, by(key, 2), Claim{Attempt: 2})
			}
		}
	}},
	{"a claim that is renewed holds on", func(t *testing.T, s Store) {
		claims(t, s, lapsing("a", 1), Claim{Attempt: 1, Work: true})
		for range 6 {
			time.Sleep(storeLawShort / 4)
			renews(t, s, lapsing("a", 1), true)
			claims(t, s, by("a", 2), Claim{Attempt: 2})
		}
	}},
	{"who waits gets the work when the claim lapses", func(t *testing.T, s Store) {
		claims(t, s, lapsing("a", 1), Claim{Attempt: 1, Work: true})
		claims(t, s, by("a", 2), Claim{Attempt: 2})
		start := time.Now()
		waits(t, s, by("a", 2), Claim{Attempt: 2, Work: true})
		if took := time.Since(start); took < storeLawShort/2 || took > 4*storeLawShort {
			t.Errorf("after %v", took)
		}
		finishes(t, s, by("a", 1), "lost", OutcomeLost)
	}},
	{"of many who wait one gets the work, and all the answer", func(t *testing.T, s Store) {
		claims(t, s, lapsing("a", 1), Claim{Attempt: 1, Work: true})
		const n = 10
		var all sync.WaitGroup
		var mu sync.Mutex
		works := 0
		for i := 2; i < 2+n; i++ {
			all.Add(1)
			go func() {
				defer all.Done()
				c, err := s.Wait(context.Background(), by("a", i))
				if err == nil && c.Work {
					mu.Lock()
					works++
					mu.Unlock()
					finishes(t, s, by("a", i), "answer", OutcomeKept)
					c, err = s.Wait(context.Background(), by("a", i))
				}
				if err != nil || c.Work || !c.Done || string(c.Answer) != "answer" {
					t.Errorf("%+v, %v", c, err)
				}
			}()
		}
		all.Wait()
		if works != 1 {
			t.Errorf("%d have the work", works)
		}
	}},
	{"of many deliveries at once one has the work", func(t *testing.T, s Store) {
		const n = 50
		seen := make([]bool, n+1)
		works := 0
		var mu sync.Mutex
		var all sync.WaitGroup
		for i := range n {
			all.Add(1)
			go func() {
				defer all.Done()
				c, err := s.Claim(context.Background(), by("a", i+1))
				mu.Lock()
				defer mu.Unlock()
				if err != nil || c.Attempt < 1 || c.Attempt > n || seen[c.Attempt] {
					t.Errorf("%+v, %v", c, err)
					return
				}
				seen[c.Attempt] = true
				if c.Work {
					works++
				}
			}()
		}
		all.Wait()
		if works != 1 {
			t.Errorf("%d have the work", works)
		}
	}},

	// The answer and the ack.
	{"the first finish counts", func(t *testing.T, s Store) {
		answers(t, s, by("a", 1), "answer")
		finishes(t, s, by("a", 1), "another", OutcomeKept)
		claims(t, s, by("a", 2), done(2, "answer"))
		finishes(t, s, by("a", 2), "another", OutcomeLost)
		finishes(t, s, by("a", 1), "another", OutcomeKept)
		renews(t, s, by("a", 1), true)
		renews(t, s, by("a", 2), false)
		claims(t, s, by("a", 3), done(3, "answer"))
	}},
	{"an answer that comes after the ack is not kept", func(t *testing.T, s Store) {
		claims(t, s, by("a", 1), Claim{Attempt: 1, Work: true})
		acks(t, s, by("a", 1), false, "")
		finishes(t, s, by("a", 1), "late", OutcomeAcked)
		finishes(t, s, by("a", 1), "late", OutcomeAcked)
		claims(t, s, by("a", 2), done(2, ""))
		acks(t, s, by("a", 2), true, "")
		waits(t, s, by("a", 2), done(2, ""))
		finishes(t, s, by("a", 1), "late", OutcomeAcked)
	}},
	{"an answer that comes before the ack goes out instead", func(t *testing.T, s Store) {
		answers(t, s, by("a", 1), "answer")
		acks(t, s, by("a", 1), true, "answer")
		acks(t, s, by("a", 1), true, "answer")
		finishes(t, s, by("a", 1), "answer", OutcomeKept)
	}},
	{"an ack of an earlier delivery has no effect", func(t *testing.T, s Store) {
		claims(t, s, by("a", 1), Claim{Attempt: 1, Work: true})
		claims(t, s, by("a", 2), Claim{Attempt: 2})
		acks(t, s, by("a", 1), false, "")
		finishes(t, s, by("a", 1), "answer", OutcomeKept)
		claims(t, s, by("a", 3), done(3, "answer"))
	}},
	{"an ack of the latest delivery is one of all", func(t *testing.T, s Store) {
		claims(t, s, by("a", 1), Claim{Attempt: 1, Work: true})
		claims(t, s, by("a", 2), Claim{Attempt: 2})
		acks(t, s, by("a", 2), false, "")
		claims(t, s, by("a", 1), Claim{Attempt: 1, Work: true}) // no new delivery
		finishes(t, s, by("a", 1), "answer", OutcomeAcked)
	}},
	{"a delivery after the ack asks again", func(t *testing.T, s Store) {
		claims(t, s, by("a", 1), Claim{Attempt: 1, Work: true})
		acks(t, s, by("a", 1), false, "")
		claims(t, s, by("a", 2), Claim{Attempt: 2})
		acks(t, s, by("a", 1), false, "")
		finishes(t, s, by("a", 1), "answer", OutcomeKept)
		acks(t, s, by("a", 2), true, "answer")
	}},
	{"an answer is kept or its delivery acked, never both", func(t *testing.T, s Store) {
		for i := range 200 {
			d := by(string(appendInt(nil, int64(i))), 1)
			claims(t, s, d, Claim{Attempt: 1, Work: true})
			outcomes := make(chan Outcome)
			go func() {
				o, err := s.Finish(context.Background(), d, []byte("answer"))
				if err != nil {
					t.Error(err)
				}
				outcomes <- o
			}()
			answer, done, err := s.Ack(context.Background(), d)
			if o := <-outcomes; err != nil || (o == OutcomeKept) != (string(answer) == "answer") || (o == OutcomeKept) != done {
				t.Fatalf("outcome %v, answer %q, done %v, %v", o, answer, done, err)
			}
		}
	}},
	{"who waits gets the answer", func(t *testing.T, s Store) {
		claims(t, s, by("a", 1), Claim{Attempt: 1, Work: true})
		claims(t, s, by("a", 2), Claim{Attempt: 2})
		var all sync.WaitGroup
		for range 10 {
			all.Add(1)
			go func() {
				defer all.Done()
				waits(t, s, by("a", 2), done(2, "answer"))
			}()
		}
		time.Sleep(5 * time.Millisecond)
		finishes(t, s, by("a", 1), "answer", OutcomeKept)
		all.Wait()
	}},
	{"who waits gets no answer that was not kept", func(t *testing.T, s Store) {
		claims(t, s, by("a", 1), Claim{Attempt: 1, Work: true})
		claims(t, s, by("a", 2), Claim{Attempt: 2})
		acks(t, s, by("a", 2), false, "")
		waited := make(chan struct{})
		go func() {
			defer close(waited)
			waits(t, s, by("a", 2), done(2, ""))
		}()
		time.Sleep(5 * time.Millisecond)
		finishes(t, s, by("a", 1), "late", OutcomeAcked)
		<-waited
	}},
	{"waiting ends with the context", func(t *testing.T, s Store) {
		claims(t, s, by("a", 1), Claim{Attempt: 1, Work: true})
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
		defer cancel()
		if c, err := s.Wait(ctx, by("a", 2)); c.Work || c.Done || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%+v, %v", c, err)
		}
	}},

	// A store that has lost its messages.
	{"a message that is not known is claimed by who waits", func(t *testing.T, s Store) {
		waits(t, s, by("a", 2), Claim{Attempt: 1, Work: true})
		claims(t, s, by("a", 3), Claim{Attempt: 2})
		finishes(t, s, by("a", 1), "lost", OutcomeLost)
		finishes(t, s, by("a", 2), "answer", OutcomeKept)
	}},
	{"a renewal restores the claim", func(t *testing.T, s Store) {
		renews(t, s, by("a", 1), true)
		claims(t, s, by("a", 2), Claim{Attempt: 2})
		renews(t, s, by("a", 1), true)
		finishes(t, s, by("a", 1), "answer", OutcomeKept)
		claims(t, s, by("a", 2), done(2, "answer"))
		renews(t, s, lapsing("b", 1), true)
		waits(t, s, by("b", 2), Claim{Attempt: 2, Work: true})
	}},
	{"a finish restores the answer", func(t *testing.T, s Store) {
		finishes(t, s, by("a", 1), "answer", OutcomeKept)
		claims(t, s, by("a", 2), done(2, "answer"))
		finishes(t, s, by("a", 2), "another", OutcomeLost)
		finishes(t, s, by("a", 1), "answer", OutcomeKept)
	}},
	{"an ack restores the ack, and leaves the work to anybody", func(t *testing.T, s Store) {
		acks(t, s, by("a", 2), false, "")
		finishes(t, s, by("a", 1), "late", OutcomeAcked)
		acks(t, s, by("b", 2), false, "")
		renews(t, s, by("b", 1), true)
		claims(t, s, by("b", 2), Claim{Attempt: 1})
		finishes(t, s, by("b", 1), "late", OutcomeAcked)
		acks(t, s, by("c", 1), false, "")
		claims(t, s, by("c", 2), Claim{Attempt: 2, Work: true})
		finishes(t, s, by("c", 1), "lost", OutcomeLost)
		finishes(t, s, by("c", 2), "answer", OutcomeKept)
		acks(t, s, by("d", 1), false, "")
		claims(t, s, by("d", 1), Claim{Attempt: 1, Work: true})
		finishes(t, s, by("d", 1), "late", OutcomeAcked)
	}},

	// Expiry.
	{"a message is forgotten in the end", func(t *testing.T, s Store) {
		working, finished := by("working", 1), by("finished", 1)
		working.TTL, finished.TTL = storeLawShort, storeLawShort
		claims(t, s, working, Claim{Attempt: 1, Work: true})
		answers(t, s, finished, "answer")
		time.Sleep(2 * storeLawShort)
		claims(t, s, by("working", 2), Claim{Attempt: 1, Work: true})
		claims(t, s, by("finished", 2), Claim{Attempt: 1, Work: true})
	}},
	{"a message that is asked for lives on", func(t *testing.T, s Store) {
		short := func(key string, n int) Delivery {
			d := by(key, n)
			d.TTL = storeLawShort
			return d
		}
		claims(t, s, short("claimed", 1), Claim{Attempt: 1, Work: true})
		claims(t, s, short("renewed", 1), Claim{Attempt: 1, Work: true})
		claims(t, s, short("finished", 1), Claim{Attempt: 1, Work: true})
		answers(t, s, short("repeated", 1), "answer")
		for range 6 {
			time.Sleep(storeLawShort / 4)
			claims(t, s, short("claimed", 2), Claim{Attempt: 2})
			renews(t, s, short("renewed", 1), true)
			claims(t, s, short("repeated", 2), done(2, "answer"))
		}
		claims(t, s, short("finished", 1), Claim{Attempt: 1, Work: true}) // it was forgotten
		finishes(t, s, by("finished", 1), "answer", OutcomeKept)
		time.Sleep(2 * storeLawShort)
		claims(t, s, by("finished", 2), done(2, "answer"))
	}},
	{"any order of calls does what the model does", anyOrder},
}
