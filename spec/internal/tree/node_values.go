package tree

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/replygen/replygen/spec/internal/pattern"
)

// floatPattern leaves out what YAML takes beside plain decimal numbers: 0x10, 1_000, 010, .inf.
var floatPattern = pattern.Lazy(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$`)

// Whole is the value of a whole number. It takes plain decimal numbers only: 0x10, 1_000 and 010, which is 8, are integers to YAML, but not to everyone
// who reads the file.
func (n *Node) Whole() (int64, bool) {
	if n == nil || n.Tag != IntTag {
		return 0, false
	}
	v, err := strconv.ParseInt(n.Text, 10, 64)
	return v, err == nil && strconv.FormatInt(v, 10) == n.Text
}

// Float is the value of a number, whole or not.
func (n *Node) Float() (float64, bool) {
	if n == nil || n.Tag != IntTag && n.Tag != floatTag || !floatPattern().MatchString(n.Text) {
		return 0, false
	}
	v, err := strconv.ParseFloat(n.Text, 64)
	return v, err == nil
}

// Texts lists the texts of a list, nil for none.
func (n *Node) Texts() []string {
	if n == nil {
		return nil
	}
	out := make([]string, len(n.Items))
	for i, item := range n.Items {
		out[i] = item.Text
	}
	return out
}

// IsHazard reports whether a character of a text is invisible or steers the display: control characters other
// than tab and line feed, bidirectional controls, and characters that no UTF-8 text should contain.
func IsHazard(r rune) bool {
	switch {
	case r == '\t' || r == '\n':
		return false
	case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
		return true
	}
	return r == '\uFEFF' || r == '\u2028' || r == '\u2029' || r == unicode.ReplacementChar
}

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
