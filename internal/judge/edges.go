package judge

import (
	"slices"

	"github.com/replygen/replygen/spec"
)

// Edge is a value at the edge of a rule, spelled as on the wire.
type Edge struct {
	// Rule is the rule's name, as Broken has it.
	Rule string
	// Inside says that the text breaks no rule at all; otherwise it breaks
	// Rule, and others only when it cannot be helped.
	Inside bool
	Text   string
}

// Edges returns, for each rule of a kind in the order of Broken, values just inside and just outside of it, as far as
// there are any.
func Edges(k spec.Kind) []Edge {
	e := &edges{maker: newMaker(k)}
	switch k := k.(type) {
	case *spec.String:
		e.text()
	case *spec.Int:
		wholeLimits(e, k.Min, k.Max)
		e.wholeEnum(k.Enum.V)
	case *spec.UnixTime:
		wholeLimits(e, k.Min, k.Max)
	case *spec.Float:
		e.float(k)
	default: // nothing else has rules
	}
	return e.list
}

func (e *edges) text() {
	e.base, _ = e.maker.text("text")
	e.chars()
	r := &e.rules
	for rule, limit := range r.Sizes() {
		e.sizes(rule, limit.V)
	}
	if r.Enum.IsSet() {
		e.enum()
	}
	if r.Pattern.IsSet() {
		e.aroundPattern()
	}
	if r.Format.IsSet() {
		e.format()
	}
}

// edges collects the edges of one kind.
type edges struct {
	*maker
	base string // satisfies all rules, "" when no text was found that does
	list []Edge
}

// inside adds the first text that satisfies all rules, and reports whether
// there is one.
func (e *edges) inside(rule string, texts ...string) bool {
	for _, text := range texts {
		if e.valid(text) {
			e.add(Edge{rule, true, text})
			return true
		}
	}
	return false
}

// only adds the first text that breaks the rule and no other.
func (e *edges) only(rule string, texts ...string) bool {
	for _, text := range texts {
		if e.isPresent(text) && slices.Equal(e.broken(text), []string{rule}) {
			e.add(Edge{rule, false, text})
			return true
		}
	}
	return false
}

// outside adds the first text that breaks the rule, one that breaks no other
// if possible.
func (e *edges) outside(rule string, texts ...string) {
	if e.only(rule, texts...) {
		return
	}
	for _, text := range texts {
		if e.isPresent(text) && slices.Contains(e.broken(text), rule) {
			e.add(Edge{rule, false, text})
			return
		}
	}
}

func (e *edges) add(edge Edge) {
	if !slices.Contains(e.list, edge) {
		e.list = append(e.list, edge)
	}
}
