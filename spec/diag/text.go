package diag

import (
	"fmt"
	"strings"
)

// Terminal sequences (ECMA-48, Select Graphic Rendition).
const (
	bold   = "\x1b[1m"
	red    = "\x1b[1;31m"
	yellow = "\x1b[1;33m"
	green  = "\x1b[32m"
	dim    = "\x1b[2m"
	reset  = "\x1b[0m"
)

type textWriter struct {
	out    *strings.Builder
	src    sources
	colour bool
}

func (t textWriter) diagnostic(d Diagnostic) {
	colour := red
	t.place(d.Span)
	if d.Severity == Warning {
		colour = yellow
		t.out.WriteString(t.paint(yellow, "warning:") + " ")
	}
	t.out.WriteString(t.paint(colour, visible(d.Message)))
	if d.Code != "" {
		t.out.WriteString(" " + t.paint(dim, "["+visible(string(d.Code))+"]"))
	}
	t.out.WriteByte('\n')
	t.sourceLine(d.Span, d.Hint)
	for _, n := range d.Notes {
		t.place(n.Span)
		t.out.WriteString("note: " + visible(n.Message) + "\n")
	}
}

func (t textWriter) place(p Span) {
	if text := visible(p.String()); text != "" {
		t.out.WriteString(t.paint(bold, text+":") + " ")
	}
}

// sourceLine writes
//
//	14 |   - edit: replies.text.Contnet
//	   |           ^~~~~~~~~~~~~~~~~~~~ did you mean "Content"?
//
// or the hint alone if there is no line to show.
func (t textWriter) sourceLine(p Span, hint string) {
	hint = visible(hint)
	lines := t.src.of(p.File)
	if p.Line == 0 || lines == nil {
		if hint != "" {
			t.out.WriteString("      " + t.paint(green, hint) + "\n")
		}
		return
	}
	number := fmt.Sprintf("%5d", p.Line)
	blank := strings.Repeat(" ", len(number))
	shown, indent, carets := excerpt(lines[p.Line-1], p.Col, p.Width)
	if shown != "" {
		shown = " " + shown
	}
	if hint != "" {
		carets += " " + hint
	}
	t.out.WriteString(t.paint(dim, number+" |") + shown + "\n")
	t.out.WriteString(t.paint(dim, blank+" |") + " " + indent + t.paint(green, carets) + "\n")
}

func (t textWriter) paint(colour, s string) string {
	if !t.colour || s == "" {
		return s
	}
	return colour + s + reset
}
