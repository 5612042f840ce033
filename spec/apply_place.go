package spec

import (
	"slices"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/code"
)

func hasPlace(c *change) bool {
	return slices.ContainsFunc(placeKeys, func(k string) bool { return c.node.get(k) != nil })
}

func (a *applier) noPlace(c *change, pl *place) {
	a.p.at(c.at, code.Verb, "", "%s: %s has no place among siblings", c.verb, pl.words())
}

// index finds where among its siblings a thing goes, counted without the thing itself; -1 after a problem. Without a
// place it is the end, or a problem when must is set.
func (a *applier) index(c *change, pl *place, must bool) int {
	var given *node
	for _, k := range placeKeys {
		v := c.node.get(k)
		if v == nil {
			continue
		}
		if given != nil {
			a.p.at(c.node.keyNode(k), code.Place, "", "%s: two places are given, %q and %q", c.verb, given.text, k)
			return -1
		}
		given = c.node.keyNode(k)
		if (k == "first" || k == "last") && v.text != "true" {
			a.p.at(v, code.Place, "", "%q can only be true", k)
			return -1
		}
	}
	var others []*node
	if list := pl.siblings(); list != nil {
		others = slices.DeleteFunc(slices.Clone(list.items), func(n *node) bool { return n == pl.node })
	}
	if given == nil {
		if must {
			a.p.at(c.at, code.Place, "add `first: true`, `last: true`, `before: NAME` or `after: NAME`", "%s: the place among the siblings is missing", c.verb)
			return -1
		}
		return len(others)
	}
	switch given.text {
	case "first":
		return 0
	case "last":
		return len(others)
	}
	sibling := c.node.get(given.text)
	for i, n := range others {
		if n.str(pl.shape.id) != sibling.text {
			continue
		}
		if given.text == "after" {
			return i + 1
		}
		return i
	}
	if sibling.text == pl.name && pl.node != nil {
		a.p.at(sibling, code.Place, "", "%s: %q cannot stand %s itself", c.verb, pl.name, given.text)
		return -1
	}
	known := (&node{kind: sequence, items: others}).ids(pl.shape.id)
	path := joinPath(append(slices.Clone(c.path[:len(c.path)-1]), sibling.text))
	var notes []diag.Note
	if by := a.removed[path]; by != nil {
		notes = []diag.Note{{Span: by.at.span, Message: removedBy(by)}}
	}
	a.p.atWith(sibling, code.Place, didYouMean(sibling.text, known), notes, "%s: there is no sibling %q", c.verb, sibling.text)
	return -1
}

// move takes a thing out of its list and puts it back at index i.
func (a *applier) move(c *change, pl *place, i int) {
	list := pl.siblings()
	from := slices.Index(list.items, pl.node)
	if from == i {
		a.p.atWith(c.at, code.NoChange, "delete the change", declaredHere(pl.node, pl.name), "%s: %s stands there already", c.verb, pl.words())
		return
	}
	list.items = slices.Insert(slices.Delete(list.items, from, from+1), i, pl.node)
	a.did(act{by: &c.author, path: c.path, shape: pl.shape, verb: verbMove, at: c.at})
}
