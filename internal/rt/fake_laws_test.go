//go:build go1.25

package rt

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

var (
	fakeMessages = flag.Int("messages", 4000, "how many messages the fake platform delivers")
	fakeSeed     = flag.Uint64("seed", 1, "of the fake platform's faults")
)

// story is what becomes of one message.
type story struct {
	message servedMessage
	takes   time.Duration
	breaks  int  // 1: the function panics, 2: it returns an error
	obeys   bool // its context, with a reply even so

	mu         sync.Mutex
	begin, end time.Time
	deliveries []*fakeDelivery
	handled    []time.Time // when the function was called
	finished   time.Time   // when the function has returned
	late       int
	logged     []string
	shown      string
	prompt     bool
	// ackedBy is the delivery whose ack the platform has seen. By then, the function had been called so often, or had
	// returned.
	ackedBy       *fakeDelivery
	handledAtAck  int
	finishedAtAck bool
}

func (s *story) deliver(d *fakeDelivery) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d.at = time.Now()
	s.deliveries = append(s.deliveries, d)
}

// work is the user's function.
func (s *story) work(ctx context.Context, m deliverable) (answerable, error) {
	d := ctx.Value(fakeDeliveryKey{}).(*fakeDelivery)
	if d.process.isDead() {
		return nil, errors.New("dead")
	}
	s.mu.Lock()
	s.handled = append(s.handled, time.Now())
	d.worked = true
	s.mu.Unlock()
	timer := time.NewTimer(s.takes)
	defer timer.Stop()
	ended := ctx.Done()
	if !s.obeys {
		ended = nil
	}
	select {
	case <-timer.C:
	case <-ended:
	case <-d.process.dead:
		return nil, errors.New("dead")
	}
	s.mu.Lock()
	d.finished, s.finished = true, time.Now()
	s.mu.Unlock()
	switch s.breaks {
	case 1:
		panic("injected")
	case 2:
		return nil, errors.New("injected")
	}
	return echo(ctx, m)
}

// traffic is what the tests of the whole differ in.
type traffic struct {
	name    string
	stretch bool
	late    bool
	deaths  bool // of processes
	store   bool // it fails, hangs, and restarts empty
	clock   bool // it steps
}

// trouble is a time when something was out of order.
type trouble struct {
	from, to time.Time
	fault    serverFault
	works    time.Time // when the store works again
	clock    bool
}

// run delivers messages and checks the laws. All is over when it returns.
func (c traffic) run(t *testing.T, messages int, seed uint64) {
	const users, traffic = 200, 5 * time.Minute
	r := newChances(seed)
	config, _ := serveTestConfig(t)
	key := firstKey(config)
	stories, byContent := make(map[string]*story, messages), make(map[string]*story, messages)
	var all []*story
	for i := range messages {
		s := &story{takes: r.upTo(20 * time.Second), obeys: r.chance(0.5)}
		// Users have the same message ids.
		s.message = servedMessage{to: "gh_1", from: "o" + fmt.Sprint(i%users), id: fmt.Sprint(i / users)}
		s.message.content = s.message.from + "/" + s.message.id
		if r.chance(0.3) {
			s.takes = r.upTo(time.Second)
		}
		if r.chance(0.1) {
			s.breaks = 1 + int(r.upTo(2))
		}
		stories[loggedKey(keyOf(&s.message)).Value.String()], byContent[s.message.content] = s, s
		all = append(all, s)
	}
	server := &fakeServer{chances: newChances(seed + 1), fails: 0.01, store: NewMemoryStore(0, 0)}
	config.stretch = c.stretch
	config.work = func(ctx context.Context, m deliverable) (answerable, error) {
		return byContent[m.(*servedMessage).content].work(ctx, m)
	}
	if c.late {
		config.late = func(ctx context.Context, m deliverable, reply answerable) {
			if ctx.Err() != nil || reply.(*servedReply).content != m.(*servedMessage).content {
				t.Errorf("late: %v, %v", ctx.Err(), reply)
			}
			if s := byContent[m.(*servedMessage).content]; !ctx.Value(fakeDeliveryKey{}).(*fakeDelivery).process.isDead() {
				s.mu.Lock()
				defer s.mu.Unlock()
				s.late++
			}
		}
	}
	processes := &fakeProcesses{start: func() *fakeProcess {
		p := &fakeProcess{dead: make(chan struct{})}
		p.clock.Store(int64(r.upTo(400*time.Millisecond) - 200*time.Millisecond))
		c := config
		c.store = &remoteStore{server, p}
		c.logger = slog.New(&fakeLog{p, stories})
		c.now = func() time.Time { return time.Now().Add(time.Duration(p.clock.Load())) }
		p.handler = mustHandler(t, c)
		return p
	}}
	for range 3 {
		processes.add()
	}
	over := make(chan struct{})
	var troubles []trouble
	var faults sync.WaitGroup
	faults.Go(func() { troubles = c.trouble(r, server, processes, over) })
	p := &fakePlatform{chances: newChances(seed + 2), t: t, key: key, processes: processes, loses: 0.2, repeats: 0.1}
	var deliveries sync.WaitGroup
	for _, s := range all {
		at := p.upTo(traffic)
		deliveries.Go(func() {
			time.Sleep(at)
			p.push(s)
		})
	}
	deliveries.Wait()
	close(over)
	faults.Wait()
	for _, p := range processes.all {
		if err := p.handler.Shutdown(context.Background()); err != nil {
			t.Error(err)
		}
	}
	judge{c, troubles}.all(t, all)
	time.Sleep(time.Hour)
	synctest.Wait() // timers end: of renewals, and of stores, which are empty
}

