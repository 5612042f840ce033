package rt

import (
	"context"
	"errors"
	"time"
)

var errStorePanic = errors.New("panic in the store")
var errNoClaim = errors.New("neither work nor an answer")

// claim asks the store for the work. If it waits, that is until the message is finished or this
// delivery gets the work; then the error means that the time is over.
func (d *delivery) claim(until time.Time, waits bool) (c Claim, err error) {
	err = d.ask(until, func(ctx context.Context) (err error) {
		d.asked = time.Now()
		if !waits {
			c, err = d.handler.store.Claim(ctx, d.stored)
			return err
		}
		c, err = d.handler.store.Wait(ctx, d.stored)
		if err == nil && !c.Work && !c.Done {
			return errNoClaim
		}
		return err
	})
	if err != nil {
		return Claim{}, err
	}
	return c, nil
}

// ask calls the store until it succeeds or the time is over.
func (d *delivery) ask(until time.Time, call func(context.Context) error) error {
	for again := (backoff{}); ; {
		err := d.call(until, call)
		if err == nil || !again.pause(until) {
			return err
		}
	}
}

// call calls the store once. A panic in the store becomes an error. The call's time is limited
// further than by until: one that hangs must not use up the time for all.
func (d *delivery) call(until time.Time, call func(context.Context) error) (err error) {
	var ctx *lazyContext
	if n := int(d.calls.Add(1)); n <= len(d.contexts) {
		ctx = &d.contexts[n-1]
	} else {
		ctx = new(lazyContext)
	}
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

// backoff spaces the calls of a store that fails.
type backoff struct {
	called time.Time
	gap    time.Duration
}

// longestBackoff bounds how late the handler notices that a store works again.
const longestBackoff = 200 * time.Millisecond

// pause waits, but not beyond end, before a call is repeated: not at all for the first time, then
// until 10 ms after the call before began, and each time twice as long. It reports whether there is
// time left.
func (b *backoff) pause(end time.Time) bool {
	time.Sleep(time.Until(earlier(b.called.Add(b.gap), end)))
	b.called, b.gap = time.Now(), min(max(10*time.Millisecond, 2*b.gap), longestBackoff)
	return b.called.Before(end)
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
