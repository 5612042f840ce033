package keys

import (
	"cmp"

	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/tree"
)

// CheckNames reports elements below an element that have the name of an earlier sibling. Names of events are unique
// among those of a type, which is for the caller to check.
func CheckNames(e Element, p *tree.Problems) {
	for _, s := range SiblingsIn(e.Shape) {
		for _, m := range s.Of(e) {
			CheckNames(m, p)
		}
		if list := e.Node.Get(s.Key.Name); s.IsList() && s.Key.Of != Event && list != nil {
			UniqueNames(s.Key.Of, list.Items, p)
		}
	}
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
				p.AtWith(alias, code.DuplicateName, "", tree.FirstNote(first), "%q is the name of %s already", alias.Text, what)
				continue
			}
			seen[alias.Text] = alias
		}
	}
}

// EventsByType groups events by their type, in the order of the first of each; eventType is that of events that state none.
func EventsByType(events []*tree.Node, eventType string) [][]*tree.Node {
	var types []string
	of := map[string][]*tree.Node{}
	for _, n := range events {
		typ := cmp.Or(n.Str("type"), eventType)
		if of[typ] == nil {
			types = append(types, typ)
		}
		of[typ] = append(of[typ], n)
	}
	out := make([][]*tree.Node, len(types))
	for i, typ := range types {
		out[i] = of[typ]
	}
	return out
}
