package spec

import "github.com/replygen/replygen/spec/diag"

// Leaf is a scalar of a platform, for tests of origins.
type Leaf struct {
	Text string
	Span diag.Span
}

// Leaves lists the scalars of a platform.
func (p *Platform) Leaves() []Leaf {
	var out []Leaf
	var walk func(n *node)
	walk = func(n *node) {
		if n.kind == scalar {
			out = append(out, Leaf{n.text, n.span})
		}
		for _, e := range n.entries {
			walk(e.value)
		}
		for _, item := range n.items {
			walk(item)
		}
	}
	walk(p.source.root)
	return out
}
