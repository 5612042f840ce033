//go:build go1.25

package rt

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// fakePlatform delivers messages as the platform does: signed, for five seconds, then again, three times in all, and
// with a failure prompt to the user when none of that was answered. The network between delays everything; it may lose
// a response, and a proxy may give a request up and send it again. The platform's last attempt is spared both, as
// nothing that a handler does could help there.
type fakePlatform struct {
	handler http.Handler
	key     *messageKey
	// loses and repeats are the probabilities of the network's faults.
	loses, repeats float64

	mu sync.Mutex
	r  *rand.Rand
	t  *testing.T
}

const platformDeadline = 5 * time.Second
const platformAttempts = 3

func (p *fakePlatform) chance(probability float64) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.r.Float64() < probability
}

func (p *fakePlatform) upTo(d time.Duration) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	return time.Duration(p.r.Int64N(int64(d)))
}

// push delivers a message and returns what the user sees: a reply, nothing, or the failure prompt.
func (p *fakePlatform) push(m *servedMessage) (shown string, prompt bool) {
	for attempt := 1; attempt <= platformAttempts; attempt++ {
		last := attempt == platformAttempts
		hangUp := time.NewTimer(platformDeadline)
		ctx, cancel := context.WithCancel(context.Background())
		if !last && p.chance(p.repeats) {
			p.send(ctx, m) // given up by a proxy
			time.Sleep(p.upTo(2 * time.Second))
		}
		responses := p.send(ctx, m)
		select {
		case got := <-responses:
			lost := !last && p.chance(p.loses)
			if !lost && got.status != 0 {
				cancel()
				return p.shown(got)
			}
			if lost {
				<-hangUp.C
			}
		case <-hangUp.C:
		}
		cancel()
	}
	return "", true
}

// encrypts says whether the platform encrypts a message, whenever it delivers it.
func encrypts(m *servedMessage) bool {
	return strings.HasSuffix(m.id, "1") || strings.HasSuffix(m.id, "5") || strings.HasSuffix(m.id, "8")
}

// keyOf is what the store knows a message by.
func keyOf(m *servedMessage) string {
	var key []byte
	if encrypts(m) {
		key = appendKeyPart(key, servedReceiver)
	}
	return string(m.appendDedupeKey(key))
}

// send sends a request and returns where its response arrives.
func (p *fakePlatform) send(ctx context.Context, m *servedMessage) <-chan served {
	r := plainPost(m)
	if encrypts(m) {
		r = encryptedPost(p.t, p.key, m)
	}
	there, back := p.upTo(100*time.Millisecond), p.upTo(100*time.Millisecond)
	responses := make(chan served, 1)
	go func() {
		time.Sleep(there)
		got := serve(p.handler, r.WithContext(ctx))
		time.Sleep(back)
		responses <- got
	}()
	return responses
}

func (p *fakePlatform) shown(got served) (shown string, prompt bool) {
	if got.status != 200 {
		return "", true
	}
	if got.body == "success" {
		return "", false
	}
	if strings.Contains(got.body, "<Encrypt>") {
		got.body = openedReply(p.t, p.key, servedToken, got.body)
	}
	return got.body, false
}

// flakyStore fails at random, before it has done what it was asked to, or afterwards.
type flakyStore struct {
	Store
	fails float64
	mu    sync.Mutex
	r     *rand.Rand
	// claims holds the keys one of whose claims has failed.
	claims map[string]bool
}

var errFlaky = errors.New("the store is out of order")

func (s *flakyStore) fail(key string, claim bool) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.r.Float64() >= s.fails {
		return false
	}
	if claim {
		s.claims[key] = true
	}
	return true
}

func (s *flakyStore) Claim(ctx context.Context, key string, ttl time.Duration) (Claim, error) {
	if s.fail(key, true) {
		return Claim{}, errFlaky
	}
	c, err := s.Store.Claim(ctx, key, ttl)
	if s.fail(key, true) {
		return Claim{}, errFlaky
	}
	return c, err
}

func (s *flakyStore) Finish(ctx context.Context, key string, answer []byte, ttl time.Duration) (bool, error) {
	if s.fail(key, false) {
		return false, errFlaky
	}
	kept, err := s.Store.Finish(ctx, key, answer, ttl)
	if s.fail(key, false) {
		return false, errFlaky
	}
	return kept, err
}

