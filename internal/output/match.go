package output

import (
	"slices"
	"sort"
)

// edit replaces the lines a[a0:a1] by b[b0:b1].
type edit struct{ a0, a1, b0, b1 int }

// match returns the edits from a to b, in order, with at least one equal line between two of them.
func match(a, b []string) []edit { return appendEdits(nil, a, b, edit{0, len(a), 0, len(b)}) }

// appendEdits appends the edits inside a range, by patience diff: n log n, and good at telling functions apart. Equal
// lines at both ends stay. Of the lines that occur once in each text, the longest run that is in order in both stays, and
// what lies between is compared in the same way. A range without such a line is replaced.
func appendEdits(edits []edit, a, b []string, e edit) []edit {
	for e.a0 < e.a1 && e.b0 < e.b1 && a[e.a0] == b[e.b0] {
		e.a0, e.b0 = e.a0+1, e.b0+1
	}
	for e.a0 < e.a1 && e.b0 < e.b1 && a[e.a1-1] == b[e.b1-1] {
		e.a1, e.b1 = e.a1-1, e.b1-1
	}
	if e.a0 == e.a1 && e.b0 == e.b1 {
		return edits
	}
	kept := anchors(a[e.a0:e.a1], b[e.b0:e.b1])
	if kept == nil {
		return append(edits, e)
	}
	at := e
	for _, p := range append(kept, pair{x: e.a1 - e.a0, y: e.b1 - e.b0}) {
		at.a1, at.b1 = e.a0+p.x, e.b0+p.y
		edits = appendEdits(edits, a, b, at)
		at.a0, at.b0 = at.a1+1, at.b1+1
	}
	return edits
}

// pair is the places of a line in two texts.
type pair struct {
	x, y   int
	before *pair
}

// anchors returns the places of lines that occur once in x and once in y: the
// longest sequence that rises in both.
func anchors(x, y []string) []pair {
	inX, inY := once(x), once(y)
	// ends[k] is the pair with the smallest place in y that ends a sequence of
	// k+1 pairs.
	var ends []*pair
	for i, line := range x {
		j, ok := inY[line]
		if !ok || j < 0 || inX[line] != i {
			continue
		}
		k := sort.Search(len(ends), func(k int) bool { return ends[k].y >= j })
		p := &pair{x: i, y: j}
		if k > 0 {
			p.before = ends[k-1]
		}
		if k == len(ends) {
			ends = append(ends, nil)
		}
		ends[k] = p
	}
	var rising []pair
	if len(ends) > 0 {
		for p := ends[len(ends)-1]; p != nil; p = p.before {
			rising = append(rising, *p)
		}
	}
	slices.Reverse(rising)
	return rising
}

// once returns the places of the lines that occur once, and -1 for others.
func once(lines []string) map[string]int {
	places := map[string]int{}
	for i, line := range lines {
		if _, ok := places[line]; ok {
			i = -1
		}
		places[line] = i
	}
	return places
}
