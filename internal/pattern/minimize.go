package pattern

// trim removes the states from which there is no match, and the arcs to them.
// The start stays in any case.
func (g *graph) trim() *graph {
	into := make([][]int, len(g.arcs))
	for from, arcs := range g.arcs {
		for _, a := range arcs {
			into[a.to] = append(into[a.to], from)
		}
	}
	live := make([]bool, len(g.accept))
	var stack []int
	reach := func(state int) {
		if !live[state] {
			live[state] = true
			stack = append(stack, state)
		}
	}
	for state, accept := range g.accept {
		if accept {
			reach(state)
		}
	}
	for len(stack) > 0 {
		state := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, from := range into[state] {
			reach(from)
		}
	}
	number := make([]int, len(live))
	out := &graph{}
	for state := range live {
		if live[state] || state == 0 {
			number[state] = len(out.accept)
			out.accept = append(out.accept, g.accept[state])
			out.arcs = append(out.arcs, nil)
		}
	}
	for from, arcs := range g.arcs {
		for _, a := range arcs {
			if live[a.to] { // and from is live with it
				out.arcs[number[from]] = append(out.arcs[number[from]], arc{a.letter, number[a.to]})
			}
		}
	}
	return out
}

// minimize merges the states of a trimmed graph that accept the same rests.
//
// It is the algorithm of Valmari and Lehtinen, "Efficient Minimization of DFAs
// with Partial Transition Functions" (2008): blocks of states and bundles of
// arcs are split against each other until an arc's bundle says which block it
// starts from and which it leads to. A missing arc needs no state of its own,
// and the work is O(m log m) in the number of arcs.
func (g *graph) minimize() *graph {
	var tails, byLetter []int
	letters := 0
	into := make([][]int, len(g.arcs))
	for from, arcs := range g.arcs {
		for _, a := range arcs {
			into[a.to] = append(into[a.to], len(tails))
			tails = append(tails, from)
			byLetter = append(byLetter, a.letter)
			letters = max(letters, a.letter+1)
		}
	}
	blocks := newPartition(make([]int, len(g.accept)), 1)
	for state, accept := range g.accept {
		if accept {
			blocks.mark(state)
		}
	}
	blocks.split()
	bundles := newPartition(byLetter, letters)
	// Block 0 splits no bundle: what is left when the others have is its share.
	for bundle, block := 0, 1; bundle < len(bundles.first); bundle++ {
		for _, a := range bundles.set(bundle) {
			blocks.mark(tails[a])
		}
		blocks.split()
		for ; block < len(blocks.first); block++ {
			for _, state := range blocks.set(block) {
				for _, a := range into[state] {
					bundles.mark(a)
				}
			}
			bundles.split()
		}
	}
	// State 0 stays the start: its block takes the place of block 0.
	place := func(state int) int {
		block, start := blocks.setOf[state], blocks.setOf[0]
		switch block {
		case start:
			return 0
		case 0:
			return start
		}
		return block
	}
	out := &graph{accept: make([]bool, len(blocks.first)), arcs: make([][]arc, len(blocks.first))}
	for block := range blocks.first {
		state := blocks.set(block)[0]
		at := place(state)
		out.accept[at] = g.accept[state]
		for _, a := range g.arcs[state] {
			out.arcs[at] = append(out.arcs[at], arc{a.letter, place(a.to)})
		}
	}
	return out
}

// partition divides the numbers from 0 on into sets that only ever split.
type partition struct {
	members     []int // set by set
	place       []int // by number: its index in members
	setOf       []int // by number
	first, past []int // by set: its range of members
	// marked counts, by set, the members to split off: they stand first.
	marked  []int
	touched []int // the sets with marked members
}

// newPartition starts from sets that are given by number.
func newPartition(setOf []int, sets int) *partition {
	p := &partition{
		members: make([]int, len(setOf)), place: make([]int, len(setOf)), setOf: setOf,
		first: make([]int, sets), past: make([]int, sets), marked: make([]int, sets),
	}
	for _, set := range setOf {
		p.past[set]++
	}
	for set, at := 0, 0; set < sets; set++ {
		p.first[set] = at
		at += p.past[set]
		p.past[set] = p.first[set]
	}
	for i, set := range setOf {
		p.members[p.past[set]] = i
		p.place[i] = p.past[set]
		p.past[set]++
	}
	return p
}

func (p *partition) set(i int) []int { return p.members[p.first[i]:p.past[i]] }

// mark says that a number, not marked yet, is to be split from its set.
func (p *partition) mark(i int) {
	set := p.setOf[i]
	from, to := p.place[i], p.first[set]+p.marked[set]
	other := p.members[to]
	p.members[from], p.place[other] = other, from
	p.members[to], p.place[i] = i, to
	if p.marked[set] == 0 {
		p.touched = append(p.touched, set)
	}
	p.marked[set]++
}

// split divides the sets that hold marked and other members, and makes the
// smaller part the new set.
func (p *partition) split() {
	for _, set := range p.touched {
		middle := p.first[set] + p.marked[set]
		p.marked[set] = 0
		if middle == p.past[set] {
			continue
		}
		created := len(p.first)
		if middle-p.first[set] <= p.past[set]-middle {
			p.first = append(p.first, p.first[set])
			p.past = append(p.past, middle)
			p.first[set] = middle
		} else {
			p.first = append(p.first, middle)
			p.past = append(p.past, p.past[set])
			p.past[set] = middle
		}
		p.marked = append(p.marked, 0)
		for _, i := range p.set(created) {
			p.setOf[i] = created
		}
	}
	p.touched = p.touched[:0]
}