func (s *flakyStore) Ack(ctx context.Context, key string, delivery int) ([]byte, bool, error) {
	if s.fail(key, false) {
		return nil, false, errFlaky
	}
	answer, done, err := s.Store.Ack(ctx, key, delivery)
	if s.fail(key, false) {
		return nil, false, errFlaky
	}
	return answer, done, err
}

func (s *flakyStore) Wait(ctx context.Context, key string) ([]byte, error) {
	if s.fail(key, false) {
		return nil, errFlaky
	}
	return s.Store.Wait(ctx, key)
}

// story is what becomes of one message.
type story struct {
	message servedMessage
	takes   time.Duration
	breaks  int  // 1: the function panics, 2: it returns an error
	obeys   bool // its context, with a reply even so
	handled atomic.Int32
	late    atomic.Int32
	shown   string
	prompt  bool
}

// traffic is what a test of the whole has in common with others.
type traffic struct {
	messages int
	longest  time.Duration // of work
	stretch  bool
	late     bool
	breaks   float64 // panics and errors of the function
	fails    float64 // of the store
	clock    bool    // it steps
	shared   bool    // there are three processes with a shared store
}

const servedUsers = 200

func (c traffic) run(t *testing.T) {
	r := rand.New(rand.NewPCG(11, uint64(c.messages)))
	config, _ := serveTestConfig(t)
	stories := make(map[string]*story, c.messages)
	var all []*story
	for i := range c.messages {
		s := &story{takes: time.Duration(r.Int64N(int64(c.longest))), obeys: r.IntN(2) == 0}
		// Users have the same message ids.
		s.message = servedMessage{to: "gh_1", from: "o" + fmt.Sprint(i%servedUsers), id: fmt.Sprint(i / servedUsers)}
		s.message.content = s.message.from + "/" + s.message.id
		if r.Float64() < c.breaks {
			s.breaks = 1 + r.IntN(2)
		}
		stories[s.message.content] = s
		all = append(all, s)
	}
	memory := newTestStore(t, 0, 0)
	store := &flakyStore{Store: memory, fails: c.fails, r: rand.New(rand.NewPCG(5, 5)), claims: map[string]bool{}}
	config.store = store
	config.stretch = c.stretch
	config.work = func(ctx context.Context, m deliverable) (answerable, error) {
		s := stories[m.(*servedMessage).content]
		s.handled.Add(1)
		if s.obeys {
			timer := time.NewTimer(s.takes)
			defer timer.Stop()
			select {
			case <-timer.C:
			case <-ctx.Done():
			}
		} else {
			time.Sleep(s.takes)
		}
		switch s.breaks {
		case 1:
			panic("injected")
		case 2:
			return nil, errors.New("injected")
		}
		return echo(ctx, m)
	}
	if c.late {
		config.late = func(ctx context.Context, m deliverable, reply answerable) {
			if ctx.Err() != nil || reply.(*servedReply).content != m.(*servedMessage).content {
				t.Errorf("late: %v, %v", ctx.Err(), reply)
			}
			stories[m.(*servedMessage).content].late.Add(1)
		}
	}
	var step atomic.Int64
	if c.clock {
		config.now = func() time.Time { return time.Now().Add(time.Duration(step.Load())) }
	}
	h := mustHandler(t, config)
	processes := []*Handler{h}
	if c.shared {
		store.Store = &plainStore{records: map[string]*plainRecord{}}
		processes = append(processes, mustHandler(t, config), mustHandler(t, config))
	}
	var balanced atomic.Int64
	balancer := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		processes[int(balanced.Add(1))%len(processes)].ServeHTTP(w, r)
	})
	p := &fakePlatform{handler: balancer, key: config.keys[0], loses: 0.2, repeats: 0.1, r: r, t: t}
	var deliveries sync.WaitGroup
	for _, s := range all {
		deliveries.Add(1)
		at := p.upTo(5 * time.Minute)
		go func() {
			defer deliveries.Done()
			time.Sleep(at)
			step.Store(int64(p.upTo(48*time.Hour)) - int64(24*time.Hour))
			s.shown, s.prompt = p.push(&s.message)
		}()
	}
	deliveries.Wait()
	for _, h := range processes {
		if err := h.Shutdown(context.Background()); err != nil {
			t.Error(err)
		}
	}
	c.judge(t, all, store)
	time.Sleep(h.claimTTL + h.finishTTL + 2*memoryExpiry)
	synctest.Wait()
	if n, bytes := storeLength(memory); n != 0 || bytes != 0 {
		t.Errorf("%d messages, %d bytes are left in the store", n, bytes)
	}
}

