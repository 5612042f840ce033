package rt

import (
	"context"
	"errors"
	"time"
)

var errStorePanic = errors.New("panic in the store")

// ask calls the store until it succeeds or the time is over. The first call gets ctx, which is
// unused so far.
func (d *delivery) ask(ctx *lazyContext, until time.Time, call func(context.Context) error) error {
	for again := (backoff{}); ; ctx = new(lazyContext) {
		err := d.call(ctx, until, call)
		if err == nil || !again.pause(until) {
			return err
		}
	}
}

// call calls the store once. A panic in the store becomes an error. The call's time is limited
// further than by until: one that hangs must not use up the time for all.
func (d *delivery) call(ctx *lazyContext, until time.Time, call func(context.Context) error) (err error) {
	ctx.base, ctx.deadline = d.base, earlier(time.Now().Add(d.stored.Lease/2), until)
	defer ctx.cancel()
	defer func() {
		if cause := recover(); cause != nil {
			err = errStorePanic
			d.handler.logPanic(d.base, err.Error(), cause)
		}
	}()
	return call(ctx)
}

// backoff is how long to wait before calling a store again.
type backoff struct {
	last time.Duration
}

// longestBackoff bounds how late the handler notices that a store works again.
const longestBackoff = 200 * time.Millisecond

// pause waits for 5 ms, and each time twice as long, but not beyond end. It reports whether there
// is time left.
func (b *backoff) pause(end time.Time) bool {
	b.last = min(max(5*time.Millisecond, 2*b.last), longestBackoff)
	time.Sleep(min(b.last, time.Until(end)))
	return time.Now().Before(end)
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
