package spec

import (
	"fmt"
	"strings"
)

// YAML writes the platform as a base spec that reads back to an equal platform. With origins, each line says where its
// value was decided.
func (p *Platform) YAML(origins bool) ([]byte, error) {
	if !origins {
		return encodeYAML(p.source.root, nil)
	}
	return encodeYAML(p.source.root, func(n *node) string {
		if n.kind != scalar || n.span.Line == 0 {
			return ""
		}
		var b strings.Builder
		fmt.Fprintf(&b, "%s:%d", n.span.File, n.span.Line)
		if n.prev != nil && n.prev.kind == scalar {
			fmt.Fprintf(&b, " (was %s)", n.prev.text)
		}
		return b.String()
	})
}

// Equal reports whether two platforms say the same. Places and the order of keys do not count, nor how a value is
// written: where text is asked for, 1 and "1" are one.
func (p *Platform) Equal(q *Platform) bool { return p.source.root.same(q.source.root) }
