package rt

import (
	"hash/maphash"
	"slices"
	"time"
)

// memoryKey stands for the key of a message. With seeds that nobody knows, two keys meet in 128
// bits about as likely as somebody guesses an AES key.
type memoryKey [2]uint64

func (s *MemoryStore) key(of string) memoryKey {
	return memoryKey{maphash.String(s.seeds[0], of), maphash.String(s.seeds[1], of)}
}

// memoryEntry is what a MemoryStore knows of a message. Times are those since the store was made.
type memoryEntry struct {
	key            memoryKey
	first, expires time.Duration
	// holder is the token of the delivery that has claimed the work, or has finished it; 0 for
	// none.
	holder uint64
	lapses time.Duration
	// claimed is the number of the holder.
	claimed int
	// tokens are those of the latest deliveries, of which there were so many.
	tokens     []uint64
	deliveries uint32
	done       bool
	acked      bool // the latest delivery is
	answer     []byte
	// ended is nil unless somebody waits for the end of the work.
	ended         chan struct{}
	before, after *memoryEntry
	token         [1]uint64 // the first of tokens: most messages have no other
}

// memoryTokens is how many deliveries of a message are recognised.
const memoryTokens = 16

// count returns the number of a delivery, a new one if its token has not been seen.
func (e *memoryEntry) count(token uint64) int {
	if token == e.holder && e.claimed > 0 {
		return e.claimed
	}
	if i := slices.Index(e.tokens, token); i >= 0 {
		return int(e.deliveries) - len(e.tokens) + 1 + i
	}
	switch len(e.tokens) {
	case 0:
		e.tokens = e.token[:0]
	case memoryTokens:
		e.tokens = append(e.tokens[:0], e.tokens[1:]...)
	}
	e.tokens = append(e.tokens, token)
	e.deliveries++
	e.acked = e.acked && e.done
	return int(e.deliveries)
}

func (e *memoryEntry) latest() uint64 {
	return e.tokens[len(e.tokens)-1]
}

// hold returns whether the work is, or was, that of a delivery, which it is from now on if it is
// nobody's.
func (e *memoryEntry) hold(d Delivery) bool {
	if e.holder == 0 {
		e.holder = d.Token
	}
	return e.holder == d.Token
}

func (e *memoryEntry) bytes() int64 {
	return int64(memoryEntryBytes + len(e.answer))
}

// wake ends the waiting for the work.
func (e *memoryEntry) wake() {
	if e.ended != nil {
		close(e.ended)
		e.ended = nil
	}
}

// newMemoryList returns an empty list of entries, which begins and ends at one that is no message.
// The first to expire comes first.
func newMemoryList() *memoryEntry {
	l := new(memoryEntry)
	l.before, l.after = l, l
	return l
}

// link puts an entry at the end of a list.
func (e *memoryEntry) link(list *memoryEntry) {
	e.before, e.after = list.before, list
	e.before.after, list.before = e, e
}

// unlink takes an entry out of its list.
func (e *memoryEntry) unlink() {
	e.before.after, e.after.before = e.after, e.before
}
