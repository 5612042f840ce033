package spec

import (
	"fmt"
	"slices"
	"strings"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/tree"
)

// Change is one change that an overlay made to the platform.
type Change struct {
	// Overlay is the name of the overlay, At the place of the change's path in its file.
	Overlay string
	At      diag.Span
	// Verb is add, edit, replace, remove or move, Path what it names: replies.news.Articles.item.Title.
	Verb, Path string
	Because    string
	// Keys are the keys that it set or unset, in the order of the overlay; those that hold things with paths of their own
	// (fields, item, cases, rules) are left out.
	Keys []KeyChange
	// Place is first, last, before or after, "" for none; Sibling is what before and after speak of.
	Place, Sibling string
}

// KeyChange is a key's value before and after a change, "" where the key was absent or is: an empty text is written "".
type KeyChange struct {
	Key           string
	Before, After string
	// Docs says that the key is documentation and never reaches the wire.
	Docs bool
}

// record describes a change that is about to be made to what a place names.
func record(c *change, pl *place) Change {
	out := Change{Overlay: c.Overlay, At: c.at.Span, Verb: c.Verb, Path: joinPath(c.path), Because: c.Because}
	put := func(key string, after *tree.Node) {
		if k := pl.shape.key(key); k != nil && key != pl.shape.id && !slices.Contains(childKeys, key) {
			out.Keys = append(out.Keys, KeyChange{Key: key, Before: valueText(pl.node.Get(key)), After: valueText(after), Docs: k.docs})
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
	if c.Verb == verbReplace && pl.node != nil {
		for _, e := range pl.node.Entries {
			if c.node.Get("value").Get(e.Key.Text) == nil {
				put(e.Key.Text, nil)
			}
		}
	}
	for _, k := range placeKeys {
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
