package rt

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"
)

// delivery is one request that brings a message.
type delivery struct {
	received
	handler *Handler
	arrived time.Time
	// ackAt is when the ack goes out at the latest.
	ackAt time.Time
	// base has the request's values, for logs and stores, but not its end: the work goes on when
	// the platform hangs up, and net/http takes a platform that closes its half of the connection
	// for one that has.
	base context.Context
	// stored is the delivery as the store sees it.
	stored Delivery
	// attempt is which of the platform's deliveries this one is, where that matters: at most, by
	// what the store has counted and by the time.
	attempt int
	// asked is when the store was last asked for the work, by which its lease is reckoned.
	asked time.Time
	// claiming bounds the first call of the store.
	claiming lazyContext
}

// serveMessage answers a message in time.
func (h *Handler) serveMessage(w http.ResponseWriter, r *http.Request, arrived time.Time) *refusal {
	in, refused := h.receive(r)
	if refused != nil {
		return refused
	}
	d := &delivery{
		received: in, handler: h, arrived: arrived, ackAt: arrived.Add(h.deadline - h.margin),
		base:   context.WithoutCancel(r.Context()),
		stored: Delivery{in.key, max(1, rand.Uint64()), h.lease, h.remembered},
	}
	answer, ok := d.answer()
	if !ok {
		// The platform is to hang up by itself: it asks again when it would have anyway.
		time.Sleep(time.Until(d.hangUp()))
		panic(http.ErrAbortHandler) // a return would be an empty response, which is an answer
	}
	h.respond(d.base, w, answer, in.sealing)
	return nil
}

// hangUp is when the platform has hung up.
func (d *delivery) hangUp() time.Time {
	return d.arrived.Add(d.handler.deadline + d.handler.margin)
}

// answer returns what to respond with: nothing is the ack. It is not ok where there is to be no
// response.
func (d *delivery) answer() (answer []byte, ok bool) {
	claim, err := d.claim()
	if err != nil {
		// Whether the message is in work somewhere, nobody knows.
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
			if !t.handover.lost() {
				break
			}
			t = nil
		}
		claim, err = d.wait(until)
	}
	switch {
	case claim.Done:
		return claim.Answer, true
	case stretched:
		return leave(t, handoverUnanswered)
	case t == nil:
		return d.ackOthersWork()
	}
	return d.ack(t)
}

// claim asks the store for the work until the ack is due.
func (d *delivery) claim() (c Claim, err error) {
	d.claiming.base, d.claiming.deadline = d.base, d.callEnd(d.ackAt)
	err = d.ask(&d.claiming, d.ackAt, func(ctx context.Context) error {
		d.asked = time.Now()
		c, err = d.handler.store.Claim(ctx, d.stored)
		return err
	})
	return c, err
}

// wait waits until the message is finished, or the work this delivery's. The error is that the time
// is over.
func (d *delivery) wait(until time.Time) (c Claim, err error) {
	for again := (backoff{}); ; {
		ctx := &lazyContext{base: d.base, deadline: d.callEnd(until)}
		d.asked = time.Now()
		c, err = d.handler.store.Wait(ctx, d.stored)
		// A call that has taken its time is not one that has failed.
		over := ctx.Err() != nil
		ctx.cancel()
		switch {
		case err == nil && (c.Work || c.Done):
			return c, nil
		case over && time.Now().Before(until):
			again = backoff{}
		case !again.pause(until):
			return Claim{}, context.DeadlineExceeded
		}
	}
}

// stretches reports whether the delivery stays unanswered while the work runs: with StretchRetries,
// and where the store has taken the time that the work needs.
func (d *delivery) stretches(c Claim) bool {
	h := d.handler
	if !h.stretch && d.asked.Sub(d.arrived) <= h.deadline/2 {
		return false
	}
	estimate := d.estimate()
	d.attempt = max(c.Attempt, estimate, 1+int((c.Age+h.deadline/2)/h.deadline))
	return d.attempt < h.attempts && (h.stretch || estimate > 0)
}

// estimate returns which attempt of the platform the delivery is, by the time at which it has made
// the message; 0 where that cannot be.
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

