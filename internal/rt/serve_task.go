package rt

import (
	"bytes"
	"context"
	"log/slog"
	"runtime/debug"
	"time"
)

// task is the work on one message.
type task struct {
	*delivery // that has started it
	handler   *Handler
	// ctx is that of the work.
	ctx *lazyContext
	// reply is what is to be sent, nil for nothing, and xml its answer.
	reply answerable
	xml   []byte
	// finishing bounds what the store is told in the end.
	finishing lazyContext
	handover  handover
}

// startTask starts the work on a message, in a goroutine of its own, which may
// go on when the delivery has been answered.
func (h *Handler) startTask(d *delivery) *task {
	t := &task{delivery: d, handler: h, ctx: h.workContext(d)}
	h.running.start()
	go t.run()
	return t
}

// workContext returns the context of work: it ends when no answer is of use
// any more.
func (h *Handler) workContext(d *delivery) *lazyContext {
	switch {
	case h.late != nil:
		return &lazyContext{base: d.base, deadline: d.arrived.Add(h.workTimeout)}
	case h.stretch:
		// The last delivery is not acked earlier than this, as the others take
		// a deadline each.
		return &lazyContext{base: d.base, deadline: d.untilAck.deadline.Add(time.Duration(h.attempts-1) * h.deadline)}
	}
	return &d.untilAck
}

func (t *task) run() {
	defer t.handler.running.end()
	defer t.ctx.cancel()
	defer t.finish() // also where work ends the goroutine
	t.work()
}

// work calls the user's function, and sets reply if there is something to send.
func (t *task) work() {
	defer t.logPanic("panic while handling a message")
	reply, err := t.handler.work(t.ctx, t.message)
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

// xmlOf returns the XML of a reply, in no more memory than it takes: the store
// may keep it for a while.
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

// finish hands the answer to the deliveries, or the reply to late if it is.
func (t *task) finish() {
	defer t.logPanic("panic while finishing a message")
	kept, early, err := t.finishStored()
	switch {
	case err != nil && (early || t.reply == nil || !t.handover.left(handoverAcked)):
		t.handler.logError(t.base, "store has failed, an answer may be lost", t.key, err)
	case err != nil:
		// What the store did, nobody knows; that the delivery was acked is known.
		t.handler.logError(t.base, "store has failed, the reply is late", t.key, err)
		t.finishLate()
	case early || t.reply == nil:
		t.handover.give(t.xml)
	case kept && (t.handover.give(t.xml) || !t.unasked()):
		// The delivery has it, or another one that waits or comes.
	case !kept && time.Now().Before(t.untilAck.deadline) && t.handover.give(t.xml):
		// The store has forgotten the message, but nobody has acked it.
	default:
		t.finishLate()
	}
}

// unasked says that the delivery was left unanswered, and that the platform would
// have asked again long ago, however long the network had kept it.
func (t *task) unasked() bool {
	return t.handover.left(handoverUnanswered) && time.Since(t.arrived) > 2*time.Duration(t.handler.attempts)*t.handler.deadline
}

// finishStored tells the store of the answer, again and again for a deadline's
// time where that fails. The own delivery does not have to wait that long: it
// has the answer early.
func (t *task) finishStored() (kept, early bool, err error) {
	h := t.handler
	ctx := &t.finishing
	ctx.base, ctx.deadline = t.base, time.Now().Add(h.deadline)
	defer ctx.cancel()
	for again := (backoff{}); ; {
		// The delivery may have failed to say so.
		if t.handover.left(handoverAcked) {
			_, _, err = h.store.Ack(ctx, t.key, 1)
		}
		if err == nil {
			kept, err = h.store.Finish(ctx, t.key, t.xml, h.finishTTL)
		}
		if err == nil {
			return kept, early, nil
		}
		early = t.handover.give(t.xml) || early
		if !again.pause(ctx) {
			return false, early, err
		}
		err = nil
	}
}

// warn logs what happens to the message's reply. It is not inlined: that would make
// the frame of work larger than the stack of a new goroutine bears without growing.
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

// finishLate is for a reply whose ack is out.
func (t *task) finishLate() {
	h := t.handler
	if h.late == nil {
		t.warn("reply dropped: it came after the deadline")
		return
	}
	// Work may have used up all of its own time.
	ctx, cancel := context.WithTimeout(t.base, h.workTimeout)
	defer cancel()
	defer t.logPanic("panic while handling a late reply")
	h.late(ctx, t.message, t.reply)
}
