package rt

import (
	"context"
	"time"
)

// Store remembers messages, so that one that the platform delivers again is recognised: the
// delivery joins the work, takes it over where the worker has died, or repeats the answer. A
// MemoryStore serves one process; where several share the work, the store must be shared.
//
// The right to work on a message is a lease: a claim that holds for Delivery.Lease from the last
// Claim, Wait or Renew that gave it, by the store's clock. A claim that has lapsed is still its
// holder's until another delivery takes it: who then calls Renew or Finish has lost it. A message
// is known from its first call until Delivery.TTL has passed since the last Claim, Renew or Finish,
// or Wait that gave the work away.
//
// What an implementation must guarantee, each method by itself being atomic:
//
//   - Deliveries are known by their tokens. They are counted from 1, without gaps or
//     repetitions, each the first time that a Claim, Wait or Ack brings its token (Renew
//     and Finish only where the message is not known). The one counted last is the latest.
//     Only the last 16 deliveries, and the holder of the claim, need be recognised.
//   - At any time at most one delivery holds the claim. Claim and Wait give it away where
//     nobody holds it or it has lapsed; its holder gets it again, as by Renew.
//   - Finish keeps the answer unless the latest delivery has been acked. Only
//     what is kept is ever returned: by Claim, Ack and Wait.
//   - An Ack that comes after the Finish returns what was kept, and one before
//     makes the Finish keep nothing. So an answer goes out in a response or in
//     another way, never in both.
//   - An Ack of another delivery than the latest has no effect, and a delivery that is
//     counted ends that of an earlier Ack: the platform asks again because it has not
//     seen the response.
//   - A message that is finished stays so: Finish returns to its finisher what it returned
//     the first time, and OutcomeLost to anybody else.
//   - A store that has lost its messages learns them again from whatever is called:
//     Renew restores the claim, Finish the answer; after an Ack, nobody holds the claim.
//
// All methods may be called again after an error, whatever became of the first call: the token
// makes that the same call.
//
// Keys are short and may hold any bytes. The context bounds how long a call may take; all methods
// must return soon after its end, with its error. They may be called by any number of goroutines.
type Store interface {
	// Claim notes a delivery, and reports what is to be done.
	Claim(ctx context.Context, d Delivery) (Claim, error)
	// Wait returns what Claim would, as soon as the message is finished or the work is this
	// delivery's to do: the claim has lapsed, or the message is not known.
	Wait(ctx context.Context, d Delivery) (Claim, error)
	// Renew lets the claim hold for Delivery.Lease from now. It returns false where another
	// delivery has claimed or finished the work meanwhile.
	Renew(ctx context.Context, d Delivery) (held bool, err error)
	// Finish ends the work. An empty answer stands for the platform's ack. The caller does not
	// change the answer afterwards.
	Finish(ctx context.Context, d Delivery, answer []byte) (Outcome, error)
	// Ack notes that the delivery is about to be acked, because no answer is there yet. If done,
	// there is one now, which must go out instead.
	Ack(ctx context.Context, d Delivery) (answer []byte, done bool, err error)
}

// Delivery is one delivery of a message, as a Store sees it.
type Delivery struct {
	// Key is the message's.
	Key string
	// Token is this delivery's alone, random and never 0: the fencing token of its claim.
	Token uint64
	// Lease is how long a claim holds without being renewed.
	Lease time.Duration
	// TTL is how long the message is remembered without being asked for.
	TTL time.Duration
}

// Claim is what a Store knows of a message that is delivered.
type Claim struct {
	// Attempt is the number of this delivery, from 1.
	Attempt int
	// Age is the time since the first delivery, 0 where the store does not know.
	Age time.Duration
	// Work reports whether this delivery holds the claim: it is to do the work. Where neither Work
	// nor Done is set, another delivery works on the message.
	Work bool
	// Done reports whether the message is finished.
	Done bool
	// Answer is what was kept of a finished message, which must not be changed. An empty one stands
	// for the ack.
	Answer []byte
}

// Outcome is what a Store has made of the end of the work.
type Outcome int

// What becomes of an answer.
const (
	// OutcomeKept means that deliveries that wait or come get the answer.
	OutcomeKept Outcome = iota + 1
	// OutcomeAcked means that the latest delivery has been acked, so that nothing is kept: the
	// answer has to go another way.
	OutcomeAcked
	// OutcomeLost means that another delivery has claimed the work: the answer must be dropped.
	OutcomeLost
)
