package pattern

import (
	"regexp/syntax"
	"slices"
	"unicode"
	"unicode/utf8"
)

// span is a range of characters.
type span struct{ lo, hi rune }

// scalars are the characters that text can hold.
var scalars = []span{{0, 0xD7FF}, {0xE000, utf8.MaxRune}}

// alphabet divides the characters into letters: those that every instruction
// of a program treats alike are one letter.
type alphabet struct {
	// spans holds the characters of each letter.
	spans [][]span
	// letters holds the letters of each set of characters that an instruction
	// reads.
	letters [][]int
	// setOf is, by instruction, the set that it reads, -1 when it reads none.
	setOf []int
}

// read returns the letters that an instruction reads.
func (a *alphabet) read(pc uint32) []int { return a.letters[a.setOf[pc]] }

func newAlphabet(prog *syntax.Prog, left *budget) (*alphabet, error) {
	setOf, sets, err := runeSets(prog, left)
	if err != nil {
		return nil, err
	}
	atoms := cut(sets)
	letterOf, count, err := group(atoms, sets, left)
	if err != nil {
		return nil, err
	}
	a := &alphabet{spans: make([][]span, count), letters: lettersOf(atoms, sets, letterOf, count), setOf: setOf}
	for i, atom := range atoms {
		a.spans[letterOf[i]] = append(a.spans[letterOf[i]], atom)
	}
	return a, nil
}

// lettersOf returns the letters of each set.
func lettersOf(atoms []span, sets [][]span, letterOf []int, count int) [][]int {
	letters := make([][]int, len(sets))
	seen := make([]int, count) // 1 + the last set with the letter
	for i, set := range sets {
		for _, s := range set {
			for at := find(atoms, s.lo); at < len(atoms) && atoms[at].lo <= s.hi; at++ {
				if letter := letterOf[at]; seen[letter] <= i {
					seen[letter] = i + 1
					letters[i] = append(letters[i], letter)
				}
			}
		}
	}
	return letters
}

// runeSets returns the sets of characters that a program reads, and the set of
// each instruction, as alphabet has it.
func runeSets(prog *syntax.Prog, left *budget) (setOf []int, sets [][]span, err error) {
	setOf = make([]int, len(prog.Inst))
	known := map[string]int{}
	for pc := range prog.Inst {
		setOf[pc] = -1
		runes, reads := runesOf(&prog.Inst[pc])
		if !reads {
			continue
		}
		if err := left.spend(len(runes) + 1); err != nil {
			return nil, nil, err
		}
		// Not string(runes): it would make one key of all surrogates.
		key := make([]byte, 0, 3*len(runes))
		for _, r := range runes {
			key = append(key, byte(r>>16), byte(r>>8), byte(r))
		}
		i, ok := known[string(key)]
		if !ok {
			i = len(sets)
			known[string(key)] = i
			sets = append(sets, spansOf(runes))
		}
		setOf[pc] = i
	}
	return setOf, sets, nil
}

// runesOf returns what an instruction reads as pairs of first and last.
func runesOf(inst *syntax.Inst) (pairs []rune, reads bool) {
	switch inst.Op {
	case syntax.InstRuneAny:
		return []rune{0, utf8.MaxRune}, true
	case syntax.InstRuneAnyNotNL:
		return []rune{0, '\n' - 1, '\n' + 1, utf8.MaxRune}, true
	case syntax.InstRune, syntax.InstRune1:
		if len(inst.Rune) != 1 {
			return inst.Rune, true
		}
		r := inst.Rune[0]
		pairs = []rune{r, r}
		// Only a lone character is still to be folded; the parser folds classes.
		if syntax.Flags(inst.Arg)&syntax.FoldCase != 0 {
			for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
				pairs = append(pairs, f, f)
			}
		}
		return pairs, true
	}
	return nil, false
}

// spansOf leaves out what text cannot hold.
func spansOf(pairs []rune) []span {
	var out []span
	for i := 0; i < len(pairs); i += 2 {
		for _, s := range scalars {
			if lo, hi := max(pairs[i], s.lo), min(pairs[i+1], s.hi); lo <= hi {
				out = append(out, span{lo, hi})
			}
		}
	}
	return out
}

// cut returns, sorted, the spans that lie between any two neighbouring edges
// of sets.
func cut(sets [][]span) []span {
	starts := []rune{scalars[0].lo, scalars[1].lo}
	for _, set := range sets {
		for _, s := range set {
			starts = append(starts, s.lo, s.hi+1)
		}
	}
	slices.Sort(starts)
	starts = slices.Compact(starts)
	var atoms []span
	for i, lo := range starts {
		hi := rune(utf8.MaxRune)
		if i+1 < len(starts) {
			hi = starts[i+1] - 1
		}
		atoms = append(atoms, spansOf([]rune{lo, hi})...)
	}
	return atoms
}

// group gives the atoms that are in the same sets the same letter. Letters are
// numbered by their first atom.
func group(atoms []span, sets [][]span, left *budget) (letterOf []int, count int, err error) {
	letterOf = make([]int, len(atoms))
	next := 1
	for _, set := range sets {
		split := map[int]int{} // from a letter to its part that is in the set
		for _, s := range set {
			first := find(atoms, s.lo)
			at := first
			for ; at < len(atoms) && atoms[at].lo <= s.hi; at++ {
				part, ok := split[letterOf[at]]
				if !ok {
					part = next
					next++
					split[letterOf[at]] = part
				}
				letterOf[at] = part
			}
			if err := left.spend(at - first); err != nil {
				return nil, 0, err
			}
		}
	}
	number := map[int]int{}
	for at, letter := range letterOf {
		if _, ok := number[letter]; !ok {
			number[letter] = len(number)
		}
		letterOf[at] = number[letter]
	}
	return letterOf, len(number), nil
}

// find returns the index of the atom that starts at r.
func find(atoms []span, r rune) int {
	i, _ := slices.BinarySearchFunc(atoms, r, func(s span, r rune) int { return int(s.lo - r) })
	return i
}
