//go:build go1.25

package rt

import (
	"context"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"
)

// fakePlatform delivers messages as the platform does: signed, for five seconds, then again, three times in all, and
// with a failure prompt to the user when none of that was answered. The network between delays everything; it may lose
// a response, and a proxy may give a request up and send it again. The platform's last attempt is spared both, as
// nothing that a handler does could help there.
type fakePlatform struct {
	*chances
	t         *testing.T
	key       *messageKey
	processes *fakeProcesses
	// loses and repeats are the probabilities of the network's faults.
	loses, repeats float64
}

const platformDeadline = 5 * time.Second
const platformAttempts = 3

// chances is a random source for many goroutines.
type chances struct {
	mu sync.Mutex
	r  *rand.Rand
}

func newChances(seed uint64) *chances {
	return &chances{r: rand.New(rand.NewPCG(seed, 11))}
}

func (c *chances) chance(probability float64) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.r.Float64() < probability
}

func (c *chances) upTo(d time.Duration) time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Duration(c.r.Int64N(int64(d)))
}

// fakeDelivery is one request. It is a value of the request's context, and so of the work's.
type fakeDelivery struct {
	process *fakeProcess
	at      time.Time
	givenUp bool // by a proxy, which sends another one
	// worked and finished: it has called the function, which has returned.
	worked, finished bool
}

type fakeDeliveryKey struct{}

// push delivers a message and notes what the user sees: a reply, nothing, or the failure prompt.
func (p *fakePlatform) push(s *story) {
	s.begin = time.Now()
	s.message.created = s.begin.Unix()
	defer func() { s.end = time.Now() }()
	for attempt := 1; attempt <= platformAttempts; attempt++ {
		last := attempt == platformAttempts
		hangUp := time.NewTimer(platformDeadline)
		ctx, cancel := context.WithCancel(context.Background())
		if !last && p.chance(p.repeats) {
			p.send(ctx, s, true)
			time.Sleep(p.upTo(time.Second))
		}
		responses := p.send(ctx, s, false)
		select {
		case got := <-responses:
			lost := !last && p.chance(p.loses)
			if !lost && got.status != 0 {
				cancel()
				p.shown(s, got)
				return
			}
			<-hangUp.C
		case <-hangUp.C:
		}
		cancel()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.prompt = true
}

// encrypts reports whether the platform encrypts a message, at every delivery.
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

// fakeResponse is what arrives of a delivery.
type fakeResponse struct {
	served
	of *fakeDelivery
}

// send sends a request, of some mode, and returns where its response arrives: nothing does from a process that has died.
func (p *fakePlatform) send(ctx context.Context, s *story, givenUp bool) <-chan fakeResponse {
	r := plainPost(&s.message)
	if encrypts(&s.message) {
		r = encryptedPost(p.t, p.key, &s.message)
	}
	there, back := p.upTo(100*time.Millisecond), p.upTo(100*time.Millisecond)
	responses := make(chan fakeResponse, 1)
	go func() {
		time.Sleep(there)
		d := &fakeDelivery{process: p.processes.pick(), givenUp: givenUp}
		s.deliver(d)
		got := serve(d.process.handler, r.WithContext(context.WithValue(ctx, fakeDeliveryKey{}, d)))
		time.Sleep(back)
		if !d.process.isDead() {
			responses <- fakeResponse{got, d}
		}
	}()
	return responses
}

// shown notes what the platform makes of a response.
func (p *fakePlatform) shown(s *story, got fakeResponse) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case got.status != 200:
		s.prompt = true
	case got.body == "success":
		s.ackedBy, s.handledAtAck, s.finishedAtAck = got.of, len(s.handled), !s.finished.IsZero()
	case strings.Contains(got.body, "<Encrypt>"):
		s.shown = openedReply(p.t, p.key, servedToken, got.body)
	default:
		s.shown = got.body
	}
}
