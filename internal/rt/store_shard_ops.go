package rt

import "time"

func (s *memoryShard) claim(k memoryKey, now, ttl time.Duration) (Claim, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e := s.live(k, now)
	if e == nil {
		// Two a claim, where each claim adds one, keep up with any number.
		s.expireSome(now, 2)
		if !s.makeRoom(1, memoryEntryBytes) {
			return Claim{}, ErrStoreFull
		}
		e = &memoryEntry{key: k, first: now, expires: now + ttl}
		s.add(e)
	}
	e.deliveries++
	e.acked = false
	return Claim{Delivery: int(e.deliveries), Age: now - e.first, Done: e.done, Answer: e.answer()}, nil
}

func (s *memoryShard) finish(k memoryKey, answer []byte, now, ttl time.Duration) (kept bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e := s.live(k, now)
	if e == nil || e.done {
		return e != nil && e.kept
	}
	e.done, e.kept = true, !e.acked
	s.working.remove(e)
	if e.kept && len(answer) > 0 {
		s.makeRoom(0, int64(cap(answer)))
		if e.outcome == nil {
			e.outcome = new(memoryOutcome)
		}
		e.outcome.answer = answer
		s.bytes += int64(cap(answer))
	}
	e.expires = now + ttl
	s.finished.push(e)
	e.release()
	return e.kept
}

func (s *memoryShard) ack(k memoryKey, delivery int, now time.Duration) (answer []byte, done bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e := s.live(k, now)
	if e == nil || e.done {
		return e.answer(), e != nil
	}
	e.acked = e.acked || delivery == int(e.deliveries)
	return nil, false
}

// wait returns nil for an entry that is not known.
func (s *memoryShard) wait(k memoryKey, now time.Duration) *memoryOutcome {
	s.mu.Lock()
	defer s.mu.Unlock()
	e := s.live(k, now)
	if e == nil {
		return nil
	}
	if e.outcome == nil {
		e.outcome = new(memoryOutcome)
	}
	if e.outcome.finished == nil {
		e.outcome.finished = make(chan struct{})
		if e.done {
			close(e.outcome.finished)
		}
	}
	return e.outcome
}
