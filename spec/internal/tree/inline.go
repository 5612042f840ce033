package tree

import (
	"fmt"
	"strconv"
	"strings"
)

// Inline writes a value on one line: text as it is, all else as YAML. Nothing is "".
func (n *Node) Inline() string {
	switch {
	case n == nil:
		return ""
	case n.Kind == Scalar:
		return n.Text
	}
	return n.flow()
}

func (n *Node) flow() string {
	var parts []string
	switch n.Kind {
	case Sequence:
		for _, item := range n.Items {
			parts = append(parts, item.flow())
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case Mapping:
		for _, e := range n.Entries {
			parts = append(parts, e.Key.flow()+": "+e.Value.flow())
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	if n.Tag == StringTag && (needsQuotes(n.Text) || strings.ContainsAny(n.Text, "\n,[]{}")) {
		return strconv.Quote(n.Text)
	}
	return n.Text
}

// Origin says where a scalar was decided, and what it replaced; "" for other nodes and for values of no file.
func (n *Node) Origin() string {
	if n.Kind != Scalar || n.Span.Line == 0 {
		return ""
	}
	at := fmt.Sprintf("%s:%d", n.Span.File, n.Span.Line)
	if n.Prev != nil && n.Prev.Kind == Scalar {
		at += fmt.Sprintf(" (was %s)", n.Prev.Text)
	}
	return at
}
