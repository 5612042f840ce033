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
	// deliveries are the latest ones, the oldest first; each version of one has a number of its own.
	deliveries []*delivery
	check      Check
	checked    int
	version    int
	lastID     int
	// changed is closed when the version grows.
	changed chan struct{}
}

// delivery is a Delivery with what it was made of.
type delivery struct {
	Delivery
	version int
	message *platform.Message
}

// Check is the result of a check of the URL.
type Check struct {
	OK      bool   `json:"ok"`
	Running bool   `json:"running"`
	Error   string `json:"error,omitempty"`
}

// New returns a simulator that checks the account's URL and then waits for orders. The context ends what it has begun.
func New(ctx context.Context, a *platform.Account, o Options) *Simulator {
	s := &Simulator{account: a, options: o, ctx: ctx, changed: make(chan struct{})}
	s.checkURL()
	return s
}

// checkURL starts a check of the URL.
func (s *Simulator) checkURL() {
	s.setCheck(Check{Running: true})
	go func() {
		if err := s.account.CheckURL(s.ctx); err != nil {
			s.setCheck(Check{Error: s.account.Redact(err.Error())})
			return
		}
		s.setCheck(Check{OK: true})
	}()
}

func (s *Simulator) setCheck(c Check) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.check = c
	s.checked = s.grow()
}

// grow returns a new version and wakes those who wait for one. It needs the lock.
func (s *Simulator) grow() int {
	s.version++
	close(s.changed)
	s.changed = make(chan struct{})
	return s.version
}

// add remembers a delivery, forgets the oldest one of too many, and returns the new one's id.
func (s *Simulator) add(d *delivery) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lastID++
	d.ID = s.lastID
	s.deliveries = append(s.deliveries, d)
	if extra := len(s.deliveries) - kept; extra > 0 {
		s.deliveries = slices.Delete(s.deliveries, 0, extra)
	}
	d.version = s.grow()
	return d.ID
}

// update changes a delivery.
func (s *Simulator) update(d *delivery, change func(*Delivery)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(&d.Delivery)
	d.version = s.grow()
}

// find returns the delivery of an id, nil if it is unknown or forgotten.
func (s *Simulator) find(id int) *delivery {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.deliveries, func(d *delivery) bool { return d.ID == id })
	if i < 0 {
		return nil
	}
	return s.deliveries[i]
}

// news is what changed after a version.
type news struct {
	deliveries []Delivery
	check      *Check // nil: it has not changed
	version    int
	// more is closed when there is something newer.
	more <-chan struct{}
}

// since returns what changed after a version; everything changed after version 0.
func (s *Simulator) since(version int) news {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := news{deliveries: []Delivery{}, version: s.version, more: s.changed}
	for _, d := range s.deliveries {
		if d.version > version {
			copied := d.Delivery
			copied.Attempts = slices.Clone(d.Attempts)
			n.deliveries = append(n.deliveries, copied)
		}
	}
	if s.checked > version {
		check := s.check
		n.check = &check
	}
	return n
}
