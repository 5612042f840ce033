package sample

import (
	"slices"

	"github.com/replygen/replygen/spec"
)

// Edge is a text at the edge of a rule.
type Edge struct {
	// Rule is the rule's name, as Broken has it.
	Rule string
	// Inside says that the text breaks no rule at all; otherwise it breaks
	// Rule, and others only when it cannot be helped.
	Inside bool
	Text   string
}

// Edges returns, for each rule of k in the order of Broken, texts just inside
// and just outside of it, as far as there are any.
func Edges(k *spec.String) []Edge {
	e := &edges{maker: newMaker(k)}
	e.base, _ = e.text("text")
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
		if text != "" && slices.Equal(e.broken(text), []string{rule}) {
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
		if text != "" && slices.Contains(e.broken(text), rule) {
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
