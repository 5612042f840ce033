package rt

import (
	"sync"
	"time"
)

type memoryKey [2]uint64

// memoryShard is one part of a MemoryStore, with a lock of its own.
type memoryShard struct {
	mu      sync.Mutex
	entries map[memoryKey]*memoryEntry
	bytes   int64
	// most is the highest number of entries that the map has had: it does not
	// give memory back by itself.
	most int
	// working and finished hold the entries in the order in which they got
	// there, which is that of their expiry as far as their ttl is the same.
	working, finished memoryList

	maxEntries int
	maxBytes   int64
}

// memoryEntry is one message. It fits 64 bytes.
type memoryEntry struct {
	key            memoryKey
	before, after  *memoryEntry
	first, expires time.Duration // since the store was made
	outcome        *memoryOutcome
	deliveries     int32
	done           bool
	acked          bool // the latest delivery is
	kept           bool
}

// memoryOutcome is there for an entry that somebody waits for, or that has an
// answer. Finished is nil where nobody has waited.
type memoryOutcome struct {
	finished chan struct{}
	answer   []byte
}

// answer returns what was kept, of no entry as well.
func (e *memoryEntry) answer() []byte {
	if e == nil || e.outcome == nil {
		return nil
	}
	return e.outcome.answer
}

// release lets those go on who wait for the entry.
func (e *memoryEntry) release() {
	if e.outcome != nil && e.outcome.finished != nil {
		close(e.outcome.finished)
	}
}

func (e *memoryEntry) size() int64 {
	return memoryEntryBytes + int64(cap(e.answer()))
}

// memoryList is a list of entries, the oldest first.
type memoryList struct {
	first, last *memoryEntry
}

func (l *memoryList) push(e *memoryEntry) {
	e.before, e.after = l.last, nil
	if l.last == nil {
		l.first = e
	} else {
		l.last.after = e
	}
	l.last = e
}

func (l *memoryList) remove(e *memoryEntry) {
	if e.before == nil {
		l.first = e.after
	} else {
		e.before.after = e.after
	}
	if e.after == nil {
		l.last = e.before
	} else {
		e.after.before = e.before
	}
	e.before, e.after = nil, nil
}

// live returns the entry of a message, nil if it is not known or its time is
// over.
func (s *memoryShard) live(k memoryKey, now time.Duration) *memoryEntry {
	e := s.entries[k]
	if e != nil && e.expires <= now {
		s.remove(e)
		return nil
	}
	return e
}

// makeRoom forgets finished messages, the oldest first, until so many more and
// so many bytes more fit. It returns whether they do.
func (s *memoryShard) makeRoom(entries int, bytes int64) bool {
	for len(s.entries)+entries > s.maxEntries || s.bytes+bytes > s.maxBytes {
		if s.finished.first == nil {
			return false
		}
		s.remove(s.finished.first)
	}
	return true
}

func (s *memoryShard) add(e *memoryEntry) {
	if s.entries == nil {
		s.entries = make(map[memoryKey]*memoryEntry)
	}
	s.entries[e.key] = e
	s.most = max(s.most, len(s.entries))
	s.bytes += e.size()
	s.working.push(e)
}

func (s *memoryShard) remove(e *memoryEntry) {
	delete(s.entries, e.key)
	s.bytes -= e.size()
	if e.done {
		s.finished.remove(e)
		return
	}
	s.working.remove(e)
	e.release() // without an answer: its process has not come back
}

// expireSome removes up to n entries whose time is over from each list, and
// returns whether there were as many.
func (s *memoryShard) expireSome(now time.Duration, n int) bool {
	removed := 0
	for _, l := range [...]*memoryList{&s.working, &s.finished} {
		for i := 0; i < n && l.first != nil && l.first.expires <= now; i++ {
			s.remove(l.first)
			removed++
		}
	}
	if len(s.entries) == 0 && s.most > 1024 {
		s.entries, s.most = nil, 0
	}
	return removed >= n
}

// expireAll removes what is over and returns whether there is something left.
// It does not keep the lock for long.
func (s *memoryShard) expireAll(now time.Duration) bool {
	for more := true; more; {
		s.mu.Lock()
		more = s.expireSome(now, 256)
		s.mu.Unlock()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.entries) > 0
}
