package redisstore

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"testing"
	"time"
)

// storeLaws is what every implementation of Store must hold: run it on a new store a law. The
// table has no other means than the
// interface, so that it can be copied to test another implementation.
var storeLaws = []struct {
	name string
	law  func(t *testing.T, s Store)
}{
	{"deliveries are counted from one", func(t *testing.T, s Store) {
		for i := 1; i <= 5; i++ {
			claims(t, s, "a", i, false, "")
			claims(t, s, "b", i, false, "")
		}
	}},
	{"the age is that of the first delivery, if known", func(t *testing.T, s Store) {
		if c := claims(t, s, "a", 1, false, ""); c.Age != 0 {
			t.Errorf("age %v at the first delivery", c.Age)
		}
		time.Sleep(20 * time.Millisecond)
		if c := claims(t, s, "a", 2, false, ""); c.Age != 0 && (c.Age < 15*time.Millisecond || c.Age > storeLawTTL) {
			t.Errorf("age %v after 20 ms", c.Age)
		}
	}},
	{"an answer is repeated", func(t *testing.T, s Store) {
		const answer = "<xml>\x00你好\xff]]></xml>"
		claims(t, s, "a", 1, false, "")
		finishes(t, s, "a", answer, true)
		for i := 2; i < 5; i++ {
			claims(t, s, "a", i, true, answer)
			acks(t, s, "a", i, true, answer)
			waits(t, s, "a", answer)
		}
	}},
	{"an answer stays what it is when its message is forgotten", func(t *testing.T, s Store) {
		answer := claimAnswered(t, s, "a", "first")
		for i := range 100 {
			claimAnswered(t, s, "b"+string(appendInt(nil, int64(i))), "other")
			if i == 50 {
				time.Sleep(2 * storeLawShort)
			}
		}
		if string(answer) != "first" {
			t.Errorf("%q", answer)
		}
	}},
	{"what is appended to an answer is in no other", func(t *testing.T, s Store) {
		answer := claimAnswered(t, s, "a", "first")
		for i := range 50 {
			claimAnswered(t, s, string(appendInt(nil, int64(i))), "other")
		}
		if longer := string(append(answer, "and more"...)); longer != "firstand more" {
			t.Errorf("%q", longer)
		}
		for i := range 50 {
			claims(t, s, string(appendInt(nil, int64(i))), 3, true, "other")
		}
	}},
	{"an empty answer is repeated", func(t *testing.T, s Store) {
		claims(t, s, "a", 1, false, "")
		finishes(t, s, "a", "", true)
		claims(t, s, "a", 2, true, "")
		acks(t, s, "a", 2, true, "")
		waits(t, s, "a", "")
	}},
	{"an answer that comes after the ack is not kept", func(t *testing.T, s Store) {
		claims(t, s, "a", 1, false, "")
		acks(t, s, "a", 1, false, "")
		finishes(t, s, "a", "late", false)
		claims(t, s, "a", 2, true, "")
		acks(t, s, "a", 2, true, "")
		waits(t, s, "a", "")
	}},
	{"an answer that comes before the ack goes out instead", func(t *testing.T, s Store) {
		claims(t, s, "a", 1, false, "")
		finishes(t, s, "a", "answer", true)
		acks(t, s, "a", 1, true, "answer")
	}},
	{"an ack of an earlier delivery has no effect", func(t *testing.T, s Store) {
		claims(t, s, "a", 1, false, "")
		claims(t, s, "a", 2, false, "")
		acks(t, s, "a", 1, false, "")
		finishes(t, s, "a", "answer", true)
		claims(t, s, "a", 3, true, "answer")
	}},
	{"a delivery after the ack asks again", func(t *testing.T, s Store) {
		claims(t, s, "a", 1, false, "")
		acks(t, s, "a", 1, false, "")
		claims(t, s, "a", 2, false, "")
		acks(t, s, "a", 1, false, "")
		finishes(t, s, "a", "answer", true)
		acks(t, s, "a", 2, true, "answer")
	}},
	{"an ack may be said again", func(t *testing.T, s Store) {
		claims(t, s, "a", 1, false, "")
		acks(t, s, "a", 1, false, "")
		acks(t, s, "a", 1, false, "")
		finishes(t, s, "a", "late", false)
		acks(t, s, "a", 1, true, "")
	}},
	{"the first finish counts", func(t *testing.T, s Store) {
		claims(t, s, "a", 1, false, "")
		finishes(t, s, "a", "answer", true)
		finishes(t, s, "a", "another", true)
		claims(t, s, "a", 2, true, "answer")
		claims(t, s, "b", 1, false, "")
		acks(t, s, "b", 1, false, "")
		finishes(t, s, "b", "late", false)
		finishes(t, s, "b", "late", false)
		claims(t, s, "b", 2, true, "")
	}},
	{"keys are bytes", func(t *testing.T, s Store) {
		for _, key := range []string{"", "a", "a\x00", "a\x00b", "你好", "\xff", "a b:{c}*", "a\r\n"} {
			claims(t, s, key, 1, false, "")
			finishes(t, s, key, "for "+key, true)
		}
		claims(t, s, "a\x00", 2, true, "for a\x00")
		claims(t, s, "", 2, true, "for ")
	}},
	{"who waits gets the answer", func(t *testing.T, s Store) {
		claims(t, s, "a", 1, false, "")
		var all sync.WaitGroup
		for range 10 {
			all.Add(1)
			go func() {
				defer all.Done()
				waits(t, s, "a", "answer")
			}()
		}
		time.Sleep(5 * time.Millisecond)
		finishes(t, s, "a", "answer", true)
		all.Wait()
	}},
	{"who waits gets no answer that was not kept", func(t *testing.T, s Store) {
		claims(t, s, "a", 1, false, "")
		acks(t, s, "a", 1, false, "")
		waited := make(chan struct{})
		go func() {
			defer close(waited)
			waits(t, s, "a", "")
		}()
		time.Sleep(5 * time.Millisecond)
		finishes(t, s, "a", "late", false)
		<-waited
	}},
	{"waiting ends with the context", func(t *testing.T, s Store) {
		claims(t, s, "a", 1, false, "")
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
		defer cancel()
		if answer, err := s.Wait(ctx, "a"); answer != nil || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%q, %v", answer, err)
		}
	}},
	{"a message that is not known", func(t *testing.T, s Store) {
		finishes(t, s, "a", "answer", false)
		acks(t, s, "a", 1, false, "")
		waits(t, s, "a", "")
		claims(t, s, "a", 1, false, "")
	}},
	{"a message in work is forgotten in the end", func(t *testing.T, s Store) {
		if _, err := s.Claim(context.Background(), "a", storeLawShort); err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * storeLawShort)
		finishes(t, s, "a", "answer", false)
		claims(t, s, "a", 1, false, "")
	}},
	{"a finished message is forgotten in the end", func(t *testing.T, s Store) {
		claims(t, s, "a", 1, false, "")
		if _, err := s.Finish(context.Background(), "a", []byte("answer"), storeLawShort); err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * storeLawShort)
		acks(t, s, "a", 1, false, "")
		claims(t, s, "a", 1, false, "")
	}},
	{"a finish lets a message live on", func(t *testing.T, s Store) {
		if _, err := s.Claim(context.Background(), "a", storeLawShort); err != nil {
			t.Fatal(err)
		}
		finishes(t, s, "a", "answer", true)
		time.Sleep(2 * storeLawShort)
		claims(t, s, "a", 2, true, "answer")
	}},
	{"of many deliveries at once one is the first", func(t *testing.T, s Store) {
		const n = 50
		seen := make([]bool, n+1)
		var mu sync.Mutex
		var all sync.WaitGroup
		for range n {
			all.Add(1)
			go func() {
				defer all.Done()
				c, err := s.Claim(context.Background(), "a", storeLawTTL)
				mu.Lock()
				defer mu.Unlock()
				if err != nil || c.Delivery < 1 || c.Delivery > n || seen[c.Delivery] {
					t.Errorf("%+v, %v", c, err)
					return
				}
				seen[c.Delivery] = true
			}()
		}
		all.Wait()
	}},
	{"an answer is kept or its delivery acked, never both", func(t *testing.T, s Store) {
		for i := range 200 {
			key := string(appendInt(nil, int64(i)))
			claims(t, s, key, 1, false, "")
			kept := make(chan bool)
			go func() {
				ok, err := s.Finish(context.Background(), key, []byte("answer"), storeLawTTL)
				if err != nil {
					t.Error(err)
				}
				kept <- ok
			}()
			answer, done, err := s.Ack(context.Background(), key, 1)
			if k := <-kept; err != nil || k != (string(answer) == "answer") || k && !done {
				t.Fatalf("kept: %v, answer %q, done %v, %v", k, answer, done, err)
			}
		}
	}},
	{"any order of calls does what the sentences say", func(t *testing.T, s Store) {
		r := rand.New(rand.NewPCG(1, 2))
		for i := range 300 {
			key := "random" + string(appendInt(nil, int64(i)))
			deliveries, acked, done, kept, answer := 0, false, false, false, ""
			for range 1 + r.IntN(8) {
				switch op := r.IntN(4); {
				case op == 0 || deliveries == 0:
					deliveries++
					acked = false
					claims(t, s, key, deliveries, done, answer)
				case op == 1:
					if !done {
						done, kept = true, !acked
						if kept {
							answer = key
						}
					}
					finishes(t, s, key, key, kept)
				default:
					n := 1 + r.IntN(deliveries)
					acks(t, s, key, n, done, answer)
					acked = acked || n == deliveries
				}
			}
		}
	}},
}

