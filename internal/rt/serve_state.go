package rt

import "sync"

// deliveryState is shared by the work on a message and the delivery that started it.
type deliveryState struct {
	mu     sync.Mutex
	state  deliveryPhase
	answer []byte
	// changed is made when the delivery starts to wait, and closed when it need not wait any more.
	changed chan struct{}
}

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

func (s *deliveryState) phase() deliveryPhase {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state
}

// acked reports whether the delivery got the ack instead of an answer.
func (s *deliveryState) acked() bool {
	phase := s.phase()
	return phase == deliveryAcked || phase == deliveryAckedUnrecorded
}

// deliver passes the answer to the delivery, if that still waits. A delivery that is ending takes
// an answer that the store has kept: its ack has no effect any more.
func (s *deliveryState) deliver(answer []byte, kept bool) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.state != deliveryWaiting && !(kept && s.state == deliveryEnding) {
		return false
	}
	s.finish(deliveryAnswered, answer)
	return true
}

// lose ends the waiting of a delivery whose claim another one has.
func (s *deliveryState) lose() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.state == deliveryWaiting {
		s.finish(deliveryLost, nil)
	}
}

func (s *deliveryState) finish(as deliveryPhase, answer []byte) {
	s.state, s.answer = as, answer
	if s.changed != nil {
		close(s.changed)
	}
}

// leave changes the phase unless the delivery has ended. It returns the answer, and whether there
// is one.
func (s *deliveryState) leave(as deliveryPhase) (answer []byte, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.state == deliveryWaiting || s.state == deliveryEnding {
		s.state = as
	}
	return s.answer, s.state == deliveryAnswered
}