// trouble makes trouble until it is over, and returns what it has made. Two faults of the store are further apart than
// the deliveries of a message.
func (c traffic) trouble(r *chances, server *fakeServer, processes *fakeProcesses, over chan struct{}) []trouble {
	var out []trouble
	for {
		select {
		case <-over:
			return out
		case <-time.After(20*time.Second + r.upTo(20*time.Second)):
		}
		now := trouble{from: time.Now()}
		if c.store {
			now.fault = serverFault(1 + r.upTo(3))
			server.suffer(now.fault, r.upTo(platformDeadline*(platformAttempts-1)))
			now.works = time.Now()
		}
		if c.deaths && r.chance(0.7) {
			processes.kill()
			time.Sleep(r.upTo(3 * time.Second))
			processes.add()
		}
		if c.clock && r.chance(0.3) {
			now.clock = true
			clock := &processes.pick().clock
			before := clock.Swap(int64(r.upTo(48*time.Hour)) - int64(24*time.Hour))
			time.Sleep(r.upTo(20 * time.Second))
			clock.Store(before)
		}
		now.to = time.Now()
		out = append(out, now)
	}
}

// events tells what has happened to a message, for who has to find out why.
func (s *story) events(troubles []trouble) string {
	since := func(t time.Time) time.Duration { return t.Sub(s.begin).Round(time.Millisecond) }
	var b strings.Builder
	for i, d := range s.deliveries {
		fmt.Fprintf(&b, "\tdelivery %d at %v: dead %v, worked %v, finished %v, acked %v\n", i, since(d.at), d.process.diedBefore(s.end.Add(longestWork)), d.worked, d.finished, s.ackedBy == d)
	}
	for _, x := range troubles {
		if x.from.Before(s.end.Add(longestWork)) && x.to.After(s.begin) {
			fmt.Fprintf(&b, "\ttrouble %d, clock %v, from %v to %v\n", x.fault, x.clock, since(x.from), since(x.to))
		}
	}
	for _, at := range s.handled {
		fmt.Fprintf(&b, "\thandled at %v\n", since(at))
	}
	for _, line := range s.logged {
		fmt.Fprintf(&b, "\tlog: %s\n", line)
	}
	fmt.Fprintf(&b, "\tuntil %v: shown %q, prompt %v, late %d", since(s.end), s.shown, s.prompt, s.late)
	return b.String()
}

// judge checks that the laws hold.
type judge struct {
	traffic
	troubles []trouble
}

// suffered reports whether something was out of order from when a message was sent until so long after its last
// delivery.
func (j judge) suffered(s *story, after time.Duration, what func(trouble) bool) bool {
	return slices.ContainsFunc(j.troubles, func(x trouble) bool {
		return what(x) && x.from.Before(s.end.Add(after)) && x.to.After(s.begin)
	})
}

func (j judge) all(t *testing.T, all []*story) {
	answered, late, none, twice, unseen, prompts := 0, 0, 0, 0, 0, 0
	for _, s := range all {
		s.mu.Lock()
		j.one(t, s)
		switch {
		case s.shown != "":
			answered++
		case s.late > 0:
			late++
		default:
			none++
		}
		if len(s.handled) > 1 {
			twice++
		}
		if s.ackedBy != nil && s.handledAtAck == 0 {
			unseen++
		}
		if s.prompt {
			prompts++
		}
		s.mu.Unlock()
	}
	t.Logf("%s: %d messages: %d answered, %d late, %d neither; %d handled again, %d acked unseen, %d prompts",
		j.name, len(all), answered, late, none, twice, unseen, prompts)
}

