package spec

import (
	"fmt"
	"strings"

	"github.com/replygen/replygen/spec/diag"
)

// problems collects the diagnostics of one load.
type problems struct {
	list   diag.List
	errors int
}

func (p *problems) add(d diag.Diagnostic) {
	p.list.Add(d)
	if d.Severity == diag.Error {
		p.errors++
	}
}

// at reports an error at a node. The hint may be empty.
func (p *problems) at(n *node, code diag.Code, hint, format string, args ...any) {
	p.add(diag.Diagnostic{Span: n.span, Code: code, Message: fmt.Sprintf(format, args...), Hint: hint, Notes: changeNotes(n)})
}

// atWith is at with further places.
func (p *problems) atWith(n *node, code diag.Code, hint string, notes []diag.Note, format string, args ...any) {
	p.add(diag.Diagnostic{Span: n.span, Code: code, Message: fmt.Sprintf(format, args...), Hint: hint, Notes: append(changeNotes(n), notes...)})
}

func (p *problems) warn(n *node, code diag.Code, hint, format string, args ...any) {
	p.add(diag.Diagnostic{Span: n.span, Severity: diag.Warning, Code: code, Message: fmt.Sprintf(format, args...), Hint: hint})
}

// changeNotes tells what a value set by an overlay stands in place of.
func changeNotes(n *node) []diag.Note {
	if n.by == nil || n.prev == nil {
		return nil
	}
	return []diag.Note{{Span: n.prev.span, Message: "it replaces this"}}
}

// didYouMean is the hint for a misspelt name, "" when no known one is close.
func didYouMean(name string, known []string) string {
	if s := diag.Suggest(name, known); s != "" {
		return fmt.Sprintf("did you mean %q?", s)
	}
	return ""
}

// oneOfNames lists names for a message: `"a", "b" or "c"`.
func oneOfNames(names []string) string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = fmt.Sprintf("%q", n)
	}
	if len(quoted) < 2 {
		return strings.Join(quoted, "")
	}
	return strings.Join(quoted[:len(quoted)-1], ", ") + " or " + quoted[len(quoted)-1]
}