func (c traffic) judge(t *testing.T, all []*story, store *flakyStore) {
	shown, late, none := 0, 0, 0
	for _, s := range all {
		if s.prompt {
			t.Errorf("%+v: the user sees a failure", s)
		}
		unclaimed := store.claims[keyOf(&s.message)]
		handled := s.handled.Load()
		if handled > 1 || handled == 0 && !unclaimed {
			t.Errorf("%+v: handled %d times", s, handled)
		}
		if s.shown != "" {
			shown++
			if !strings.Contains(s.shown, "[CDATA["+s.message.content+"]]") {
				t.Errorf("%+v: somebody else's answer", s)
			}
		}
		answers := s.late.Load()
		late += int(answers)
		if s.shown != "" {
			answers++
		}
		switch {
		case answers > 1 || s.breaks > 0 && answers > 0:
			t.Errorf("%+v: %d answers", s, answers)
		case answers == 0 && s.breaks == 0 && !unclaimed:
			none++
			if c.late || !c.mayBeLost(s) {
				t.Errorf("%+v: the answer is lost", s)
			}
		}
	}
	t.Logf("%d messages: %d answered, %d late, %d neither; claims of %d failed", len(all), shown, late, none, len(store.claims))
}

// mayBeLost says whether an answer came after the deadline, all deliveries' where they are stretched.
func (c traffic) mayBeLost(s *story) bool {
	if c.stretch {
		return s.takes > 2*platformDeadline-time.Second // a repeated request counts as a delivery
	}
	return s.takes > platformDeadline-time.Second
}

func (c traffic) test(t *testing.T) {
	t.Helper()
	if testing.Short() {
		c.messages /= 10
	}
	synctest.Test(t, c.run)
}

func TestPlatformLateAnswers(t *testing.T) {
	traffic{messages: 10000, longest: 20 * time.Second, late: true}.test(t)
}

func TestPlatformStretchedRetries(t *testing.T) {
	traffic{messages: 10000, longest: 20 * time.Second, late: true, stretch: true}.test(t)
}

func TestPlatformNobodyForLateAnswers(t *testing.T) {
	traffic{messages: 5000, longest: 20 * time.Second}.test(t)
	traffic{messages: 5000, longest: 20 * time.Second, stretch: true}.test(t)
}

func TestPlatformBrokenFunctionsStoreAndClock(t *testing.T) {
	for _, stretch := range []bool{false, true} {
		traffic{messages: 5000, longest: 20 * time.Second, late: true, stretch: stretch, breaks: 0.2, fails: 0.03, clock: true}.test(t)
	}
}

func TestPlatformSeveralProcesses(t *testing.T) {
	for _, stretch := range []bool{false, true} {
		traffic{messages: 3000, longest: 20 * time.Second, late: true, stretch: stretch, breaks: 0.1, fails: 0.02, shared: true}.test(t)
	}
}

func TestPlatformStoreThatIsDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		config, log := serveTestConfig(t)
		config.store = &flakyStore{fails: 1, r: rand.New(rand.NewPCG(5, 5)), claims: map[string]bool{}}
		config.work = func(context.Context, deliverable) (answerable, error) {
			t.Error("it is handled")
			return nil, nil
		}
		start := time.Now()
		if got := serve(mustHandler(t, config), plainPost(hello)); got != (served{200, "success"}) || time.Since(start) > 2*time.Second {
			t.Errorf("%+v after %v", got, time.Since(start))
		}
		if logged := log.records(t); len(logged) != 1 || logged[0]["level"] != "ERROR" {
			t.Errorf("%v", logged)
		}
	})
}
