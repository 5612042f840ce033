package rt

import (
	"runtime"
	"sync"
	"time"
)

// handover is between the work on a message and the delivery that has started
// it.
type handover struct {
	mu     sync.Mutex
	state  int
	answer []byte
	given  chan struct{} // there from when the delivery waits
}

// The states of a handover: the delivery waits, has its answer, or has left: to
// be acked, or to stay without a response. The first is left once.
const handoverOpen = 0
const handoverGiven = 1
const handoverAcked = 2
const handoverUnanswered = 3

// give hands the answer to the delivery, if that still waits.
func (h *handover) give(answer []byte) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.state != handoverOpen {
		return false
	}
	h.state, h.answer = handoverGiven, answer
	if h.given != nil {
		close(h.given)
	}
	return true
}

// leave ends the delivery's waiting, unless the answer is there.
func (h *handover) leave(as int) (answer []byte, ok bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.state == handoverGiven {
		return h.answer, true
	}
	h.state = as
	return nil, false
}

// left says whether the delivery has left in this way.
func (h *handover) left(as int) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.state == as
}

// await returns the answer if it comes until then. If not, the delivery leaves.
func (h *handover) await(until time.Time, leave int) (answer []byte, ok bool) {
	// Work that does not wait for anything is done after this, and to wait for
	// it costs more than such work does.
	runtime.Gosched()
	h.mu.Lock()
	if h.state == handoverGiven {
		h.mu.Unlock()
		return h.answer, true
	}
	given := make(chan struct{})
	h.given = given
	h.mu.Unlock()

	timer := time.NewTimer(time.Until(until))
	defer timer.Stop()
	select {
	case <-given:
	case <-timer.C:
	}
	return h.leave(leave)
}
