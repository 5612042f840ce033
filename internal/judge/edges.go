package judge

import (
	"slices"

	"github.com/replygen/replygen/spec"
)

// Edge is a value at the edge of a rule, spelled as on the wire.
type Edge struct {
	// Rule is the rule's name, as Broken has it.
	Rule string
	// Inside is set where the text breaks no rule at all; otherwise it breaks
	// Rule, and others only when it cannot be helped.
	Inside bool
	Text   string
}

// Edges returns, for each rule of a single value in the order of Broken, values just inside and just outside of it, as far
// as there are any.
func Edges(k spec.Kind) []Edge {
	e := &edges{maker: newMaker(k)}
	rules := spec.RulesOf(k)
	if _, ok := k.(*spec.String); ok {
		e.base, _ = e.maker.text("text")
		e.chars()
		rules = e.textRules.Stated()
	}
	for _, r := range rules {
		switch {
		case r.Unit == spec.Items: // a list is no single value
		case r.IsLimit() && r.Unit != "":
			e.sizes(r.ValueRule, int(wholeOf(r.Values[0])))
		case r.IsLimit():
			e.limit(r)
		case r.Bound == spec.OneOfSet:
			e.enum(r.Values)
		case r.Key == "pattern":
			e.aroundPattern()
		case r.Key == "format":
			e.format()
		}
	}
	if _, ok := k.(*spec.Float); ok {
		e.finite()
	}
	return e.list
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
		if e.isPresent(text) && slices.Equal(Broken(e.kind, text), []string{rule}) {
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
		if e.isPresent(text) && slices.Contains(Broken(e.kind, text), rule) {
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
