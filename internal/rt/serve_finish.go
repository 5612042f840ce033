package rt

import (
	"context"
	"time"
)

// finish hands the answer to the deliveries, or the reply to late if it is.
func (t *task) finish() {
	defer t.logPanic("panic while finishing a message")
	if !t.lease.end() {
		t.drop()
		return
	}
	outcome, given, ok := t.finishAtOnce()
	var noted bool
	var err error
	if !ok {
		outcome, given, noted, err = t.finishStored(given)
	}
	switch {
	case outcome == OutcomeLost:
		t.drop()
	case given || err != nil && t.reply == nil:
		if err != nil {
			t.handler.logError(t.base, "store has failed, an answer may be lost", t.key, err)
		}
	case err != nil:
		// What the store did, nobody knows: lost would be worse than twice.
		t.handler.logError(t.base, "store has failed, the reply is late", t.key, err)
		t.finishLate()
	case outcome == OutcomeAcked:
		t.handover.give(nil, false)
		t.finishLate()
	case t.handover.give(t.xml, true):
	case t.abandoned(noted):
		t.finishLate()
	}
}

// finishAtOnce tells the store of the answer, which is all for most messages: not ok where that
// fails, or the delivery has been acked. given is as in finishStored.
func (t *task) finishAtOnce() (outcome Outcome, given, ok bool) {
	if t.handover.is(handoverAcked, handoverAckedUnnoted) {
		return 0, false, false
	}
	t.finishing.base, t.finishing.deadline = t.base, time.Now().Add(t.stored.Lease/2)
	defer t.finishing.cancel()
	outcome, err := t.handler.store.Finish(&t.finishing, t.stored, t.xml)
	if err != nil {
		return 0, t.giveEarly(), false
	}
	return outcome, false, true
}

// giveEarly gives the answer to the own delivery although the store has failed, if it waits and the
// claim holds for certain.
func (t *task) giveEarly() bool {
	t.lease.fail()
	return t.lease.holds() && t.handover.give(t.xml, false)
}

// finishStored tells the store of the answer, as long as the platform may ask for it. given reports
// whether the own delivery has it already, noted whether the store knows that it was acked.
func (t *task) finishStored(early bool) (outcome Outcome, given, noted bool, err error) {
	h := t.handler
	given = early
	until := time.Now().Add(time.Duration(h.attempts) * h.deadline)
	ctx := &lazyContext{base: t.base, deadline: t.callEnd(until)}
	err = t.ask(ctx, until, func(ctx context.Context) (err error) {
		// The store may not have heard of it, or have forgotten.
		if !noted && t.handover.is(handoverAcked, handoverAckedUnnoted) {
			_, _, err = h.store.Ack(ctx, t.stored)
			noted = err == nil
		}
		if err == nil {
			outcome, err = h.store.Finish(ctx, t.stored, t.xml)
		}
		if err != nil {
			given = t.giveEarly() || given
		}
		return err
	})
	return outcome, given, noted, err
}

// abandoned reports whether nobody asks for an answer that is kept.
func (t *task) abandoned(noted bool) bool {
	// The platform gives up so long after the delivery has arrived.
	patience := time.Duration(max(0, t.handler.attempts-max(t.estimate(), 1))+1) * t.handler.deadline
	switch {
	case t.handover.is(handoverAckedUnnoted, handoverAckedUnnoted) && !noted:
		return true
	case t.lease.hasFailed():
		// There may have been an ack, of any delivery, that the store does not know of.
		return time.Since(t.arrived) > patience
	case t.handover.is(handoverUnanswered, handoverUnanswered):
		// It would have asked again long ago, however long the network had kept it.
		return time.Since(t.arrived) > 2*patience
	}
	return false
}

// drop ends work that another delivery does again.
func (t *task) drop() {
	t.handover.lose()
	t.warn("work dropped: another delivery has claimed the message")
}

// finishLate is for a reply whose ack is out.
func (t *task) finishLate() {
	h := t.handler
	if t.reply == nil {
		return
	}
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
