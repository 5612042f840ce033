package rt

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"time"
)

// delivery is one request that brings a message.
type delivery struct {
	received
	arrived time.Time
	// base has the request's values, for logs and stores, but not its end: the
	// work goes on when the platform hangs up, and net/http takes a platform that
	// closes its half of the connection for one that has.
	base context.Context
	// untilAck ends when the ack goes out.
	untilAck lazyContext
}

// serveMessage answers a message in time.
func (h *Handler) serveMessage(w http.ResponseWriter, r *http.Request, arrived time.Time) *refusal {
	ackAt := arrived.Add(h.deadline - h.margin)
	in, refused := h.receive(r)
	if refused != nil {
		return refused
	}
	base := context.WithoutCancel(r.Context())
	d := &delivery{received: in, arrived: arrived, base: base, untilAck: lazyContext{base: base, deadline: ackAt}}
	defer d.untilAck.cancel()
	answer, ok := h.answer(d)
	if !ok {
		panic(http.ErrAbortHandler) // a return would be an empty response, which is an answer
	}
	h.respond(d.base, w, answer, in.sealing)
	return nil
}

// answer returns what to respond with: nothing is the ack. It is not ok where
// there is to be no response.
func (h *Handler) answer(d *delivery) (answer []byte, ok bool) {
	claim, err := h.claim(d)
	if err != nil {
		// Whether the message is in work somewhere, nobody knows.
		h.logError(d.base, "store has failed, the message is acked unseen", d.key, err)
		return nil, true
	}
	if claim.Done {
		return claim.Answer, true
	}
	var t *task
	if claim.Delivery == 1 {
		t = h.startTask(d)
	}
	if h.stretch && h.attempt(claim) < h.attempts {
		// The platform has hung up by then, and asks again.
		held := lazyContext{base: d.base, deadline: d.arrived.Add(h.deadline + h.margin)}
		defer held.cancel()
		return h.await(&held, d, t, handoverUnanswered)
	}
	if answer, ok := h.await(&d.untilAck, d, t, handoverAcked); ok {
		return answer, true
	}
	return h.ackDelivery(d, claim.Delivery), true
}

// claim asks the store for a message, for a margin's time where that fails. If
// one of the failed calls did reach the store, nobody works on the message.
func (h *Handler) claim(d *delivery) (Claim, error) {
	var failed error
	for again := (backoff{}); ; {
		c, err := h.store.Claim(&d.untilAck, d.key, h.claimTTL)
		if err == nil && failed != nil && c.Delivery > 1 && !c.Done {
			h.logError(d.base, "store has failed, the message may be in nobody's work", d.key, failed)
		}
		if err == nil || time.Since(d.arrived) >= h.margin || !again.pause(&d.untilAck) {
			return c, err
		}
		failed = err
	}
}

// attempt is which of the platform's deliveries this one is, as far as that
// can be told: one that has not arrived here has not been counted, but has
// taken its time. Too high a number only makes the ack come early.
func (h *Handler) attempt(c Claim) int {
	return max(c.Delivery, 1+int((c.Age+h.deadline/2)/h.deadline))
}

// await waits for the answer until ctx ends: for that of the own task, which
// is told how the delivery leaves, or of whoever else works on the message.
func (h *Handler) await(ctx *lazyContext, d *delivery, t *task, leave int) (answer []byte, ok bool) {
	if t != nil {
		return t.handover.await(ctx.deadline, leave)
	}
	for again := (backoff{}); ; {
		answer, err := h.store.Wait(ctx, d.key)
		if err == nil {
			return answer, true
		}
		if ctx.Err() != nil || !again.pause(ctx) {
			return nil, false
		}
	}
}

// ackDelivery returns no answer, or one that has come in the last moment. The
// store must hear of an ack, as it means that the answer goes another way.
func (h *Handler) ackDelivery(d *delivery, number int) []byte {
	ctx, cancel := context.WithTimeout(d.base, h.margin/2)
	defer cancel()
	for again := (backoff{}); ; {
		answer, _, err := h.store.Ack(ctx, d.key, number)
		if err == nil {
			return answer
		}
		if !again.pause(ctx) {
			h.logError(d.base, "store has failed, a late reply may be lost", d.key, err)
			return nil
		}
	}
}

// logError logs what has gone wrong with a message, which its key identifies.
func (h *Handler) logError(ctx context.Context, what, key string, err error) {
	h.logger.LogAttrs(ctx, slog.LevelError, what, loggedKey(key), slog.String("error", err.Error()))
}

func loggedKey(key string) slog.Attr {
	return slog.String("message", strings.ReplaceAll(strings.TrimSuffix(key, "\x00"), "\x00", " "))
}

// appendKeyPart appends one value of a message's key, so that the values of
// different messages do not add up to the same key: XML has no such character.
func appendKeyPart(dst []byte, value string) []byte {
	return append(append(dst, value...), 0)
}

// backoff is how long to wait before asking a store again.
type backoff struct {
	last time.Duration
}

// pause waits for 5 ms, and each time twice as long, but not over the end of
// ctx: then it returns false.
func (b *backoff) pause(ctx context.Context) bool {
	b.last = max(5*time.Millisecond, 2*b.last)
	timer := time.NewTimer(b.last)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
