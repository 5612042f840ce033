package rt

import (
	"context"
	"log/slog"
	"runtime/debug"
	"sync/atomic"
	"time"
)

// task is the work on one message.
type task struct {
	handler *Handler
	message deliverable
	key     string
	base    context.Context
	// reply is what is to be sent, nil for nothing, and answer its XML.
	reply  answerable
	answer []byte
	// answers, of one place, is for the delivery that has started the task.
	answers chan []byte
	state   atomic.Int32
}

// The states of a task: its delivery waits, is acked, stays without a response,
// or has been given the answer without the store. The first is left once.
const taskAwaited = 0
const taskAcked = 1
const taskUnanswered = 2
const taskHanded = 3

// startTask starts the work on a message, in a goroutine of its own, which may
// go on when the delivery has been answered.
func (h *Handler) startTask(d *delivery) *task {
	t := &task{handler: h, message: d.message, key: d.key, base: d.base, answers: make(chan []byte, 1)}
	h.running.start()
	ctx, cancel := h.workContext(d)
	go t.run(ctx, cancel)
	return t
}

// workContext returns the context of work: it ends when no answer is of use
// any more.
func (h *Handler) workContext(d *delivery) (context.Context, context.CancelFunc) {
	switch {
	case h.late != nil:
		return context.WithDeadline(d.base, d.arrived.Add(h.workTimeout))
	case h.stretch:
		// The last delivery is not acked earlier than this, as the others take
		// a deadline each.
		return context.WithDeadline(d.base, d.ackAt.Add(time.Duration(h.attempts-1)*h.deadline))
	}
	return d.ctx, nil
}

func (t *task) run(ctx context.Context, cancel context.CancelFunc) {
	defer t.handler.running.end()
	if cancel != nil {
		defer cancel()
	}
	defer t.finish() // also where work ends the goroutine
	t.work(ctx)
}

// work calls the user's function, and sets reply if there is something to send.
func (t *task) work(ctx context.Context) {
	defer t.logPanic("panic while handling a message")
	reply, err := t.handler.work(ctx, t.message)
	switch {
	case err != nil:
		t.handler.logError(t.base, "message not handled", t.key, err)
		return
	case reply == nil || reply.isNil():
		return
	case !t.message.takesReply():
		t.handler.logger.LogAttrs(t.base, slog.LevelWarn, "reply dropped: the message takes none", loggedKey(t.key))
		return
	}
	if err := reply.Validate(); err != nil {
		t.handler.logError(t.base, "reply dropped: it is not valid", t.key, err)
		return
	}
	t.answer = reply.AppendXML(nil)
	t.reply = reply
}

// finish hands the answer to the deliveries, or the reply to late if it is.
func (t *task) finish() {
	kept, err := t.finishStored()
	switch {
	case err != nil:
		t.handler.logError(t.base, "store has failed, an answer may be lost", t.key, err)
	case kept:
		t.offer()
	case t.reply != nil && t.state.Load() != taskHanded:
		t.finishLate()
	default:
		t.offer()
	}
}

// finishStored tells the store of the answer, again and again for a deadline's
// time where that fails. The own delivery does not have to wait that long.
func (t *task) finishStored() (kept bool, err error) {
	h := t.handler
	ctx, cancel := context.WithTimeout(t.base, h.deadline)
	defer cancel()
	for again := (backoff{}); ; {
		// The delivery may have failed to say so.
		if t.state.Load() == taskAcked {
			_, _, err = h.store.Ack(ctx, t.key, 1)
		}
		if err == nil {
			kept, err = h.store.Finish(ctx, t.key, t.answer, h.finishTTL)
		}
		if err == nil {
			return kept, nil
		}
		if t.state.CompareAndSwap(taskAwaited, taskHanded) {
			t.offer()
		}
		if !again.pause(ctx) {
			return false, err
		}
		err = nil
	}
}

// leave says that the delivery does not wait any longer. If it returns false,
// the answer is there.
func (t *task) leave(as int32) bool {
	return t.state.CompareAndSwap(taskAwaited, as)
}

func (t *task) offer() {
	select {
	case t.answers <- t.answer:
	default:
	}
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
		h.logger.LogAttrs(t.base, slog.LevelWarn, "reply dropped: it came after the deadline", loggedKey(t.key))
		return
	}
	// Work may have used up all of its own time.
	ctx, cancel := context.WithTimeout(t.base, h.workTimeout)
	defer cancel()
	defer t.logPanic("panic while handling a late reply")
	h.late(ctx, t.message, t.reply)
}
