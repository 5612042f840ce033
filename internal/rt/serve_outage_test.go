//go:build go1.25

package rt

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"
)

// outage is a store some of whose calls fail for a time, before they are made or after it.
func outage(s *scene, calls string, from, to time.Duration, after bool) *faultyStore {
	store := outageOf(s, newTestStore(s.t, 0, 0), calls, from, to)
	if after {
		store.before, store.after = nil, store.before
	}
	return store
}

func outageOf(s *scene, store Store, calls string, from, to time.Duration) *faultyStore {
	return &faultyStore{Store: store, before: func(call string) error {
		if now := time.Since(s.start); strings.Contains(calls, call) && now >= from && now < to {
			return errDown
		}
		return nil
	}}
}

const allCalls = "claim wait renew finish ack"

const forGood = time.Hour

// sent is a message that the platform has made just now.
func sent(s *scene) *servedMessage {
	m := *hello
	m.created = s.start.Unix()
	return &m
}

// attempts delivers a message as the platform does, and returns what came back of each attempt, until there is a response.
func (s *scene) attempts(m *servedMessage) (got []string) {
	for i := range 3 {
		time.Sleep(time.Duration(i)*5*time.Second - time.Since(s.start))
		responses := make(chan served, 1)
		go func() { responses <- serve(s.h, plainPost(m)) }()
		select {
		case r := <-responses:
			got = append(got, r.body)
			if r != unanswered {
				return got
			}
		case <-time.After(5 * time.Second):
			got = append(got, "")
		}
	}
	return got
}