// longestWork is longer than a message is worked on after its last delivery.
const longestWork = 40 * time.Second

func (j judge) one(t *testing.T, s *story) {
	died := slices.ContainsFunc(s.deliveries, func(d *fakeDelivery) bool { return d.process.diedBefore(s.end.Add(longestWork)) })
	lastDied := s.deliveries[len(s.deliveries)-1].process.diedBefore(s.end)
	broken := func(x trouble) bool { return x.fault != serverWorks }
	failed := j.suffered(s, longestWork, broken)
	emptied := j.suffered(s, longestWork, func(x trouble) bool { return x.fault == serverRestarts })
	clock := j.suffered(s, 0, func(x trouble) bool { return x.clock })
	fail := func(format string, args ...any) {
		t.Errorf("%s, which takes %v (obeys: %v, breaks: %d): %s\n%s", s.message.content, s.takes, s.obeys, s.breaks, fmt.Sprintf(format, args...), s.events(j.troubles))
	}

	if s.prompt && !lastDied && !(clock && failed) {
		fail("the user sees a failure")
	}
	if s.ackedBy != nil && s.handledAtAck == 0 && !died && !(clock && failed) {
		fail("acked before anybody has handled it")
	}
	if len(s.handled) == 0 && s.ackedBy == nil && !lastDied {
		fail("never handled")
	}
	if len(s.handled) > 1 && !died && !failed {
		fail("handled %d times", len(s.handled))
	}
	if s.shown != "" && !strings.Contains(s.shown, "[CDATA["+s.message.content+"]]") {
		fail("somebody else's answer: %s", s.shown)
	}
	answers := s.late
	if s.shown != "" {
		answers++
	}
	switch {
	case s.breaks > 0 && answers > 0:
		fail("%d answers of work that has failed", answers)
	case answers > 1 && !emptied:
		fail("%d answers", answers)
	case answers == 0 && s.breaks == 0 && !died && !emptied && !(clock && failed) && j.late && !j.missed(s):
		fail("the answer is lost")
	case answers == 0 && s.breaks == 0 && !died && !failed && !clock && s.takes < platformDeadline-time.Second:
		fail("the answer is lost, although it was in time")
	}
	if d := s.ackedBy; d != nil && !d.worked && !s.finishedAtAck && !slices.ContainsFunc(s.logged, func(line string) bool {
		return strings.Contains(line, "acked")
	}) {
		fail("acked in silence")
	}
}

// missed reports whether an answer was there when the last delivery could not ask for it: the network had lost it before,
// or the store worked again just after the platform had given up. Or a request that a proxy has given up was the last to
// reach the store, so that the ack of another one did not count.
func (j judge) missed(s *story) bool {
	unasked := slices.ContainsFunc(s.logged, func(line string) bool {
		return strings.Contains(line, "store has failed, the message is acked")
	})
	proxied := slices.ContainsFunc(s.deliveries, func(d *fakeDelivery) bool { return d.givenUp })
	return proxied && s.ackedBy != s.deliveries[len(s.deliveries)-1] || j.suffered(s, 0, func(x trouble) bool {
		const last = platformAttempts * platformDeadline
		after := x.works.Sub(s.begin)
		return x.fault != serverWorks && (proxied || unasked && (s.finished.Before(x.from) || after > last-time.Second && after < last+time.Second))
	})
}

func TestFakePlatform(t *testing.T) {
	const batch = 5000
	kinds := []traffic{
		{name: "nothing but the network"},
		{name: "late", late: true, deaths: true, store: true},
		{name: "stretched", stretch: true, late: true, deaths: true, store: true},
		{name: "stretched, nobody takes late replies", stretch: true, deaths: true, store: true},
		{name: "late, clocks step", late: true, deaths: true, store: true, clock: true},
		{name: "stretched, only processes die", stretch: true, late: true, deaths: true},
		{name: "late, only the store fails", late: true, store: true},
		{name: "stretched, only the store fails", stretch: true, late: true, store: true},
	}
	messages := *fakeMessages
	for i := range max(messages/batch, len(kinds)) {
		c := kinds[i%len(kinds)]
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { c.run(t, min(batch, messages/len(kinds)), *fakeSeed+uint64(i)*3) })
		})
	}
}
