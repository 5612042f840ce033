package rt

import (
	"context"
	"time"
)

// Store remembers messages, so that one that the platform delivers again is
// recognised: its delivery joins the work or repeats the answer. A MemoryStore
// serves one process; where several share the work, the store must be shared.
//
// A message is known from its first Claim until ttl has passed since then, or
// since its Finish. What an implementation must hold, each method by itself
// being atomic:
//
//   - Deliveries of a message are counted from 1, without gaps or repetitions.
//   - Finish keeps the answer unless the latest delivery has been acked. Only
//     what is kept is ever returned: by Claim, Ack and Wait.
//   - An Ack that comes after the Finish returns what was kept, and one before
//     makes the Finish keep nothing. So an answer goes out in a response or in
//     another way, never in both.
//   - An Ack of another delivery than the latest has no effect, and a Claim
//     ends that of an earlier Ack: the platform asks again because it has not
//     seen the response.
//   - A message stays as its first Finish left it; another one returns what
//     that returned.
//   - Ack and Finish may be called again after an error, whatever became of
//     the first call; another Claim is another delivery.
//
// Keys are short and may hold any bytes. The context bounds how long a call may
// take; all methods must return soon after its end, with its error. They may be
// called by any number of goroutines.
type Store interface {
	// Claim notes a delivery of a message.
	Claim(ctx context.Context, key string, ttl time.Duration) (Claim, error)
	// Finish ends the work on a message. It returns whether the answer is kept
	// for the deliveries; it is not for a message that is not known. An empty
	// answer stands for the platform's ack. The caller does not change answer
	// afterwards.
	Finish(ctx context.Context, key string, answer []byte, ttl time.Duration) (kept bool, err error)
	// Ack says that a delivery is about to be acked, because no answer is there
	// yet. If done, there is one now, which must go out instead.
	Ack(ctx context.Context, key string, delivery int) (answer []byte, done bool, err error)
	// Wait returns the answer of a message as soon as it is finished. For a
	// message that is not known, it returns none at once.
	Wait(ctx context.Context, key string) (answer []byte, err error)
}

// Claim is what a Store knows of a message that is delivered.
type Claim struct {
	// Delivery is the number of this delivery. The first one is to do the work.
	Delivery int
	// Age is the time since the first delivery, 0 where the store does not know.
	Age time.Duration
	// Done says that the message is finished.
	Done bool
	// Answer is what was kept of a finished message, which must not be changed.
	Answer []byte
}