// What comes of a message whose store fails: it is handled once, and its answer goes out once, by a delivery or as a late
// reply; with a line in the log for whatever may be lost.
func TestOutages(t *testing.T) {
	for _, c := range []struct {
		name     string
		calls    string
		from, to time.Duration
		after    bool // the calls have been made
		takes    time.Duration
		stretch  bool
		unknown  bool // when the message was sent
		want     []string
		handled  int
		late     int
		logged   []string
	}{
		{name: "claims fail for two seconds", calls: allCalls, to: 2 * time.Second,
			want: []string{helloAnswer}, handled: 1},
		{name: "claims are made and fail for two seconds", calls: allCalls, to: 2 * time.Second, after: true,
			want: []string{helloAnswer}, handled: 1},
		{name: "claims fail until the ack is due", calls: allCalls, to: 4600 * time.Millisecond,
			want: []string{"", helloAnswer}, handled: 1, logged: []string{"store has failed, the delivery is left unanswered"}},
		{name: "claims fail until just before the ack is due: the work has its time", calls: allCalls, to: 4200 * time.Millisecond, takes: 2 * time.Second,
			want: []string{"", helloAnswer}, handled: 1},
		{name: "claims fail until the last delivery", calls: allCalls, to: 10 * time.Second,
			want: []string{"", "", helloAnswer}, handled: 1,
			logged: []string{"store has failed, the delivery is left unanswered", "store has failed, the delivery is left unanswered"}},
		{name: "the last delivery is counted as the first", calls: allCalls, to: 10 * time.Second, takes: 7 * time.Second, stretch: true,
			want: []string{"", "", "success"}, handled: 1, late: 1,
			logged: []string{"store has failed, the delivery is left unanswered", "store has failed, the delivery is left unanswered"}},
		{name: "claims fail for good", calls: allCalls, to: forGood,
			want: []string{"", "", "success"}, handled: 0,
			logged: []string{"store has failed, the delivery is left unanswered", "store has failed, the delivery is left unanswered", "store has failed, the message is acked unseen"}},
		{name: "claims fail, and when the message was sent is not known", calls: allCalls, to: forGood, unknown: true,
			want: []string{"success"}, handled: 0, logged: []string{"store has failed, the message is acked unseen"}},
		{name: "an ack fails: the retry joins", calls: "ack", to: 6 * time.Second, takes: 7 * time.Second,
			want: []string{"", helloAnswer}, handled: 1, logged: []string{"store has failed, the delivery is left unanswered"}},
		{name: "an ack is made and fails: the answer is late", calls: "ack", to: 6 * time.Second, takes: 7 * time.Second, after: true,
			want: []string{"", helloAnswer}, handled: 1, logged: []string{"store has failed, the delivery is left unanswered"}},
		{name: "an ack is made and fails, and the work ends: the answer is late", calls: "ack", to: 6 * time.Second, takes: 4900 * time.Millisecond, after: true,
			want: []string{"", "success"}, handled: 1, late: 1, logged: []string{"store has failed, the delivery is left unanswered"}},
		{name: "an ack fails, and when the message was sent is not known", calls: "ack", to: 6 * time.Second, takes: 7 * time.Second, unknown: true,
			want: []string{"success"}, handled: 1, late: 1, logged: []string{"store has failed, the message is acked: a late reply may be lost"}},
		{name: "an ack fails until the work is done", calls: "ack", to: 8 * time.Second, takes: 7 * time.Second, unknown: true,
			want: []string{"success"}, handled: 1, late: 1, logged: []string{"store has failed, the message is acked: a late reply may be lost"}},
		{name: "an ack fails for good, and the answer comes in the last moment", calls: "ack", to: forGood, takes: 4600 * time.Millisecond, unknown: true,
			want: []string{helloAnswer}, handled: 1, logged: []string{"store has failed, the message is acked: a late reply may be lost"}},
		{name: "the last ack fails, of work elsewhere: the reply is late", calls: allCalls, from: 13900 * time.Millisecond, to: 14900 * time.Millisecond, takes: 17 * time.Second, stretch: true,
			want: []string{"", "", "success"}, handled: 1, late: 1, logged: []string{"store has failed, the message is acked unseen"}},
		{name: "a finish fails for a while", calls: "finish", to: 3 * time.Second, takes: time.Second,
			want: []string{helloAnswer}, handled: 1},
		{name: "a finish is made and fails", calls: "finish", to: 3 * time.Second, takes: time.Second, after: true,
			want: []string{helloAnswer}, handled: 1},
		{name: "a finish fails for good", calls: "finish", to: forGood, takes: time.Second,
			want: []string{helloAnswer}, handled: 1, logged: []string{"store has failed, an answer may be lost"}},
		{name: "a finish fails for good after the ack", calls: "finish", to: forGood, takes: 7 * time.Second,
			want: []string{"success"}, handled: 1, late: 1, logged: []string{"store has failed, the reply is late"}},
		{name: "all fails from the claim on: nobody knows whose the claim is", calls: allCalls, from: time.Millisecond, to: 4800 * time.Millisecond, takes: 3 * time.Second,
			want: []string{"", helloAnswer}, handled: 1, logged: []string{"store has failed, the delivery is left unanswered"}},
		{name: "all fails from the claim on, for good", calls: allCalls, from: time.Millisecond, to: forGood, takes: 3 * time.Second,
			want: []string{"", "", "success"}, handled: 1, late: 1,
			logged: []string{"store has failed, the delivery is left unanswered", "store has failed, the delivery is left unanswered",
				"store has failed, the message is acked unseen", "store has failed, the reply is late"}},
		{name: "renewals fail, and the claim lapses while nobody asks", calls: "renew", to: forGood, takes: 4 * time.Second,
			want: []string{helloAnswer}, handled: 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			handled := 0
			play(t, func(config *serveConfig, s *scene) {
				s.countLate(config)
				config.stretch = c.stretch
				config.store = outage(s, c.calls, c.from, c.to, c.after)
				config.work = func(ctx context.Context, m deliverable) (answerable, error) {
					handled++
					return slow(c.takes)(ctx, m)
				}
			}, func(s *scene) {
				m := sent(s)
				if c.unknown {
					m.created = 0
				}
				if got := s.attempts(m); !slices.Equal(got, c.want) {
					t.Errorf("%q; want %q", got, c.want)
				}
				rest()
				var logged []string
				for _, r := range s.log.records(t) {
					logged = append(logged, r["msg"].(string))
				}
				slices.Sort(logged)
				slices.Sort(c.logged)
				if handled != c.handled || int(s.late.Load()) != c.late || !slices.Equal(logged, c.logged) {
					t.Errorf("handled %d times, %d late replies; want %d and %d; logged %q", handled, s.late.Load(), c.handled, c.late, logged)
				}
			})
		})
	}
}

// A response before the platform hangs up would be an answer to it, or to a proxy between.
func TestDeliveryStaysUnansweredUntilThePlatformHasHungUp(t *testing.T) {
	play(t, func(c *serveConfig, s *scene) { c.store = outage(s, allCalls, 0, forGood, false) }, func(s *scene) {
		if got := serve(s.h, plainPost(sent(s))); got != unanswered || time.Since(s.start) != 5500*time.Millisecond {
			t.Errorf("%+v at %v", got, time.Since(s.start))
		}
	})
}

// The ack goes out, unnoted, while the store keeps the answer.
func TestAnswerKeptWhileTheAckGoesOutIsLate(t *testing.T) {
	play(t, func(c *serveConfig, s *scene) {
		s.countLate(c)
		c.work = slow(4600 * time.Millisecond)
		c.store = &faultyStore{Store: newTestStore(t, 0, 0), before: func(call string) error {
			switch call {
			case "ack":
				return errDown
			case "finish":
				time.Sleep(400 * time.Millisecond)
			}
			return nil
		}}
	}, func(s *scene) {
		s.post(0, acked, 4750*time.Millisecond)
		rest()
		if s.late.Load() != 1 {
			t.Errorf("%d late replies", s.late.Load())
		}
	})
}
