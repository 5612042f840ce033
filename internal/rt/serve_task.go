package rt

import (
	"bytes"
	"log/slog"
	"runtime"
	"runtime/debug"
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
	// finishing bounds the first call that tells the store of the answer.
	finishing lazyContext
	handover  handover
	lease     lease
}

// startTask starts the work on a message, in a goroutine of its own, which may go on when the
// delivery has been answered.
func (d *delivery) startTask(stretched bool) *task {
	t := &task{delivery: d}
	t.ctx.base, t.ctx.deadline = d.base, d.workEnd(stretched)
	t.lease.until = d.asked.Add(d.stored.Lease)
	d.handler.running.start()
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
	defer t.handler.running.end()
	defer t.ctx.cancel()
	defer t.finish() // also where work ends the goroutine
	t.work()
}

// await returns the answer if it comes until then. If not, the delivery begins to leave, or has
// lost the claim.
func (t *task) await(until time.Time) (answer []byte, ok bool) {
	// Work that does not wait for anything is done after this, and to wait for it costs more than
	// such work does.
	runtime.Gosched()
	h := &t.handover
	h.mu.Lock()
	if h.state != handoverWaiting {
		h.mu.Unlock()
		return h.leave(handoverLeaving)
	}
	changed := make(chan struct{})
	h.changed = changed
	h.mu.Unlock()

	// The lease is not renewed before this: most work is done by then.
	renewal := t.asked.Add(t.handler.renewalInterval())
	timer := time.NewTimer(time.Until(earlier(renewal, until)))
	defer timer.Stop()
	select {
	case <-changed:
		return h.leave(handoverLeaving)
	case <-timer.C:
	}
	t.keepClaim(renewal)
	timer.Reset(time.Until(until))
	select {
	case <-changed:
	case <-timer.C:
	}
	return h.leave(handoverLeaving)
}

// work calls the user's function, and sets reply if there is something to send.
func (t *task) work() {
	defer t.logPanic("panic while handling a message")
	reply, err := t.handler.work(&t.ctx, t.message)
	switch {
	case err != nil:
		t.handler.logError(t.base, "message not handled", t.key, err)
		return
	case reply == nil || reply.isNil():
		return
	case !t.message.takesReply():
		t.warn("reply dropped: the message takes none")
		return
	}
	if err := reply.Validate(); err != nil {
		t.handler.logError(t.base, "reply dropped: it is not valid", t.key, err)
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

// warn logs what happens to the message's reply. It is not inlined: that would make the frame of
// work larger than the stack of a new goroutine bears without growing.
//
//go:noinline
func (t *task) warn(what string) {
	t.handler.logger.LogAttrs(t.base, slog.LevelWarn, what, loggedKey(t.key))
}

// logPanic is to be deferred. The goroutine goes on after it.
func (t *task) logPanic(what string) {
	if cause := recover(); cause != nil {
		t.handler.logger.LogAttrs(t.base, slog.LevelError, what, loggedKey(t.key),
			slog.Any("panic", cause), slog.String("stack", string(debug.Stack())))
	}
}
