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
	pairs := anchors(a[e.a0:e.a1], b[e.b0:e.b1])
	if len(pairs) == 0 {
		return append(edits, e)
	}
	at := e
	for _, p := range append(pairs, [2]int{e.a1 - e.a0, e.b1 - e.b0}) {
		at.a1, at.b1 = e.a0+p[0], e.b0+p[1]
		edits = appendEdits(edits, a, b, at)
		at.a0, at.b0 = at.a1+1, at.b1+1
	}
	return edits
}

// anchors returns pairs of places of lines that occur once in x and once in y:
// the longest sequence that rises in both.
func anchors(x, y []string) [][2]int {
	inX, inY := once(x), once(y)
	var pairs [][2]int
	for i, line := range x {
		if j, ok := inY[line]; ok && j >= 0 && inX[line] == i {
			pairs = append(pairs, [2]int{i, j})
		}
	}
	// Longest increasing subsequence: ends[k] is the pair with the smallest
	// place in y that ends a sequence of k+1 pairs.
	var ends []int
	previous := make([]int, len(pairs))
	for n, p := range pairs {
		k := sort.Search(len(ends), func(k int) bool { return pairs[ends[k]][1] >= p[1] })
		previous[n] = -1
		if k > 0 {
			previous[n] = ends[k-1]
		}
		if k == len(ends) {
			ends = append(ends, n)
		} else {
			ends[k] = n
		}
	}
	if len(ends) == 0 {
		return nil
	}
	var rising [][2]int
	for n := ends[len(ends)-1]; n >= 0; n = previous[n] {
		rising = append(rising, pairs[n])
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
