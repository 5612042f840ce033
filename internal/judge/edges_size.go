package judge

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/replygen/replygen/spec"
)

// families are the characters that texts of a size are made of: three bytes
// and four bytes each, so that a limit in the wrong unit shows.
var families = []string{"汉", "😀"}

// sizes adds texts on both sides of a limit.
func (e *edges) sizes(rule *spec.ValueRule, limit int) {
	beyond := 1
	if rule.Bound == spec.AtLeast {
		beyond = -1
	}
	var inside, outside []int
	for i := range widest(rule.Unit) { // a limit may lie between two sizes that a text can have
		inside = append(inside, limit-beyond*i)
		outside = append(outside, limit+beyond*(i+1))
	}
	e.sized(rule, true, inside)
	e.sized(rule, false, outside)
}

// widest is the greatest size of one character.
func widest(u spec.Unit) int {
	if u == spec.Bytes {
		return utf8.UTFMax
	}
	return 1
}

// sized adds texts of the first size that allows one: one of each family, or
// else one of the filler.
func (e *edges) sized(rule *spec.ValueRule, inside bool, sizes []int) {
	add := e.only
	if inside {
		add = e.inside
	}
	for _, n := range sizes {
		found := false
		for _, unit := range families {
			texts := slices.DeleteFunc(e.filled(unit, n, rule.Measure), func(text string) bool { return !strings.Contains(text, unit) })
			found = add(rule.Key, texts...) || found
		}
		if found || add(rule.Key, e.filled(e.filler, n, rule.Measure)...) {
			return
		}
	}
	if !inside {
		e.outside(rule.Key, e.filled(families[0], sizes[0], rule.Measure)...)
	}
}