// storeLawTTL is longer than a law takes, and storeLawShort longer than a hundred calls.
const storeLawTTL = time.Minute
const storeLawShort = 200 * time.Millisecond

func claims(t *testing.T, s Store, key string, delivery int, done bool, answer string) Claim {
	t.Helper()
	c, err := s.Claim(context.Background(), key, storeLawTTL)
	if err != nil || c.Delivery != delivery || c.Done != done || string(c.Answer) != answer {
		t.Errorf("claim %q: %+v, %v; want delivery %d, done %v, %q", key, c, err, delivery, done, answer)
	}
	return c
}

// claimAnswered returns what a retry is answered with.
func claimAnswered(t *testing.T, s Store, key, answer string) []byte {
	t.Helper()
	claims(t, s, key, 1, false, "")
	if _, err := s.Finish(context.Background(), key, []byte(answer), storeLawShort); err != nil {
		t.Fatal(err)
	}
	return claims(t, s, key, 2, true, answer).Answer
}

func finishes(t *testing.T, s Store, key, answer string, want bool) {
	t.Helper()
	kept, err := s.Finish(context.Background(), key, []byte(answer), storeLawTTL)
	if err != nil || kept != want {
		t.Errorf("finish %q: kept %v, %v; want %v", key, kept, err, want)
	}
}

func acks(t *testing.T, s Store, key string, delivery int, wantDone bool, want string) {
	t.Helper()
	answer, done, err := s.Ack(context.Background(), key, delivery)
	if err != nil || done != wantDone || string(answer) != want {
		t.Errorf("ack %q of delivery %d: %q, done %v, %v; want %q, %v", key, delivery, answer, done, err, want, wantDone)
	}
}

func waits(t *testing.T, s Store, key, want string) {
	t.Helper()
	answer, err := s.Wait(context.Background(), key)
	if err != nil || string(answer) != want {
		t.Errorf("wait %q: %q, %v; want %q", key, answer, err, want)
	}
}
