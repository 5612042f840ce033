package pattern

import "sort"

// Automaton is the minimal deterministic automaton of a pattern. Its first
// state is the start, and the states are numbered breadth-first along their
// edges. From every state some match can be reached, except from the only
// state of a pattern that matches nothing.
type Automaton struct {
	States []State
}

// State is what an automaton knows of the characters it has read.
type State struct {
	// Accept says that the characters read so far are a match.
	Accept bool
	// Edges are sorted and do not overlap, and adjacent ones lead to different
	// states. A character without an edge ends the search: no match.
	Edges []Edge
}

// Edge leads to another state on each character of a range.
type Edge struct {
	// Lo and Hi are the first and the last character. Text holds no surrogate
	// (U+D800 to U+DFFF), so a range with both neighbours of them spans them.
	Lo, Hi rune
	// To is the index of the state.
	To int
}

// Match reports whether the whole of s matches. A byte that is no UTF-8 counts
// as U+FFFD, as in package regexp.
func (a *Automaton) Match(s string) bool {
	at := &a.States[0]
	for _, r := range s {
		i := sort.Search(len(at.Edges), func(i int) bool { return at.Edges[i].Hi >= r })
		if i == len(at.Edges) || at.Edges[i].Lo > r {
			return false
		}
		at = &a.States[at.Edges[i].To]
	}
	return at.Accept
}
