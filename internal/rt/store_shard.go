package rt

import (
	"sync"
	"time"
)

type memoryKey [2]uint64

// memoryShard is one part of a MemoryStore, with a lock of its own. However
// many messages it holds, the garbage collector finds few pointers in it.
type memoryShard struct {
	mu sync.Mutex
	// index has the place of each message in blocks, where places are counted
	// from 1.
	index  map[memoryKey]uint32
	blocks []*memoryBlock
	// places is how many are in use or free.
	places uint32
	// free is the first of the places that can be used again, linked by after.
	free uint32
	// working and finished link the entries in the order in which they got
	// there, which is that of their expiry as far as their ttl is the same.
	working, finished memoryList
	answers           memoryAnswers
	// waiting has a channel for each message in work that somebody waits for.
	waiting map[memoryKey]chan struct{}

	maxEntries int
	maxBytes   int64
}

// memoryEntry is one message. It fits 64 bytes.
type memoryEntry struct {
	key            memoryKey
	first, expires time.Duration // since the store was made
	before, after  uint32
	answer         memoryAnswer
	deliveries     uint32
	done           bool
	acked          bool // the latest delivery is
	kept           bool
}

// memoryBlock is how many entries are allocated at once: a slice of all of them
// would be copied whenever it grows.
type memoryBlock [256]memoryEntry

// at returns the entry at a place.
func (s *memoryShard) at(i uint32) *memoryEntry {
	i--
	return &s.blocks[i/uint32(len(memoryBlock{}))][i%uint32(len(memoryBlock{}))]
}

// memoryList is a list of entries by their places, the oldest first. 0 stands
// for none.
type memoryList struct {
	first, last uint32
}

func (s *memoryShard) push(l *memoryList, i uint32) {
	e := s.at(i)
	e.before, e.after = l.last, 0
	if l.last == 0 {
		l.first = i
	} else {
		s.at(l.last).after = i
	}
	l.last = i
}

func (s *memoryShard) unlink(l *memoryList, i uint32) {
	e := s.at(i)
	if e.before == 0 {
		l.first = e.after
	} else {
		s.at(e.before).after = e.after
	}
	if e.after == 0 {
		l.last = e.before
	} else {
		s.at(e.after).before = e.before
	}
}

// live returns the place of a message, 0 if it is not known or its time is
// over.
func (s *memoryShard) live(k memoryKey, now time.Duration) uint32 {
	i := s.index[k]
	if i != 0 && s.at(i).expires <= now {
		s.remove(i)
		return 0
	}
	return i
}

// bytes is what all entries and answers take, about.
func (s *memoryShard) bytes() int64 {
	return int64(len(s.index))*memoryEntryBytes + s.answers.bytes
}

// makeRoom forgets finished messages, the oldest first, until so many more and
// so many bytes more fit. It returns whether they do.
func (s *memoryShard) makeRoom(entries int, bytes int64) bool {
	for len(s.index)+entries > s.maxEntries || s.bytes()+bytes > s.maxBytes {
		if s.finished.first == 0 {
			return false
		}
		s.remove(s.finished.first)
	}
	return true
}

// add returns the place of a new message in work.
func (s *memoryShard) add(k memoryKey, now, ttl time.Duration) uint32 {
	if s.index == nil {
		s.index = make(map[memoryKey]uint32)
	}
	i := s.free
	if i != 0 {
		s.free = s.at(i).after
	} else {
		if s.places == uint32(len(s.blocks)*len(memoryBlock{})) {
			s.blocks = append(s.blocks, new(memoryBlock))
		}
		s.places++
		i = s.places
	}
	*s.at(i) = memoryEntry{key: k, first: now, expires: now + ttl}
	s.index[k] = i
	s.push(&s.working, i)
	return i
}

func (s *memoryShard) remove(i uint32) {
	e := s.at(i)
	delete(s.index, e.key)
	if e.done {
		s.unlink(&s.finished, i)
		s.answers.remove(e.answer)
	} else {
		s.unlink(&s.working, i)
		s.release(e.key) // without an answer: its process has not come back
	}
	e.after = s.free
	s.free = i
}

// release lets those go on who wait for a message.
func (s *memoryShard) release(k memoryKey) {
	if finished := s.waiting[k]; finished != nil {
		close(finished)
		delete(s.waiting, k)
	}
}

// expireSome removes up to n entries whose time is over from each list, and
// returns whether there were as many.
func (s *memoryShard) expireSome(now time.Duration, n int) bool {
	removed := 0
	for _, l := range [...]*memoryList{&s.working, &s.finished} {
		for i := 0; i < n && l.first != 0 && s.at(l.first).expires <= now; i++ {
			s.remove(l.first)
			removed++
		}
	}
	if len(s.index) == 0 && s.places > 1024 {
		s.index, s.blocks, s.places, s.free = nil, nil, 0, 0 // they do not shrink by themselves
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
	return len(s.index) > 0
}
