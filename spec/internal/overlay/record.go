package overlay

import (
	"cmp"
	"slices"

	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/tree"
)

// Record is a change that an overlay made: a Change of the package spec.
type Record struct {
	By             *tree.Change
	Path           string
	Keys           []KeyChange
	Place, Sibling string
}

// KeyChange is a KeyChange of the package spec.
type KeyChange struct {
	Key           string
	Before, After string
	Docs          bool
}

// recordOf describes a change that is about to be made to what a place names.
func recordOf(c *change, pl *place) Record {
	out := Record{By: &c.Change, Path: pl.String()}
	edits := c.edits()
	if value := c.node.Get("value"); value != nil {
		edits = append(edits, value.Entries...)
	}
	if pl.Node != nil && c.Verb == keys.VerbReplace {
		for _, e := range pl.Node.Entries {
			if c.node.Get("value").Get(e.Key.Text) == nil {
				edits = append(edits, tree.Entry{Key: e.Key})
			}
		}
	}
	for _, e := range edits {
		if k := pl.Shape.Key(e.Key.Text); k != nil && k.Name != pl.Shape.ID && !slices.Contains(keys.ChildKeys, k.Name) {
			out.Keys = append(out.Keys, KeyChange{Key: k.Name, Before: valueText(pl.Node.Get(k.Name)), After: valueText(e.Value), Docs: k.Docs})
		}
	}
	for _, k := range keys.PlaceKeys {
		if v := c.node.Get(k); v != nil {
			out.Place = k
			if k == "before" || k == "after" {
				out.Sibling = v.Text
			}
		}
	}
	return out
}

// valueText is a value on one line, for people.
func valueText(n *tree.Node) string {
	if n == nil {
		return ""
	}
	return cmp.Or(n.Inline(), `""`)
}
