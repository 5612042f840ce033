package rt

import "time"

// What a MemoryStore does with its entries. The caller has the lock.

// known returns the entry of a message, a new one where it is not known.
func (s *MemoryStore) known(d Delivery, now time.Duration) (*memoryEntry, error) {
	key := s.key(d.Key)
	if e := s.entries[key]; e != nil {
		if now < e.expires {
			return e, nil
		}
		s.forget(e)
	}
	// Two a message, where each message adds one, keep up with any number.
	s.expire(now, 2)
	if !s.makeRoom(1, memoryEntryBytes) {
		return nil, ErrStoreFull
	}
	if len(s.unused) == 0 {
		s.unused = make([]memoryEntry, 32)
	}
	e := &s.unused[0]
	s.unused = s.unused[1:]
	e.key, e.first, e.expires = key, now, now+d.TTL
	e.count(d.Token)
	s.entries[e.key] = e
	s.bytes += e.bytes()
	e.link(s.working)
	if !s.armed {
		// There is no timer while the store is empty, so that an unused one can be collected.
		s.armed = true
		time.AfterFunc(memoryExpiry, s.expireAll)
	}
	return e, nil
}

// touch sets when a message expires.
func (s *MemoryStore) touch(e *memoryEntry, expires time.Duration) {
	e.expires = expires
	e.unlink()
	if e.done {
		e.link(s.finished)
	} else {
		e.link(s.working)
	}
}

// finish ends the work on a message, whose answer is kept unless it has been acked.
func (s *MemoryStore) finish(e *memoryEntry, answer []byte, expires time.Duration) {
	if !e.acked {
		e.answer = answer[:len(answer):len(answer)]
		s.bytes += int64(len(answer))
		s.makeRoom(0, 0)
	}
	e.done = true
	s.touch(e, expires)
	e.wake()
}

// forget removes a message. A delivery that waits for it looks it up again.
func (s *MemoryStore) forget(e *memoryEntry) {
	e.unlink()
	delete(s.entries, e.key)
	s.bytes -= e.bytes()
	e.wake()
	*e = memoryEntry{} // those that were allocated with it may live on
}

// makeRoom forgets finished messages, the oldest first, until so many more and so many bytes more
// fit. It returns whether they do.
func (s *MemoryStore) makeRoom(entries int, bytes int64) bool {
	for len(s.entries)+entries > s.maxEntries || s.bytes+bytes > s.maxBytes {
		oldest := s.finished.after
		if oldest == s.finished {
			return len(s.entries) == 0 // the smallest store holds a message
		}
		s.forget(oldest)
	}
	return true
}

// expire removes up to n messages whose time is over from each list, and returns whether there were
// as many.
func (s *MemoryStore) expire(now time.Duration, n int) bool {
	removed := 0
	for _, l := range [...]*memoryEntry{s.working, s.finished} {
		for i := 0; i < n && l.after != l && l.after.expires <= now; i++ {
			s.forget(l.after)
			removed++
		}
	}
	return removed >= n
}

// expireAll removes what is over, without keeping the lock for long, and comes again while there is
// something left.
func (s *MemoryStore) expireAll() {
	for more := true; more; {
		s.mu.Lock()
		more = s.expire(s.now(), 256)
		s.mu.Unlock()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.armed = len(s.entries) > 0; s.armed {
		time.AfterFunc(memoryExpiry, s.expireAll)
		return
	}
	s.entries, s.unused = make(map[memoryKey]*memoryEntry), nil // a map does not shrink by itself
}
