package rt

import (
	"context"
	"log/slog"
	"time"
)

// finish passes the answer to the deliveries, or the reply to late if the ack is out.
func (t *task) finish() {
	defer t.logPanic("panic while finishing a message")
	if !t.end() {
		t.drop()
		return
	}
	outcome, delivered, recorded, err := t.finishStored()
	switch {
	case outcome == OutcomeLost:
		t.drop()
	case delivered || err != nil && t.reply == nil:
		if err != nil {
			t.log(slog.LevelError, "store has failed, an answer may be lost", err)
		}
	case err != nil:
		// Whether the store has kept the answer is unknown: to lose it would be worse than to send it twice.
		t.log(slog.LevelError, "store has failed, the reply is late", err)
		t.finishLate()
	case outcome == OutcomeAcked:
		t.deliver(nil, false)
		t.finishLate()
	case t.deliver(t.xml, true):
	case t.abandoned(recorded):
		t.finishLate()
	}
}

// finishStored stores the answer, trying for as long as the platform may ask for it. delivered
// reports whether the task's own delivery has it already, recorded whether the store knows that this
// delivery was acked.
func (t *task) finishStored() (outcome Outcome, delivered, recorded bool, err error) {
	store := t.handler.store
	until := time.Now().Add(time.Duration(t.handler.attempts) * t.handler.deadline)
	for again := (backoff{}); ; {
		err = t.call(until, func(ctx context.Context) (err error) {
			// The store may not have heard of the ack, or have forgotten it.
			if phase := t.current(); !recorded && (phase == deliveryAcked || phase == deliveryAckedUnrecorded) {
				_, _, err = store.Ack(ctx, t.stored)
				recorded = err == nil
			}
			if err == nil {
				outcome, err = store.Finish(ctx, t.stored, t.xml)
			}
			return err
		})
		if err == nil {
			return outcome, delivered, recorded, nil
		}
		delivered = t.deliverEarly() || delivered
		if !again.pause(until) {
			return outcome, delivered, recorded, err
		}
	}
}

// deliverEarly passes the answer to the task's own delivery although the store has failed, if that
// waits and the claim holds for certain.
func (t *task) deliverEarly() bool {
	t.mu.Lock()
	t.failed = true
	holds := time.Now().Before(t.held)
	t.mu.Unlock()
	return holds && t.deliver(t.xml, false)
}

// end ends the renewals. It reports whether the claim is not lost.
func (t *task) end() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.ended = true
	if t.renewal != nil {
		t.renewal.Stop()
	}
	return !t.lost
}

// abandoned reports whether no delivery asks for an answer that the store has kept.
func (t *task) abandoned(recorded bool) bool {
	// The platform gives up this long after the delivery has arrived.
	patience := time.Duration(max(0, t.handler.attempts-max(t.estimate(), 1))+1) * t.handler.deadline
	t.mu.Lock()
	phase, failed := t.phase, t.failed
	t.mu.Unlock()
	switch {
	case phase == deliveryAckedUnrecorded && !recorded:
		return true
	case failed:
		// There may have been an ack, of any delivery, that the store does not know of.
		return time.Since(t.arrived) > patience
	case phase == deliveryAbandonedForRetry:
		// A retry would have come by now, however long the network had delayed it.
		return time.Since(t.arrived) > 2*patience
	}
	return false
}

// drop ends work that another delivery does again.
func (t *task) drop() {
	t.mu.Lock()
	t.lose()
	t.mu.Unlock()
	t.log(slog.LevelWarn, "work dropped: another delivery has claimed the message", nil)
}

// finishLate passes a reply whose ack is out to late.
func (t *task) finishLate() {
	h := t.handler
	if t.reply == nil {
		return
	}
	if h.late == nil {
		t.log(slog.LevelWarn, "reply dropped: it came after the deadline", nil)
		return
	}
	// The work may have used up all of its own time.
	ctx, cancel := context.WithTimeout(t.base, h.workTimeout)
	defer cancel()
	defer t.logPanic("panic while handling a late reply")
	h.late(ctx, t.message, t.reply)
}
