package rt

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"sync/atomic"
	"time"
)

// delivery is one request that brings a message.
type delivery struct {
	handler *Handler
	message deliverable
	// sealing is how the response is encrypted.
	sealing sealing
	arrived time.Time
	// ackAt is when the ack goes out at the latest.
	ackAt time.Time
	// base has the request's values, for logs and stores, but does not end with the request: the
	// work goes on when the platform hangs up, and net/http cancels the request's context even if
	// the platform has closed only its half of the connection.
	base context.Context
	// stored is the delivery as the store sees it, with the message's key.
	stored Delivery
	// attempt is an upper bound of which attempt of the platform this is, by the store's count and
	// the time. Only stretches sets it.
	attempt int
	// asked is when the store was last asked for the work, from which the lease counts.
	asked time.Time
	// contexts are those of the first calls of the store, of which there were so many: most messages
	// have no others.
	contexts [2]lazyContext
	calls    atomic.Int32
}

// serveMessage answers a message in time.
func (h *Handler) serveMessage(w http.ResponseWriter, r *http.Request, arrived time.Time) *refusal {
	d := &delivery{
		handler: h, arrived: arrived, ackAt: arrived.Add(h.deadline - h.margin),
		base:   context.WithoutCancel(r.Context()),
		stored: Delivery{Token: max(1, rand.Uint64()), Lease: h.lease, TTL: h.remembered},
	}
	if refused := d.receive(r); refused != nil {
		return refused
	}
	answer, ok := d.answer()
	if !ok {
		// The platform has to hang up by itself: only then does it retry at its usual time.
		time.Sleep(time.Until(d.hangUp()))
		panic(http.ErrAbortHandler) // a return would be an empty response, which is an answer
	}
	h.respond(d.base, w, answer, d.sealing)
	return nil
}

// hangUp returns when the platform has hung up.
func (d *delivery) hangUp() time.Time {
	return d.arrived.Add(d.handler.deadline + d.handler.margin)
}

// answer returns what to respond with; an empty answer is the ack. It is not ok if there must be no
// response.
func (d *delivery) answer() (answer []byte, ok bool) {
	claim, err := d.claim(d.ackAt, false)
	if err != nil {
		// Whether some process works on the message is unknown.
		return nil, d.failed("store has failed, the message is acked unseen", err)
	}
	until, stretched := d.ackAt, d.stretches(claim)
	if stretched {
		until = d.hangUp()
	}
	var t *task // of this delivery
	for !claim.Done && err == nil {
		if claim.Work {
			t = d.startTask(stretched)
			if answer, ok := t.await(until); ok {
				return answer, true
			}
			if t.current() != deliveryLost {
				break
			}
			t = nil
		}
		claim, err = d.claim(until, true)
	}
	switch {
	case claim.Done:
		return claim.Answer, true
	case stretched:
		return leave(t, deliveryAbandonedForRetry)
	case t == nil:
		return d.ackOthersWork()
	}
	return d.ack(t)
}

// stretches reports whether the delivery stays unanswered while the work runs: with StretchRetries,
// and if the store has used up the time that the work needs.
func (d *delivery) stretches(c Claim) bool {
	h := d.handler
	if !h.stretch && d.asked.Sub(d.arrived) <= h.deadline/2 {
		return false
	}
	estimate := d.estimate()
	d.attempt = max(c.Attempt, estimate, 1+int((c.Age+h.deadline/2)/h.deadline))
	return d.attempt < h.attempts && (h.stretch || estimate > 0)
}

// estimate returns which of the platform's attempts the delivery is, judged by the time at which the
// message was made; 0 if that is implausible.
func (d *delivery) estimate() int {
	sent := inSeconds(d.message.sentAt())
	if sent == 0 {
		return 0
	}
	h := d.handler
	age := h.now().Sub(time.Unix(sent, 0)) - time.Since(d.arrived)
	if age <= -h.deadline/2 || age >= 2*time.Duration(h.attempts)*h.deadline {
		return 0
	}
	return 1 + int((age+h.deadline/2)/h.deadline)
}

// failed logs that the store has failed for good. It reports whether the ack goes out even so,
// because no retry is expected.
func (d *delivery) failed(acked string, err error) bool {
	// The store's count is of no use: it has missed deliveries, and a proxy that sends a request
	// again adds others.
	if estimate := d.estimate(); estimate > 0 && estimate < d.handler.attempts {
		d.log(slog.LevelWarn, "store has failed, the delivery is left unanswered", err)
		return false
	}
	d.log(slog.LevelError, acked, err)
	return true
}

// ack returns no answer, or one that has come in the last moment. The store must record the ack, as
// it means that the answer goes another way.
func (d *delivery) ack(t *task) (answer []byte, ok bool) {
	h := d.handler
	var done bool
	err := d.ask(d.ackAt.Add(h.margin/2), func(ctx context.Context) (err error) {
		answer, done, err = h.store.Ack(ctx, d.stored)
		return err
	})
	switch {
	case done:
		return answer, true
	case err == nil:
		if t == nil {
			d.log(slog.LevelInfo, "message acked: another delivery works on it", nil)
		}
		return leave(t, deliveryAcked)
	case d.failed("store has failed, the message is acked: a late reply may be lost", err):
		return leave(t, deliveryAckedUnrecorded)
	}
	return leave(t, deliveryAbandonedForRetry)
}

// ackOthersWork acks a delivery while another one works on the message. That one may have died while
// the store had failed, so the store is asked once more who works. If nobody does, the platform has
// to retry, or the work begins at its last attempt even so.
func (d *delivery) ackOthersWork() (answer []byte, ok bool) {
	h := d.handler
	c, err := d.claim(d.ackAt.Add(h.margin/2), false)
	switch {
	case err != nil:
		return nil, d.failed("store has failed, the message is acked unseen", err)
	case c.Done:
		return c.Answer, true
	case !c.Work:
		return d.ack(nil)
	case max(d.estimate(), c.Attempt) < h.attempts:
		d.log(slog.LevelWarn, "nobody works on the message any more, the delivery is left unanswered", nil)
		return nil, false
	}
	return d.ack(d.startTask(false))
}

// leave ends a delivery without an answer, unless its task has delivered one in the last moment.
func leave(t *task, as deliveryPhase) (answer []byte, ok bool) {
	if t != nil {
		if answer, ok := t.leave(as); ok {
			return answer, true
		}
	}
	return nil, as != deliveryAbandonedForRetry
}
