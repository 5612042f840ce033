package pattern

import (
	"errors"
	"fmt"
	"regexp/syntax"
)

// MaxStates is the number of states that an automaton may have.
const MaxStates = 2000

// What a pattern may cost before it counts as too large. A minimal automaton
// is often smaller than the one it is made from, hence more subsets than
// states.
const (
	maxInsts   = 1 << 17
	maxSubsets = 8 * MaxStates
	maxWork    = 1 << 24
)

var (
	errSurroundings = errors.New("a pattern matches the whole value")
	errTooLarge     = errors.New("too large")
)

// Compile builds the minimal automaton of exactly the whole strings that expr
// matches: `^(?:expr)$`, whether or not expr has ^ and $ (or \A and \z)
// itself.
//
// Its errors quote expr. It is no RE2 expression, it uses \b, \B or multi-line
// ^ or $, or its automaton would be too large: more than MaxStates states, or
// a number of steps to build that no sensible pattern takes.
func Compile(expr string) (*Automaton, error) {
	re, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return nil, fmt.Errorf("pattern %q is no RE2 expression: %w", expr, err)
	}
	if op := surroundingsOp(re); op != "" {
		return nil, fmt.Errorf("pattern %q uses %s: %w", expr, op, errSurroundings)
	}
	a, err := build(re)
	if err != nil {
		return nil, fmt.Errorf("pattern %q is %w: its automaton has more than %d states, or takes too long to build", expr, err, MaxStates)
	}
	return a, nil
}

func build(re *syntax.Regexp) (*Automaton, error) {
	if insts(re) > maxInsts {
		return nil, errTooLarge
	}
	prog, err := syntax.Compile(re.Simplify())
	if err != nil {
		return nil, err
	}
	left := budget(maxWork)
	letters, err := newAlphabet(prog, &left)
	if err != nil {
		return nil, err
	}
	g, err := subsets(prog, letters, &left)
	if err != nil {
		return nil, err
	}
	g = g.trim().minimize()
	if len(g.accept) > MaxStates {
		return nil, errTooLarge
	}
	return g.automaton(letters, &left)
}

// budget is the number of steps that a compilation may still take.
type budget int

func (b *budget) spend(steps int) error {
	*b -= budget(steps)
	if *b < 0 {
		return errTooLarge
	}
	return nil
}

// surroundingsOp names the operator by which re looks beyond its match, ""
// when there is none.
func surroundingsOp(re *syntax.Regexp) string {
	switch re.Op {
	case syntax.OpWordBoundary:
		return `\b`
	case syntax.OpNoWordBoundary:
		return `\B`
	case syntax.OpBeginLine:
		return "multi-line ^"
	case syntax.OpEndLine:
		return "multi-line $"
	}
	for _, sub := range re.Sub {
		if op := surroundingsOp(sub); op != "" {
			return op
		}
	}
	return ""
}

// insts estimates the instructions that re compiles to, before they are made:
// nested counts multiply. Beyond maxInsts it is some number above it.
func insts(re *syntax.Regexp) int {
	n := 1
	if re.Op == syntax.OpLiteral {
		n = len(re.Rune)
	}
	for _, sub := range re.Sub {
		n = min(n+insts(sub), maxInsts+1)
	}
	if re.Op == syntax.OpRepeat {
		n *= max(re.Min+1, re.Max, 1)
	}
	return min(n, maxInsts+1)
}
