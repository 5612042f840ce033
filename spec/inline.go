package spec

import (
	"strconv"
	"strings"
)

// inline writes a value on one line: text as it is, all else as YAML. Nothing is "".
func (n *node) inline() string {
	switch {
	case n == nil:
		return ""
	case n.kind == scalar:
		return n.text
	}
	var b strings.Builder
	n.writeFlow(&b)
	return b.String()
}

func (n *node) writeFlow(b *strings.Builder) {
	switch n.kind {
	case scalar:
		text := n.text
		if n.tag == stringTag && (needsQuotes(text) || strings.ContainsAny(text, "\n,[]{}")) {
			text = strconv.Quote(text)
		}
		b.WriteString(text)
	case sequence:
		b.WriteByte('[')
		for i, item := range n.items {
			if i > 0 {
				b.WriteString(", ")
			}
			item.writeFlow(b)
		}
		b.WriteByte(']')
	case mapping:
		b.WriteByte('{')
		for i, e := range n.entries {
			if i > 0 {
				b.WriteString(", ")
			}
			e.key.writeFlow(b)
			b.WriteString(": ")
			e.value.writeFlow(b)
		}
		b.WriteByte('}')
	}
}
