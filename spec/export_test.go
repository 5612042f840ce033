package spec

import (
	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/tree"
)

// Leaf is a scalar of a platform, for tests of origins.
type Leaf struct {
	Text string
	Span diag.Span
}

// Leaves lists the scalars of a platform.
func (p *Platform) Leaves() []Leaf {
	var out []Leaf
	var walk func(n *tree.Node)
	walk = func(n *tree.Node) {
		if n.Kind == tree.Scalar {
			out = append(out, Leaf{n.Text, n.Span})
		}
		for _, e := range n.Entries {
			walk(e.Value)
		}
		for _, item := range n.Items {
			walk(item)
		}
	}
	walk(p.source.Root)
	return out
}
