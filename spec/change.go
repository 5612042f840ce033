package spec

import (
	"fmt"
	"slices"
	"strings"

	"github.com/replygen/replygen/spec/diag"
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
	out := Change{Overlay: c.overlay, At: c.at.span, Verb: c.verb, Path: joinPath(c.path), Because: c.because}
	put := func(key string, after *node) {
		if k := pl.shape.key(key); k != nil && key != pl.shape.id && !slices.Contains(childKeys, key) {
			out.Keys = append(out.Keys, KeyChange{Key: key, Before: valueText(pl.node.get(key)), After: valueText(after), Docs: k.docs})
		}
	}
	for _, from := range []string{"set", "value"} {
		if n := c.node.get(from); n != nil {
			for _, e := range n.entries {
				put(e.key.text, e.value)
			}
		}
	}
	if unset := c.node.get("unset"); unset != nil {
		for _, k := range unset.items {
			put(k.text, nil)
		}
	}
	if c.verb == verbReplace && pl.node != nil {
		for _, e := range pl.node.entries {
			if c.node.get("value").get(e.key.text) == nil {
				put(e.key.text, nil)
			}
		}
	}
	for _, k := range placeKeys {
		if v := c.node.get(k); v != nil {
			out.Place = k
			if k == "before" || k == "after" {
				out.Sibling = v.text
			}
		}
	}
	return out
}

// valueText is a value on one line, for people.
func valueText(n *node) string {
	if n == nil {
		return ""
	}
	var parts []string
	switch n.kind {
	case sequence:
		for _, item := range n.items {
			parts = append(parts, valueText(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case mapping:
		for _, e := range n.entries {
			parts = append(parts, fmt.Sprintf("%s: %s", e.key.text, valueText(e.value)))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	if n.text == "" {
		return `""`
	}
	return n.text
}
