package sample

import (
	"slices"
	"strings"
)

func count(text string) int { return len(text) }

// families are the characters that texts of a size are made of: three bytes
// and four bytes each, so that a limit in the wrong unit shows.
var families = []string{"汉", "😀"}

// sized adds texts of the first size that allows one: one of each family, or
// else one of the filler.
func (e *edges) sized(rule string, inside bool, sizes []int, size func(string) int) {
	add := e.only
	if inside {
		add = e.inside
	}
	for _, n := range sizes {
		found := false
		for _, unit := range families {
			texts := slices.DeleteFunc(e.filled(unit, n, size), func(text string) bool { return !strings.Contains(text, unit) })
			found = add(rule, texts...) || found
		}
		if found || add(rule, e.filled(e.filler, n, size)...) {
			return
		}
	}
	if !inside {
		e.outside(rule, e.filled(families[0], sizes[0], size)...)
	}
}
