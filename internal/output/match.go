package output

import (
	"slices"
	"sort"
)

// edit replaces the lines a[a0:a1] by b[b0:b1].
type edit struct{ a0, a1, b0, b1 int }

// match returns the edits from a to b, in order, with at least one equal line
// between two of them.
//
// Lines that occur once in each text are found first and the longest run of
// them that is in order in both is kept, as in patience diff: n log n, and good
// at telling functions apart. What is left between is given to Myers'
// algorithm.
func match(a, b []string) []edit {
	x, y := number(a, b)
	var edits []edit
	i, j := 0, 0
	for _, p := range append(anchors(x, y), [2]int{len(x), len(y)}) {
		for _, e := range shortest(x[i:p[0]], y[j:p[1]]) {
			edits = appendEdit(edits, edit{e.a0 + i, e.a1 + i, e.b0 + j, e.b1 + j})
		}
		i, j = p[0], p[1]
	}
	return edits
}

// appendEdit joins an edit to the one before if nothing lies between.
func appendEdit(edits []edit, e edit) []edit {
	if n := len(edits); n > 0 && edits[n-1].a1 == e.a0 && edits[n-1].b1 == e.b0 {
		edits[n-1].a1, edits[n-1].b1 = e.a1, e.b1
		return edits
	}
	return append(edits, e)
}

// number gives equal lines equal numbers, counted from 0.
func number(a, b []string) (x, y []int) {
	ids := map[string]int{}
	of := func(lines []string) []int {
		numbers := make([]int, len(lines))
		for i, l := range lines {
			id, ok := ids[l]
			if !ok {
				id = len(ids)
				ids[l] = id
			}
			numbers[i] = id
		}
		return numbers
	}
	return of(a), of(b)
}

// anchors returns pairs of places of lines that occur once in x and once in y:
// the longest sequence that rises in both.
func anchors(x, y []int) [][2]int {
	inX, inY := once(x), once(y)
	var pairs [][2]int
	for i, id := range x {
		if j, ok := inY[id]; ok && j >= 0 && inX[id] == i {
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

// once returns the places of the numbers that occur once, and -1 for others.
func once(numbers []int) map[int]int {
	places := map[int]int{}
	for i, id := range numbers {
		if _, ok := places[id]; ok {
			i = -1
		}
		places[id] = i
	}
	return places
}
