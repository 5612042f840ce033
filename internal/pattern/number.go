package pattern

import (
	"cmp"
	"slices"
)

// automaton turns letters back into characters and numbers the states
// breadth-first.
func (g *graph) automaton(letters *alphabet, left *budget) (*Automaton, error) {
	edges := make([][]Edge, len(g.arcs))
	number := make([]int, len(g.arcs))
	order := []int{0}
	for n := 0; n < len(order); n++ {
		state := order[n]
		var err error
		if edges[state], err = edgesOf(g.arcs[state], letters, left); err != nil {
			return nil, err
		}
		for _, e := range edges[state] {
			if e.To != 0 && number[e.To] == 0 {
				number[e.To] = len(order)
				order = append(order, e.To)
			}
		}
	}
	a := &Automaton{States: make([]State, len(order))}
	for n, state := range order {
		for i := range edges[state] {
			edges[state][i].To = number[edges[state][i].To]
		}
		a.States[n] = State{Accept: g.accept[state], Edges: edges[state]}
	}
	return a, nil
}

func edgesOf(arcs []arc, letters *alphabet, left *budget) ([]Edge, error) {
	var all []Edge
	for _, a := range arcs {
		if err := left.spend(len(letters.spans[a.letter])); err != nil {
			return nil, err
		}
		for _, s := range letters.spans[a.letter] {
			all = append(all, Edge{s.lo, s.hi, a.to})
		}
	}
	slices.SortFunc(all, func(a, b Edge) int { return cmp.Compare(a.Lo, b.Lo) })
	var edges []Edge
	for _, e := range all {
		if last := len(edges) - 1; last >= 0 && edges[last].To == e.To && adjacent(edges[last].Hi, e.Lo) {
			edges[last].Hi = e.Hi
			continue
		}
		edges = append(edges, e)
	}
	return slices.Clip(edges), nil
}

func adjacent(hi, lo rune) bool {
	return hi+1 == lo || hi == scalars[0].hi && lo == scalars[1].lo
}
