package pattern

import "regexp/syntax"

// maxPreorder bounds the steps for a preorder, maxReaders its size.
const (
	maxPreorder = 1 << 25
	maxReaders  = 4096
)

// preorder knows which reading instructions of a program make others needless:
// whatever the other matches from there, they match too. Without it, a pattern
// such as `.{1,20}@.{1,20}` has a subset for each choice of the @ among twenty,
// and all but a few hundred of them mean the same.
type preorder struct {
	index []int    // by instruction: its number among the reading ones
	beats []bitset // by that number: those that make it needless
}

// newPreorder finds a simulation: q simulates p when q reads all that p reads,
// ends a match where p does, and each instruction that may follow p is
// simulated by one that may follow q. It returns nil, which prunes nothing,
// when the search would take too long.
func newPreorder(prog *syntax.Prog, letters *alphabet) *preorder {
	order := &preorder{index: make([]int, len(prog.Inst))}
	left := budget(maxPreorder)
	closer := newCloser(prog, &left)
	var readers []reader
	for pc, set := range letters.setOf {
		if set < 0 {
			continue
		}
		follow, accept, err := closer.closure([]uint32{prog.Inst[pc].Out}, 0)
		if err != nil || len(readers) == maxReaders {
			return nil
		}
		order.index[pc] = len(readers)
		readers = append(readers, reader{set: set, accept: accept, follow: follow})
	}
	covers, err := coverage(letters, &left)
	if err != nil {
		return nil
	}
	above := make([]bitset, len(readers)) // by reader: those that simulate it
	for p := range readers {
		above[p] = newBitset(len(readers))
		for q := range readers {
			if covers[readers[p].set].has(readers[q].set) && (!readers[p].accept || readers[q].accept) {
				above[p].add(q)
			}
		}
	}
	// Backwards, for what a reader simulates depends on those that follow it.
	for changed := true; changed; {
		changed = false
		for p := len(readers) - 1; p >= 0; p-- {
			for q := range readers {
				if !above[p].has(q) || p == q {
					continue
				}
				ok, err := order.follows(&readers[p], &readers[q], above, &left)
				if err != nil {
					return nil
				}
				if !ok {
					above[p].remove(q)
					changed = true
				}
			}
		}
	}
	order.beats = make([]bitset, len(readers))
	for p := range readers {
		order.beats[p] = newBitset(len(readers))
		for q := range readers {
			if above[p].has(q) && (q < p || !above[q].has(p)) && q != p {
				order.beats[p].add(q)
			}
		}
	}
	return order
}

// reader is an instruction that reads a character.
type reader struct {
	set    int
	accept bool     // the text may end after it
	follow []uint32 // what may read the next character
}

// follows reports whether each instruction after p is simulated by one after q.
func (o *preorder) follows(p, q *reader, above []bitset, left *budget) (bool, error) {
	if err := left.spend(1 + len(p.follow)*len(q.follow)); err != nil {
		return false, err
	}
next:
	for _, s := range p.follow {
		for _, by := range q.follow {
			if above[o.index[s]].has(o.index[by]) {
				continue next
			}
		}
		return false, nil
	}
	return true, nil
}

// prune leaves out the instructions that others of pcs make needless.
func (o *preorder) prune(pcs []uint32, left *budget) ([]uint32, error) {
	if o == nil || len(pcs) < 2 {
		return pcs, nil
	}
	all := newBitset(len(o.beats))
	for _, pc := range pcs {
		all.add(o.index[pc])
	}
	// Eight words cost about as much as another step.
	if err := left.spend(len(pcs) * (1 + len(all)/8)); err != nil {
		return nil, err
	}
	var kept []uint32
	for _, pc := range pcs {
		if !o.beats[o.index[pc]].meets(all) {
			kept = append(kept, pc)
		}
	}
	return kept, nil
}

// coverage returns, by set of characters, the sets that hold all of it.
func coverage(letters *alphabet, left *budget) ([]bitset, error) {
	covers := make([]bitset, len(letters.letters))
	holders := make([]bitset, len(letters.spans)) // by letter
	for letter := range holders {
		if err := left.spend(1 + len(covers)/64); err != nil {
			return nil, err
		}
		holders[letter] = newBitset(len(covers))
	}
	for set, list := range letters.letters {
		for _, letter := range list {
			holders[letter].add(set)
		}
	}
	for set, list := range letters.letters {
		covers[set] = newBitset(len(covers))
		for i := range covers[set] {
			covers[set][i] = ^uint64(0)
		}
		for _, letter := range list {
			if err := left.spend(1 + len(covers)/64); err != nil {
				return nil, err
			}
			covers[set].intersect(holders[letter])
		}
	}
	return covers, nil
}

// bitset is a set of small numbers.
type bitset []uint64

func newBitset(size int) bitset { return make(bitset, (size+63)/64) }
func (b bitset) add(i int)      { b[i/64] |= 1 << (i % 64) }
func (b bitset) remove(i int)   { b[i/64] &^= 1 << (i % 64) }
func (b bitset) has(i int) bool { return b[i/64]&(1<<(i%64)) != 0 }
func (b bitset) intersect(o bitset) {
	for i := range b {
		b[i] &= o[i]
	}
}

func (b bitset) meets(o bitset) bool {
	for i := range b {
		if b[i]&o[i] != 0 {
			return true
		}
	}
	return false
}
