package rt

import (
	"bytes"
	"context"
	"log/slog"
	"runtime"
	"sync"
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

	mu    sync.Mutex // of what follows, which the delivery and renewals share with the work
	phase deliveryPhase
	// answer is what the delivery got.
	answer []byte
	// changed is made when the delivery starts to wait, and closed when it need not wait any more.
	changed chan struct{}
	// held is until when the claim holds for certain, by this process's clock.
	held time.Time
	// renewal is nil until the claim needs to be renewed.
	renewal *time.Timer
	// ended means that the work has ended or the claim is lost, failed that the store has failed
	// since the claim.
	ended, lost, failed bool
}

// deliveryPhase is what a task's own delivery does.
type deliveryPhase int

// The phases of a delivery. It waits for the answer, then looks for a last time whether one has
// come. At the end it has the answer, or has been acked (unrecorded: the store does not know), or
// was abandoned without a response so that the platform retries, or has lost its claim.
const deliveryWaiting deliveryPhase = 0
const deliveryEnding deliveryPhase = 1
const deliveryAnswered deliveryPhase = 2
const deliveryAcked deliveryPhase = 3
const deliveryAckedUnrecorded deliveryPhase = 4
const deliveryAbandonedForRetry deliveryPhase = 5
const deliveryLost deliveryPhase = 6

// startTask starts the work on a message, in a goroutine of its own, which may go on when the
// delivery has been answered.
func (d *delivery) startTask(stretched bool) *task {
	h := d.handler
	// Beyond its deadline, no answer is of use any more.
	end := d.ackAt
	switch {
	case h.late != nil:
		end = d.arrived.Add(h.workTimeout)
	case stretched:
		// The last delivery is not acked earlier than this, as the others take a deadline each.
		end = end.Add(time.Duration(h.attempts-d.attempt) * h.deadline)
	}
	t := &task{delivery: d, held: d.asked.Add(d.stored.Lease)}
	t.ctx.base, t.ctx.deadline = d.base, end
	h.running.Add(1)
	go t.run()
	return t
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
	t.mu.Lock()
	if t.phase != deliveryWaiting {
		t.mu.Unlock()
		return t.leave(deliveryEnding)
	}
	changed := make(chan struct{})
	t.changed = changed
	t.mu.Unlock()

	// The claim is not renewed before this: most work is done by then.
	renewal := t.asked.Add(t.handler.renewalInterval())
	timer := time.NewTimer(time.Until(earlier(renewal, until)))
	defer timer.Stop()
	select {
	case <-changed:
		return t.leave(deliveryEnding)
	case <-timer.C:
	}
	t.mu.Lock()
	if !t.ended {
		t.renewal = time.AfterFunc(time.Until(renewal), t.renew)
	}
	t.mu.Unlock()
	timer.Reset(time.Until(until))
	select {
	case <-changed:
	case <-timer.C:
	}
	return t.leave(deliveryEnding)
}

// current returns the phase of the delivery.
func (t *task) current() deliveryPhase {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.phase
}

// deliver passes the answer to the delivery, if that still waits. A delivery that is ending takes
// an answer that the store has kept: its ack has no effect any more.
func (t *task) deliver(answer []byte, kept bool) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.phase != deliveryWaiting && !(kept && t.phase == deliveryEnding) {
		return false
	}
	t.answer = answer
	t.endWait(deliveryAnswered)
	return true
}

// endWait lets the delivery go on. The caller has the lock.
func (t *task) endWait(as deliveryPhase) {
	t.phase = as
	if t.changed != nil {
		close(t.changed)
	}
}

// leave changes the phase unless the delivery has ended. It returns the answer, and whether there
// is one.
func (t *task) leave(as deliveryPhase) (answer []byte, ok bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.phase == deliveryWaiting || t.phase == deliveryEnding {
		t.phase = as
	}
	return t.answer, t.phase == deliveryAnswered
}

// renewalInterval is how long after a claim or renewal the next one comes.
func (h *Handler) renewalInterval() time.Duration {
	return h.lease / 3
}

// renew renews the claim, and sets the timer for the next time.
func (t *task) renew() {
	asked, interval := time.Now(), t.handler.renewalInterval()
	var held bool
	err := t.call(asked.Add(interval), func(ctx context.Context) (err error) {
		held, err = t.handler.store.Renew(ctx, t.stored)
		return err
	})

	t.mu.Lock()
	defer t.mu.Unlock()
	t.failed = t.failed || err != nil
	switch {
	case t.ended:
	case err != nil:
		t.renewal.Reset(interval / 8)
	case held:
		t.held = asked.Add(t.stored.Lease)
		t.renewal.Reset(time.Until(asked.Add(interval)))
	default:
		t.lose()
		t.ctx.cancel()
	}
}

// lose notes that another delivery has the claim, and ends the waiting of this one. The caller has
// the lock.
func (t *task) lose() {
	t.ended, t.lost = true, true
	if t.phase == deliveryWaiting {
		t.endWait(deliveryLost)
	}
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
	// The store may keep the answer for a while, so it gets no more memory than that takes.
	buffer := buffers.Get().(*[]byte)
	xml := reply.AppendXML((*buffer)[:0])
	t.reply, t.xml = reply, bytes.Clone(xml)
	keepBuffer(buffer, xml)
}

// logPanic is to be deferred. It logs a panic, and the goroutine goes on.
func (t *task) logPanic(what string) {
	if cause := recover(); cause != nil {
		t.handler.logPanic(t.base, what, cause, loggedKey(t.stored.Key))
	}
}
