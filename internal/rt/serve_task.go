package rt

import (
	"bytes"
	"log/slog"
	"runtime"
	"time"
)

// task is the work on one message.
type task struct {
	*delivery // that does it
	// ctx is that of the work.
	ctx lazyContext
	// reply is what is to be sent, nil for nothing, and xml its answer.
	reply answerable
	xml   []byte
	// finishing is the context of the first call that stores the answer.
	finishing lazyContext
	state     deliveryState
	lease     lease
}

// startTask starts the work on a message, in a goroutine of its own, which may go on when the
// delivery has been answered.
func (d *delivery) startTask(stretched bool) *task {
	t := &task{delivery: d}
	t.ctx.base, t.ctx.deadline = d.base, d.workEnd(stretched)
	t.lease.until = d.asked.Add(d.stored.Lease)
	d.handler.running.Add(1)
	go t.run()
	return t
}

// workEnd is when no answer is of use any more.
func (d *delivery) workEnd(stretched bool) time.Time {
	h := d.handler
	switch {
	case h.late != nil:
		return d.arrived.Add(h.workTimeout)
	case stretched:
		// The last delivery is not acked earlier than this, as the others take a deadline each.
		return d.ackAt.Add(time.Duration(h.attempts-d.attempt) * h.deadline)
	}
	return d.ackAt
}

func (t *task) run() {
	defer t.handler.running.Add(-1)
	defer t.ctx.cancel()
	defer t.finish() // also where work ends the goroutine
	t.work()
}

// await returns the answer if it comes before until. If not, the delivery is ending, or has lost the
// claim.
func (t *task) await(until time.Time) (answer []byte, ok bool) {
	// Work that does not wait for anything is done after this, and to wait for it costs more than
	// such work does.
	runtime.Gosched()
	s := &t.state
	s.mu.Lock()
	if s.state != deliveryWaiting {
		s.mu.Unlock()
		return s.leave(deliveryEnding)
	}
	changed := make(chan struct{})
	s.changed = changed
	s.mu.Unlock()

	// The lease is not renewed before this: most work is done by then.
	renewal := t.asked.Add(t.handler.renewalInterval())
	timer := time.NewTimer(time.Until(earlier(renewal, until)))
	defer timer.Stop()
	select {
	case <-changed:
		return s.leave(deliveryEnding)
	case <-timer.C:
	}
	t.keepClaim(renewal)
	timer.Reset(time.Until(until))
	select {
	case <-changed:
	case <-timer.C:
	}
	return s.leave(deliveryEnding)
}

// work calls the user's function, and sets reply if there is something to send.
func (t *task) work() {
	defer t.logPanic("panic while handling a message")
	reply, err := t.handler.work(&t.ctx, t.message)
	switch {
	case err != nil:
		t.log(slog.LevelError, "message not handled", err)
		return
	case reply == nil || reply.isNil():
		return
	case !t.message.takesReply():
		t.log(slog.LevelWarn, "reply dropped: the message takes none", nil)
		return
	}
	if err := reply.Validate(); err != nil {
		t.log(slog.LevelError, "reply dropped: it is not valid", err)
		return
	}
	t.xml = xmlOf(reply)
	t.reply = reply
}

// xmlOf returns the XML of a reply, in no more memory than it takes: the store may keep it for a
// while.
func xmlOf(reply answerable) []byte {
	buffer := replyBuffers.Get().(*[]byte)
	xml := reply.AppendXML((*buffer)[:0])
	answer := bytes.Clone(xml)
	if cap(xml) <= maxScratch {
		*buffer = xml
		replyBuffers.Put(buffer)
	}
	return answer
}

// logPanic is to be deferred. It logs a panic, and the goroutine goes on.
func (t *task) logPanic(what string) {
	if cause := recover(); cause != nil {
		t.handler.logPanic(t.base, what, cause, loggedKey(t.key))
	}
}
