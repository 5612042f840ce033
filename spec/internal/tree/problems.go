package tree

import (
	"fmt"
	"strings"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/code"
)

// MaxErrors is how many errors of one file are kept.
const MaxErrors = 99 // a hundred lines with the count of the rest

// Problems collects the diagnostics of one load.
type Problems struct {
	List   diag.List
	Errors int
	of     map[string]int // errors by file
}

// Add keeps a diagnostic, unless it is one of too many errors of a file.
func (p *Problems) Add(d diag.Diagnostic) {
	if d.Severity == diag.Error {
		if p.of == nil {
			p.of = map[string]int{}
		}
		p.Errors++
		p.of[d.Span.File]++
	}
	if !p.IsFull(d.Span.File) || d.Severity != diag.Error {
		p.List.Add(d)
	}
}

// IsFull reports whether errors of a file are only counted by now.
func (p *Problems) IsFull(file string) bool { return p.of[file] > MaxErrors }

// CountMore reports, by file, how many errors were not kept.
func (p *Problems) CountMore() {
	for file, n := range p.of {
		if n > MaxErrors {
			p.List.Add(diag.Diagnostic{Span: diag.Span{File: file}, Code: code.More, Hint: "mend the others first",
				Message: fmt.Sprintf("%d more errors are not shown", n-MaxErrors)})
		}
	}
}

// At reports an error at a node. The hint may be empty.
func (p *Problems) At(n *Node, c diag.Code, hint, format string, args ...any) {
	p.Add(diag.Diagnostic{Span: n.Span, Code: c, Message: fmt.Sprintf(format, args...), Hint: hint, Notes: changeNotes(n)})
}

// AtWith is at with further places.
func (p *Problems) AtWith(n *Node, c diag.Code, hint string, notes []diag.Note, format string, args ...any) {
	p.Add(diag.Diagnostic{Span: n.Span, Code: c, Message: fmt.Sprintf(format, args...), Hint: hint, Notes: append(changeNotes(n), notes...)})
}

// Warn reports a warning at a node. The hint may be empty.
func (p *Problems) Warn(n *Node, c diag.Code, hint, format string, args ...any) {
	p.Add(diag.Diagnostic{Span: n.Span, Severity: diag.Warning, Code: c, Message: fmt.Sprintf(format, args...), Hint: hint})
}

// changeNotes points to the value that one set by an overlay replaces.
func changeNotes(n *Node) []diag.Note {
	if n.By == nil || n.Prev == nil {
		return nil
	}
	return []diag.Note{{Span: n.Prev.Span, Message: "the value before is here"}}
}

// DidYouMean is the hint for a misspelt name, "" when no known one is close.
func DidYouMean(name string, known []string) string {
	if s := diag.Suggest(name, known); s != "" {
		return fmt.Sprintf("did you mean %q?", s)
	}
	return ""
}

// OneOf lists names for a message: `"a", "b" or "c"`.
func OneOf(names []string) string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = fmt.Sprintf("%q", n)
	}
	if len(quoted) < 2 {
		return strings.Join(quoted, "")
	}
	return strings.Join(quoted[:len(quoted)-1], ", ") + " or " + quoted[len(quoted)-1]
}

// FirstNote points to the first of two nodes of one name.
func FirstNote(n *Node) []diag.Note {
	return []diag.Note{{Span: n.Span, Message: "the first one is here"}}
}
