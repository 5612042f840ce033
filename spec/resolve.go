package spec

import (
	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/tree"
)

// YAML writes the platform as a base spec that reads back to an equal platform. With origins, each line says where its
// value was decided.
func (p *Platform) YAML(origins bool) ([]byte, error) {
	if !origins {
		return tree.Encode(p.source.Root, nil)
	}
	return tree.Encode(p.source.Root, (*tree.Node).Origin)
}

// Equal reports whether two platforms say the same. Places and the order of keys do not count, nor how a value is
// written: where text is asked for, 1 and "1" are one.
func (p *Platform) Equal(q *Platform) bool { return keys.Spec.Same(p.source.Root, q.source.Root) }
