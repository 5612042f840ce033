package diag

import (
	"cmp"
	"math"
	"strings"
	"unicode/utf8"
)

// maxSuggested bounds the work of [Suggest], in runes of a name.
const maxSuggested = 64

// Suggest returns the known name that name was most likely meant to be, "" if
// none is near: at most a third of its runes inserted, deleted, replaced or
// swapped with a neighbour, upper and lower case being equal. Of equally near
// ones it is the nearest with case counted, then the first in byte order. Names
// of more than 64 runes are not compared. The name itself is never suggested.
func Suggest(name string, known []string) string {
	exact, folded := runesOf(name), runesOf(strings.ToLower(name))
	best, bestFolded, bestExact := "", (len(folded)+1)/3, math.MaxInt
	for _, k := range known {
		candidate := runesOf(strings.ToLower(k))
		if k == name || len(candidate) == 0 || len(folded) == 0 {
			continue
		}
		d, e := distance(folded, candidate), distance(exact, runesOf(k))
		if cmp.Or(cmp.Compare(d, bestFolded), cmp.Compare(e, bestExact), cmp.Compare(k, best)) < 0 {
			best, bestFolded, bestExact = k, d, e
		}
	}
	return best
}

// runesOf returns the runes of s, nil for one that is too long.
func runesOf(s string) []rune {
	if len(s) > maxSuggested*utf8.UTFMax || utf8.RuneCountInString(s) > maxSuggested {
		return nil
	}
	return []rune(s)
}

// distance is the optimal string alignment distance: Damerau–Levenshtein where
// swapped neighbours are not edited again.
func distance(a, b []rune) int {
	beforeLast, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], beforeLast[j-2]+1)
			}
		}
		beforeLast, last, row = last, row, beforeLast
	}
	return last[len(b)]
}
