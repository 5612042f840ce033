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
// else one of ASCII.
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
		if found || add(rule, e.ofSize(n, size)...) {
			return
		}
	}
	if !inside {
		e.outside(rule, e.filled(families[0], sizes[0], size)...)
	}
}

// ofSize returns texts of a size that hold as little as possible beyond ASCII.
func (e *edges) ofSize(n int, size func(string) int) []string {
	if n < 1 {
		return nil
	}
	texts := e.filled("a", n, size)
	for _, width := range []int{1, 3, 2, 4} {
		if text := e.exampleOf(n/width, n/width); text != "" && size(text) == n {
			texts = append(texts, text)
		}
	}
	return texts
}
