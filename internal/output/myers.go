package output

import "slices"

// maxEdits bounds shortest: its time and memory grow with the square of the
// number of inserted and deleted lines. Two texts that differ more, and share
// no line that occurs once, are replaced as a whole.
const maxEdits = 512

// shortest returns the edits of the shortest way from x to y, by the greedy
// algorithm of Myers, "An O(ND) Difference Algorithm and Its Variations" (1986).
func shortest(x, y []int) []edit {
	start := 0
	for start < len(x) && start < len(y) && x[start] == y[start] {
		start++
	}
	end := 0
	for end < len(x)-start && end < len(y)-start && x[len(x)-1-end] == y[len(y)-1-end] {
		end++
	}
	x, y = x[start:len(x)-end], y[start:len(y)-end]
	switch {
	case len(x) == 0 && len(y) == 0:
		return nil
	case len(x) == 0 || len(y) == 0:
		return []edit{{start, start + len(x), start, start + len(y)}}
	}
	edits := walkBack(furthest(x, y), len(x), len(y))
	for i, e := range edits {
		edits[i] = edit{e.a0 + start, e.a1 + start, e.b0 + start, e.b1 + start}
	}
	return edits
}

// furthest returns, for each number of steps d, how far in x one gets on each
// diagonal k = i-j with d insertions and deletions; diagonal k stands at index
// k+d. It returns nil when it takes more than maxEdits.
func furthest(x, y []int) [][]int {
	var trace [][]int
	for d := 0; d <= min(maxEdits, len(x)+len(y)); d++ {
		reach := make([]int, 2*d+1)
		for k := -d; k <= d; k += 2 {
			i := 0
			if d > 0 {
				i, _ = stepTo(trace[d-1], d, k)
			}
			for i < len(x) && i-k < len(y) && x[i] == y[i-k] {
				i++
			}
			reach[k+d] = i
			if i >= len(x) && i-k >= len(y) {
				return append(trace, reach)
			}
		}
		trace = append(trace, reach)
	}
	return nil
}

// stepTo returns where step d begins on diagonal k, given the reach of the
// steps before, and the diagonal it comes from.
func stepTo(before []int, d, k int) (i, from int) {
	down := -1 // an insertion, from diagonal k+1
	if k+1 <= d-1 {
		down = before[k+1+d-1]
	}
	right := -1 // a deletion, from diagonal k-1
	if k-1 >= -(d - 1) {
		right = before[k-1+d-1] + 1
	}
	if down >= right {
		return down, k + 1
	}
	return right, k - 1
}

// walkBack reads the edits off the trace, or replaces all if there is none.
func walkBack(trace [][]int, lenX, lenY int) []edit {
	if trace == nil {
		return []edit{{0, lenX, 0, lenY}}
	}
	var steps []edit
	k := lenX - lenY
	for d := len(trace) - 1; d > 0; d-- {
		i, from := stepTo(trace[d-1], d, k)
		if from > k {
			steps = append(steps, edit{i, i, i - k - 1, i - k})
		} else {
			steps = append(steps, edit{i - 1, i, i - k, i - k})
		}
		k = from
	}
	slices.Reverse(steps)
	var edits []edit
	for _, s := range steps {
		edits = appendEdit(edits, s)
	}
	return edits
}