// failed logs that the store has failed for good. It returns whether the ack is to go out even so:
// nobody will ask again, as far as that can be told.
func (d *delivery) failed(acked string, err error) bool {
	h := d.handler
	// What the store has counted is of no use: it has missed some, and a proxy that sends a request
	// again adds others.
	if estimate := d.estimate(); estimate > 0 && estimate < h.attempts {
		h.logger.LogAttrs(d.base, slog.LevelWarn, "store has failed, the delivery is left unanswered",
			loggedKey(d.key), slog.String("error", err.Error()))
		return false
	}
	h.logError(d.base, acked, d.key, err)
	return true
}

// ack returns no answer, or one that has come in the last moment. The store must hear of an ack, as
// it means that the answer goes another way.
func (d *delivery) ack(t *task) (answer []byte, ok bool) {
	h := d.handler
	until := d.ackAt.Add(h.margin / 2)
	ctx := &lazyContext{base: d.base, deadline: d.callEnd(until)}
	var done bool
	err := d.ask(ctx, until, func(ctx context.Context) (err error) {
		answer, done, err = h.store.Ack(ctx, d.stored)
		return err
	})
	switch {
	case done:
		return answer, true
	case err == nil:
		if t == nil {
			h.logger.LogAttrs(d.base, slog.LevelInfo, "message acked: another delivery works on it", loggedKey(d.key))
		}
		return leave(t, handoverAcked)
	case d.failed("store has failed, the message is acked: a late reply may be lost", err):
		return leave(t, handoverAckedUnnoted)
	}
	return leave(t, handoverUnanswered)
}

// ackOthersWork acks a delivery while another one works on the message. That may have died, and the
// store have failed meanwhile: so it is asked once more who works. Where nobody does, the platform
// is to ask again, or at its last attempt the work begins even so.
func (d *delivery) ackOthersWork() (answer []byte, ok bool) {
	h := d.handler
	until := d.ackAt.Add(h.margin / 2)
	ctx := &lazyContext{base: d.base, deadline: d.callEnd(until)}
	var c Claim
	err := d.ask(ctx, until, func(ctx context.Context) (err error) {
		d.asked = time.Now()
		c, err = h.store.Claim(ctx, d.stored)
		return err
	})
	switch {
	case err != nil:
		return nil, d.failed("store has failed, the message is acked unseen", err)
	case c.Done:
		return c.Answer, true
	case !c.Work:
		return d.ack(nil)
	case max(d.estimate(), c.Attempt) < h.attempts:
		h.logger.LogAttrs(d.base, slog.LevelWarn, "nobody works on the message any more, the delivery is left unanswered", loggedKey(d.key))
		return nil, false
	}
	return d.ack(d.startTask(false))
}

// leave ends a delivery without an answer, unless its task has given it one in the last moment.
func leave(t *task, as handoverState) (answer []byte, ok bool) {
	if t != nil {
		if answer, ok := t.handover.leave(as); ok {
			return answer, true
		}
	}
	return nil, as != handoverUnanswered
}

// ask calls the store until it does not fail or the time is over. The first call has a context that
// is there already.
func (d *delivery) ask(ctx *lazyContext, until time.Time, call func(context.Context) error) error {
	for again := (backoff{}); ; {
		err := call(ctx)
		ctx.cancel()
		if err == nil || !again.pause(until) {
			return err
		}
		ctx = &lazyContext{base: d.base, deadline: d.callEnd(until)}
	}
}

// callEnd is when a call of the store ends that begins now: one that hangs must not use up the time
// of all.
func (d *delivery) callEnd(until time.Time) time.Time {
	return earlier(time.Now().Add(d.stored.Lease/2), until)
}

// logError logs what has gone wrong with a message, which its key identifies.
func (h *Handler) logError(ctx context.Context, what, key string, err error) {
	h.logger.LogAttrs(ctx, slog.LevelError, what, loggedKey(key), slog.String("error", err.Error()))
}

func loggedKey(key string) slog.Attr {
	return slog.String("message", strings.ReplaceAll(strings.TrimSuffix(key, "\x00"), "\x00", " "))
}

// appendKeyPart appends one value of a message's key, so that the values of different messages do
// not add up to the same key: XML has no such character.
func appendKeyPart(dst []byte, value string) []byte {
	return append(append(dst, value...), 0)
}
