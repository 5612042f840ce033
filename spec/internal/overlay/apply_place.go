package overlay

import (
	"slices"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/tree"
)

func hasPlace(c *change) bool {
	return slices.ContainsFunc(keys.PlaceKeys, func(k string) bool { return c.node.Get(k) != nil })
}

func (a *Applier) noPlace(c *change, pl *place) {
	a.p.At(c.at, code.Verb, "delete "+tree.OneOf(keys.PlaceKeys), "%s: %s has no place among siblings", c.Verb, pl.words())
}

// index finds where among its siblings a thing goes, counted without the thing itself; -1 after a problem. Without a
// place it is the end, or a problem when must is set.
func (a *Applier) index(c *change, pl *place, must bool) int {
	var given *tree.Node
	for _, k := range keys.PlaceKeys {
		v := c.node.Get(k)
		if v == nil {
			continue
		}
		if given != nil {
			a.p.At(c.node.KeyNode(k), code.Place, "delete one", "%s: two places are given, %q and %q", c.Verb, given.Text, k)
			return -1
		}
		given = c.node.KeyNode(k)
		if (k == "first" || k == "last") && v.Text != "true" {
			a.p.At(v, code.Place, "write true, or another place", "%q can only be true", k)
			return -1
		}
	}
	var others []*tree.Node
	if list := pl.siblings(); list != nil {
		others = slices.DeleteFunc(slices.Clone(list.Items), func(n *tree.Node) bool { return n == pl.node })
	}
	if given == nil {
		if must {
			a.p.At(c.at, code.Place, "add `first: true`, `last: true`, `before: NAME` or `after: NAME`", "%s: the place among the siblings is missing", c.Verb)
			return -1
		}
		return len(others)
	}
	switch given.Text {
	case "first":
		return 0
	case "last":
		return len(others)
	}
	sibling := c.node.Get(given.Text)
	for i, n := range others {
		if n.Str(pl.shape.ID) != sibling.Text {
			continue
		}
		if given.Text == "after" {
			return i + 1
		}
		return i
	}
	if sibling.Text == pl.name && pl.node != nil {
		a.p.At(sibling, code.Place, "name another sibling", "%s: %q cannot stand %s itself", c.Verb, pl.name, given.Text)
		return -1
	}
	known := pl.shape.NamesIn(&tree.Node{Kind: tree.Sequence, Items: others})
	path := keys.JoinPath(append(slices.Clone(c.path[:len(c.path)-1]), sibling.Text))
	var notes []diag.Note
	if by := a.removed[path]; by != nil {
		notes = []diag.Note{{Span: by.at.Span, Message: removedBy(by)}}
	}
	a.p.AtWith(sibling, code.Place, nameHint("siblings", sibling.Text, known), notes, "%s: there is no sibling %q", c.Verb, sibling.Text)
	return -1
}

// move takes a thing out of its list and puts it back at index i.
func (a *Applier) move(c *change, pl *place, i int) {
	list := pl.siblings()
	from := slices.Index(list.Items, pl.node)
	if from == i {
		a.p.AtWith(c.at, code.NoChange, "delete the change", declaredHere(pl.node, pl.name), "%s: %s stands there already", c.Verb, pl.words())
		return
	}
	list.Items = slices.Insert(slices.Delete(list.Items, from, from+1), i, pl.node)
	a.did(Entry{By: &c.Change, Path: c.path, Shape: pl.shape, Verb: keys.VerbMove, at: c.at})
}
