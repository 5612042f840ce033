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
	var b strings.Builder
	n.writeFlow(&b)
	return b.String()
}

func (n *Node) writeFlow(b *strings.Builder) {
	switch n.Kind {
	case Scalar:
		text := n.Text
		if n.Tag == StringTag && (needsQuotes(text) || strings.ContainsAny(text, "\n,[]{}")) {
			text = strconv.Quote(text)
		}
		b.WriteString(text)
	case Sequence:
		b.WriteByte('[')
		for i, item := range n.Items {
			if i > 0 {
				b.WriteString(", ")
			}
			item.writeFlow(b)
		}
		b.WriteByte(']')
	case Mapping:
		b.WriteByte('{')
		for i, e := range n.Entries {
			if i > 0 {
				b.WriteString(", ")
			}
			e.Key.writeFlow(b)
			b.WriteString(": ")
			e.Value.writeFlow(b)
		}
		b.WriteByte('}')
	}
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
