package spec

import "github.com/replygen/replygen/spec/internal/code"

// holdToDocs reports what a change of an overlay of `kind: docs` would do beyond documentation.
func (a *applier) holdToDocs(c *change, pl *place) {
	if c.verb != verbEdit || hasPlace(c) {
		a.p.at(c.at, code.DocsOnly, "make the overlay `kind: variant`", "%s: an overlay of `kind: docs` only edits documentation", c.verb)
		return
	}
	var keys []*node
	if set := c.node.get("set"); set != nil {
		for _, e := range set.entries {
			keys = append(keys, e.key)
		}
	}
	if unset := c.node.get("unset"); unset != nil {
		keys = append(keys, unset.items...)
	}
	for _, k := range keys {
		if known := pl.shape.key(k.text); known != nil && !known.docs {
			a.p.at(k, code.DocsOnly, "make the overlay `kind: variant`", "%q is more than documentation, and the overlay is `kind: docs`", k.text)
		}
	}
}
