package keys

import (
	"cmp"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/tree"
)

// CheckNames reports elements below an element that have the name of an earlier sibling. Names of events are unique
// among those of a type, which is for the caller to check.
func CheckNames(e Element, p *tree.Problems) {
	e.Walk(func(t Element) {
		for _, s := range SiblingsIn(t.Shape) {
			if s.IsList() && s.Key.Of != Event {
				UniqueNames(s.Key.Of, t.Node.List(s.Key.Name), p)
			}
		}
	})
}

// UniqueNames reports members of a list that have the name of an earlier one.
func UniqueNames(s *Shape, list []*tree.Node, p *tree.Problems) {
	seen := map[string]*tree.Node{}
	for _, n := range list {
		id := n.Get(s.ID)
		if id == nil || id.Text == "" {
			continue // reported
		}
		if first := seen[id.Text]; first != nil {
			p.AtWith(id, code.DuplicateName, "choose another name, or delete one", tree.FirstNote(first), "%s %q is declared twice", s.Noun(), id.Text)
			continue
		}
		seen[id.Text] = id
	}
}

// CheckAliases checks the aliases of fields: only an element that the platform sends has any, and each names one element.
func CheckAliases(fields []*tree.Node, inbound bool, p *tree.Problems) {
	if inbound {
		UniqueAliases(fields, "name", "an element here", p)
		return
	}
	for _, n := range fields {
		if n.Get("aliases") != nil {
			p.At(n.KeyNode("aliases"), code.RuleKind, "", "only an element that the platform sends can have \"aliases\"")
		}
	}
}

// UniqueAliases reports aliases that are the name, under idKey, or an alias of another member of a list.
func UniqueAliases(items []*tree.Node, idKey, what string, p *tree.Problems) {
	seen := map[string]*tree.Node{}
	for _, n := range items {
		if name := n.Get(idKey); name != nil && seen[name.Text] == nil {
			seen[name.Text] = name
		}
	}
	for _, n := range items {
		for _, alias := range n.List("aliases") {
			if first := seen[alias.Text]; first != nil {
				p.AtWith(alias, code.DuplicateName, "delete it", tree.FirstNote(first), "%q is the name of %s already", alias.Text, what)
				continue
			}
			seen[alias.Text] = alias
		}
	}
}

// EventsByType groups events by their type, in the order of the first of each; eventType is that of events that state none.
func EventsByType(events []*tree.Node, eventType string) [][]*tree.Node {
	var out [][]*tree.Node
	at := map[string]int{}
	for _, n := range events {
		typ := cmp.Or(n.Str("type"), eventType)
		i, ok := at[typ]
		if !ok {
			i = len(out)
			at[typ], out = i, append(out, nil)
		}
		out[i] = append(out[i], n)
	}
	return out
}

// CheckTaken reports fields with a name or alias that is taken: by the header, say. The map has the places of declarations.
func CheckTaken(taken map[string]diag.Span, fields []*tree.Node, where string, p *tree.Problems) {
	for _, n := range fields {
		names := append([]*tree.Node{n.Get("name")}, n.List("aliases")...)
		for _, name := range names {
			declared, ok := taken[name.Text]
			if !ok {
				continue
			}
			var notes []diag.Note
			if declared.Line > 0 {
				notes = []diag.Note{{Span: declared, Message: "it is declared here"}}
			}
			p.AtWith(name, code.DuplicateName, "choose another name", notes, "field %q stands in %s already", name.Text, where)
		}
	}
}
