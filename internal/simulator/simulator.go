package simulator

import (
	"context"
	"slices"
	"sync"

	"github.com/replygen/replygen/internal/platform"
)

// kept is the number of deliveries that are remembered.
const kept = 200

// Options are the wishes of the person at the page.
type Options struct {
	// Lang is the language of the page, zh or en; "" lets the browser choose.
	Lang string
	// LoadImages lets the page load the pictures of replies, from wherever they are.
	LoadImages bool
}

// Simulator sends messages to the server of an account and remembers what came of them. It is safe for concurrent use.
type Simulator struct {
	account *platform.Account
	options Options
	// ctx ends the deliveries that are under way.
	ctx context.Context

	mu sync.Mutex
	// deliveries are the latest ones, the oldest first.
	deliveries []*Delivery
	lastID     int
	check      Check
	// version counts the changes.
	version int
	// changed is closed when the version grows.
	changed chan struct{}
}

// Check is the result of a check of the URL.
type Check struct {
	OK      bool   `json:"ok"`
	Running bool   `json:"running"`
	Error   string `json:"error,omitempty"`

	version int
}

// New returns a simulator that checks the account's URL and then waits for orders. The context ends what it has begun.
func New(ctx context.Context, a *platform.Account, o Options) *Simulator {
	s := &Simulator{account: a, options: o, ctx: ctx, changed: make(chan struct{})}
	s.checkURL()
	return s
}

// checkURL starts a check of the URL.
func (s *Simulator) checkURL() {
	set := func(c Check) { s.change(&s.check.version, func() { s.check = c }) }
	set(Check{Running: true})
	go func() {
		if err := s.account.CheckURL(s.ctx); err != nil {
			set(Check{Error: s.account.Redact(err.Error())})
		} else {
			set(Check{OK: true})
		}
	}()
}

// change makes a change, notes the version that it leads to, and wakes those who wait for one.
func (s *Simulator) change(version *int, change func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change()
	s.version++
	*version = s.version
	close(s.changed)
	s.changed = make(chan struct{})
}

// news are the deliveries that changed after a version, and the check of the URL.
type news struct {
	deliveries []Delivery
	check      Check
	version    int
	// more is closed when there is something newer.
	more <-chan struct{}
}

// since returns what changed after a version. All deliveries did so after version 0.
func (s *Simulator) since(version int) news {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := news{[]Delivery{}, s.check, s.version, s.changed}
	for _, d := range s.deliveries {
		if d.version > version {
			n.deliveries = append(n.deliveries, *d)
			n.deliveries[len(n.deliveries)-1].Attempts = slices.Clone(d.Attempts)
		}
	}
	return n
}
