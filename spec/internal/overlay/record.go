package overlay

import (
	"fmt"
	"slices"
	"strings"

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
	out := Record{By: &c.Change, Path: keys.JoinPath(c.path)}
	put := func(key string, after *tree.Node) {
		if k := pl.shape.Key(key); k != nil && key != pl.shape.ID && !slices.Contains(keys.ChildKeys, key) {
			out.Keys = append(out.Keys, KeyChange{Key: key, Before: valueText(pl.node.Get(key)), After: valueText(after), Docs: k.Docs})
		}
	}
	for _, from := range []string{"set", "value"} {
		if n := c.node.Get(from); n != nil {
			for _, e := range n.Entries {
				put(e.Key.Text, e.Value)
			}
		}
	}
	if unset := c.node.Get("unset"); unset != nil {
		for _, k := range unset.Items {
			put(k.Text, nil)
		}
	}
	if c.Verb == keys.VerbReplace && pl.node != nil {
		for _, e := range pl.node.Entries {
			if c.node.Get("value").Get(e.Key.Text) == nil {
				put(e.Key.Text, nil)
			}
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
	var parts []string
	switch n.Kind {
	case tree.Sequence:
		for _, item := range n.Items {
			parts = append(parts, valueText(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case tree.Mapping:
		for _, e := range n.Entries {
			parts = append(parts, fmt.Sprintf("%s: %s", e.Key.Text, valueText(e.Value)))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	if n.Text == "" {
		return `""`
	}
	return n.Text
}
