package rt

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// lease is the claim of a task, which is renewed while the task works.
type lease struct {
	mu sync.Mutex
	// until is how long the claim holds for certain, by this process's clock.
	until time.Time
	// renewal is nil until the claim needs to be renewed.
	renewal *time.Timer
	// ended means that the work has ended or the claim is lost.
	ended, lost bool
	// failed reports whether the store has failed since the claim.
	failed atomic.Bool
}

// holds reports whether the claim holds for certain.
func (l *lease) holds() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return !l.lost && time.Now().Before(l.until)
}

// end ends the renewals. It reports whether the claim is not lost.
func (l *lease) end() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ended = true
	if l.renewal != nil {
		l.renewal.Stop()
	}
	return !l.lost
}

// renewalInterval is how long after a claim or renewal the next one comes.
func (h *Handler) renewalInterval() time.Duration {
	return h.lease / 3
}

// keepClaim renews the claim, for the first time at from, until the work ends.
func (t *task) keepClaim(from time.Time) {
	l := &t.lease
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.ended {
		l.renewal = time.AfterFunc(time.Until(from), t.renew)
	}
}

// renew renews the claim, and sets the timer for the next time.
func (t *task) renew() {
	asked, interval := time.Now(), t.handler.renewalInterval()
	var held bool
	err := t.call(new(lazyContext), asked.Add(interval), func(ctx context.Context) (err error) {
		held, err = t.handler.store.Renew(ctx, t.stored)
		return err
	})

	l := &t.lease
	if err != nil {
		l.failed.Store(true)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case l.ended:
	case err != nil:
		l.renewal.Reset(interval / 8)
	case held:
		l.until = asked.Add(t.stored.Lease)
		l.renewal.Reset(time.Until(asked.Add(interval)))
	default:
		l.ended, l.lost = true, true
		t.ctx.cancel()
		t.state.lose()
	}
}
