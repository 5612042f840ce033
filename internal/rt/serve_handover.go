package rt

import "sync"

// handover is between the work on a message and the delivery that does it.
type handover struct {
	mu     sync.Mutex
	state  handoverState
	answer []byte
	// changed is there from when the delivery waits, and closed when it need not wait any more.
	changed chan struct{}
}

type handoverState int

// The states of a handover. The delivery waits, or has begun to leave without an answer. It ends in
// one of the others: with the answer, acked, also where the store could not note it, without a
// response, or without the claim.
const handoverWaiting handoverState = 0
const handoverLeaving handoverState = 1
const handoverGiven handoverState = 2
const handoverAcked handoverState = 3
const handoverAckedUnnoted handoverState = 4
const handoverUnanswered handoverState = 5
const handoverLost handoverState = 6

// is reports whether the state is one of these.
func (h *handover) is(a, b handoverState) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.state == a || h.state == b
}

func (h *handover) lost() bool {
	return h.is(handoverLost, handoverLost)
}

// give hands the answer to the delivery, if that still waits. One that the store has kept is taken
// by a delivery that leaves, too: its ack does not count any more.
func (h *handover) give(answer []byte, kept bool) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.state != handoverWaiting && !(kept && h.state == handoverLeaving) {
		return false
	}
	h.end(handoverGiven, answer)
	return true
}

// lose tells the delivery that another one has the claim, if it still waits.
func (h *handover) lose() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.state == handoverWaiting {
		h.end(handoverLost, nil)
	}
}

func (h *handover) end(state handoverState, answer []byte) {
	h.state, h.answer = state, answer
	if h.changed != nil {
		close(h.changed)
	}
}

// leave changes the state to another one, unless the waiting has ended: then ok reports whether
// there is an answer.
func (h *handover) leave(as handoverState) (answer []byte, ok bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.state == handoverWaiting || h.state == handoverLeaving {
		h.state = as
	}
	return h.answer, h.state == handoverGiven
}
