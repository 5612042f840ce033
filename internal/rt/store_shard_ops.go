package rt

import "time"

func (s *memoryShard) claim(k memoryKey, now, ttl time.Duration) (Claim, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := s.live(k, now)
	if i == 0 {
		// Two a claim, where each claim adds one, keep up with any number.
		s.expireSome(now, 2)
		if !s.makeRoom(1, memoryEntryBytes) {
			return Claim{}, ErrStoreFull
		}
		i = s.add(k, now, ttl)
	}
	e := s.at(i)
	e.deliveries++
	e.acked = false
	return Claim{Delivery: int(e.deliveries), Age: now - e.first, Done: e.done, Answer: s.answers.get(e.answer)}, nil
}

func (s *memoryShard) finish(k memoryKey, answer []byte, now, ttl time.Duration) (kept bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := s.live(k, now)
	if i == 0 {
		return false
	}
	e := s.at(i)
	if e.done {
		return e.kept
	}
	s.unlink(&s.working, i)
	if e.acked {
		answer = nil
	}
	s.makeRoom(0, int64(len(answer)))
	e.done, e.kept, e.answer = true, !e.acked, s.answers.add(answer)
	e.expires = now + ttl
	s.push(&s.finished, i)
	s.release(k)
	return e.kept
}

func (s *memoryShard) ack(k memoryKey, delivery int, now time.Duration) (answer []byte, done bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := s.live(k, now)
	if i == 0 {
		return nil, false
	}
	e := s.at(i)
	if !e.done {
		e.acked = e.acked || delivery == int(e.deliveries)
	}
	return s.answers.get(e.answer), e.done
}

// wait returns a channel that is closed when a message is no longer in work,
// or, where it is not, a nil one and the answer.
func (s *memoryShard) wait(k memoryKey, now time.Duration) (finished <-chan struct{}, answer []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := s.live(k, now)
	if i == 0 {
		return nil, nil
	}
	if e := s.at(i); e.done {
		return nil, s.answers.get(e.answer)
	}
	if s.waiting == nil {
		s.waiting = make(map[memoryKey]chan struct{})
	}
	c := s.waiting[k]
	if c == nil {
		c = make(chan struct{})
		s.waiting[k] = c
	}
	return c, nil
}
