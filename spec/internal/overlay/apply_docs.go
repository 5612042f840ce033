package overlay

import (
	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/tree"
)

// holdToDocs reports what a change of an overlay of `kind: docs` would do beyond documentation.
func (a *Applier) holdToDocs(c *change, pl *place) {
	if c.Verb != keys.VerbEdit || hasPlace(c) {
		a.p.At(c.at, code.DocsOnly, "make the overlay `kind: variant`", "%s: an overlay of `kind: docs` only edits documentation", c.Verb)
		return
	}
	var edited []*tree.Node
	if set := c.node.Get("set"); set != nil {
		for _, e := range set.Entries {
			edited = append(edited, e.Key)
		}
	}
	if unset := c.node.Get("unset"); unset != nil {
		edited = append(edited, unset.Items...)
	}
	for _, k := range edited {
		if known := pl.shape.Key(k.Text); known != nil && !known.Docs {
			a.p.At(k, code.DocsOnly, "make the overlay `kind: variant`", "%q is more than documentation, and the overlay is `kind: docs`", k.Text)
		}
	}
}
