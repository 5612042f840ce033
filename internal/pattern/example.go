package pattern

import (
	"math"
	"strings"
	"unicode"
)

// maxTries bounds the steps of a search for an example.
const maxTries = 1 << 22

// Example returns a short matching string, the same one each time: letters and
// digits where there is a choice, and no character that XML cannot carry. The
// empty string is the example only of a pattern that matches no other. It
// returns false when there is none.
func (a *Automaton) Example() (string, bool) {
	if s, ok := a.ExampleOf(1, math.MaxInt); ok {
		return s, true
	}
	return "", a.States[0].Accept
}

// ExampleOf is Example among the strings of minRunes to maxRunes characters.
// It gives up, and returns false, on lengths that only a long search reaches.
func (a *Automaton) ExampleOf(minRunes, maxRunes int) (string, bool) {
	moves := a.moves()
	// One layer of steps a character, one behind the other; in each the
	// cheapest way to every state.
	steps := []step{{}}
	at := make([]int, len(a.States)) // by state: its step in the newest layer
	tries := 0
	for from, runes := 0, 0; from < len(steps) && runes <= maxRunes && tries < maxTries; runes++ {
		past := len(steps)
		if runes >= minRunes {
			if best := a.cheapest(steps, from); best >= 0 {
				return spell(steps, best), true
			}
			// A way to a match needs no state twice.
			if runes-minRunes > len(a.States) {
				break
			}
		}
		for i := from; i < past; i++ {
			for _, m := range moves[steps[i].state] {
				tries++
				way := step{state: m.to, cost: steps[i].cost + m.rank, read: m.read, before: i}
				if at[m.to] < past {
					at[m.to] = len(steps)
					steps = append(steps, way)
				} else if way.cost < steps[at[m.to]].cost {
					steps[at[m.to]] = way
				}
			}
		}
		from = past
	}
	return "", false
}

// step is a state on the way to an example, and how it was reached.
type step struct {
	state  int
	cost   int
	read   rune
	before int // the step before
}

// cheapest returns the accepting step of the layer that starts at from, -1
// when there is none.
func (a *Automaton) cheapest(steps []step, from int) int {
	best := -1
	for i := from; i < len(steps); i++ {
		if a.States[steps[i].state].Accept && (best < 0 || steps[i].cost < steps[best].cost) {
			best = i
		}
	}
	return best
}

func spell(steps []step, last int) string {
	var runes []rune
	for i := last; i > 0; i = steps[i].before {
		runes = append(runes, steps[i].read)
	}
	var b strings.Builder
	for i := len(runes) - 1; i >= 0; i-- {
		b.WriteRune(runes[i])
	}
	return b.String()
}

// move is the best character that leads to a state.
type move struct {
	to   int
	read rune
	rank int
}

// moves returns, by state, a move to each of the states that come next.
func (a *Automaton) moves() [][]move {
	all := make([][]move, len(a.States))
	bests := map[span]move{} // the states of a repeated class share its ranges
	for i, s := range a.States {
		known := map[int]int{}
		for _, e := range s.Edges {
			m, ok := bests[span{e.Lo, e.Hi}]
			if !ok {
				m.read, m.rank = best(e.Lo, e.Hi)
				bests[span{e.Lo, e.Hi}] = m
			}
			if m.rank == rankNone {
				continue
			}
			m.to = e.To
			n, seen := known[e.To]
			if !seen {
				known[e.To] = len(all[i])
				all[i] = append(all[i], m)
			} else if m.rank < all[i][n].rank {
				all[i][n] = m
			}
		}
	}
	return all
}

// The characters that read best in an example, best first: an index in it is
// a rank.
var preferred = []rune("abcdefghijklmnopqrstuvwxyz1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ-_./:@+=~,;!?*()[]{}#%$^|'`\"\\<>&" + "一中")

const (
	rankLetter = 1000 * (iota + 1)
	rankGraphic
	rankOther
	rankNone
)

// carried are the characters that XML 1.0 can carry: production Char, §2.2.
var carried = []span{{0x9, 0xA}, {0xD, 0xD}, {0x20, 0xD7FF}, {0xE000, 0xFFFD}, {0x10000, 0x10FFFF}}

// maxLook bounds the search of a range for a letter: ranges without one, such
// as the private use planes, are long.
const maxLook = 1024

// best chooses the character of a range to use in an example.
func best(lo, hi rune) (r rune, rank int) {
	for i, p := range preferred {
		if lo <= p && p <= hi {
			return p, i
		}
	}
	rank = rankNone
	look := 0
	for _, s := range carried {
		for c := max(lo, s.lo); c <= min(hi, s.hi) && look < maxLook; c++ {
			look++
			switch {
			case unicode.IsLetter(c) || unicode.IsDigit(c):
				return c, rankLetter
			case unicode.IsGraphic(c) && c != unicode.ReplacementChar && rank > rankGraphic:
				r, rank = c, rankGraphic
			case rank > rankOther:
				r, rank = c, rankOther
			}
		}
	}
	return r, rank
}
