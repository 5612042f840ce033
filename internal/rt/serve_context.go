package rt

import (
	"context"
	"sync"
	"time"
)

// lazyContext is a context with a deadline that has no timer until somebody asks for Done. Most
// messages are answered before anybody has, and timers would be a good part of what that costs.
type lazyContext struct {
	// base has values, and no end of its own.
	base     context.Context
	deadline time.Time

	mu sync.Mutex
	// timed is nil until the first call of Done, and then does everything.
	timed context.Context
	stop  context.CancelFunc
	// err is why the context has ended, as far as somebody has asked.
	err error
}

// Deadline returns when the context ends at the latest.
func (c *lazyContext) Deadline() (deadline time.Time, ok bool) {
	return c.deadline, true
}

// Done returns a channel that is closed at the context's end.
func (c *lazyContext) Done() <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.timed == nil {
		c.timed, c.stop = context.WithDeadline(c.base, c.deadline)
		if c.err != nil {
			c.stop()
		}
	}
	return c.timed.Done()
}

// Err returns why the context has ended, nil before that.
func (c *lazyContext) Err() error {
	return c.ended(nil)
}

// Value returns the value of a key. Package context finds its own contexts by one, which lets them
// hang a child of this one in directly.
func (c *lazyContext) Value(key any) any {
	c.mu.Lock()
	from := c.base
	if c.timed != nil {
		from = c.timed
	}
	c.mu.Unlock()
	return from.Value(key) // which may be code of the user's, and ask for more
}

// cancel ends the context.
func (c *lazyContext) cancel() {
	c.ended(context.Canceled)
}

// ended returns why the context has ended; if it has not, it ends for a reason that is not nil.
func (c *lazyContext) ended(reason error) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.err != nil: // for good
	case c.timed != nil:
		if reason != nil {
			c.stop()
		}
		c.err = c.timed.Err()
	case !time.Now().Before(c.deadline):
		c.err = context.DeadlineExceeded
	default:
		c.err = reason
	}
	return c.err
}
