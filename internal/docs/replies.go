package docs

import (
	"fmt"
	"strings"

	"github.com/replygen/replygen/internal/judge"
	"github.com/replygen/replygen/spec"
)

func replies(w *writer) {
	w.heading(2, w.repliesTitle)
	if len(w.platform.Replies) == 0 {
		w.paragraph(w.noReplies)
	}
	for _, r := range w.platform.Replies {
		w.heading(3, named(r.Type, r.Title))
		w.about(r.Evidence)
		if len(r.Fields) == 0 {
			w.paragraph(w.headerOnly)
		}
		w.body(&r.Body, "replies."+r.Type+".")
		w.sample(r.Type)
	}
}

// body writes the table of a body's elements, the rules across them and the examples. The prefix is the path of the body
// in the spec; the page names elements without it.
func (w *writer) body(b *spec.Body, prefix string) {
	columns := w.elementColumns
	if w.inbound {
		columns = w.sentColumns
	}
	w.table(columns, w.elements(b.Fields, b.Rules, 0))
	w.rules(b, prefix)
	w.fieldExamples(b.Fields, prefix)
}

// sample writes the platform's own sample of a reply, and which of its values are placeholders that break a rule.
func (w *writer) sample(reply string) {
	r, err := judge.Sample(w.platform, reply)
	if err != nil {
		return // the reply is one of the platform's
	}
	w.paragraph(bold(w.sampleTitle))
	w.paragraph(fenced("xml", r.IndentedXML()))
	_, placeholders := r.Judge()
	if len(placeholders) > 0 {
		fields := mapped(placeholders, func(v judge.Violation) string { return v.Field })
		w.paragraph(fmt.Sprintf(w.placeholders, w.codes(fields)))
	}
}

func bold(markdown string) string { return "**" + markdown + "**" }

func header(w *writer) {
	h := w.platform.Header
	if len(w.platform.Replies) == 0 {
		return // what messages open with follows below
	}
	w.heading(2, w.headerTitle)
	w.about(h.Evidence)
	w.paragraph(fmt.Sprintf(w.rootElement, code("<"+h.Root+">")))
	w.body(&spec.Body{Fields: h.Fields}, "header.")
	if len(h.Ignores) > 0 {
		w.paragraph(fmt.Sprintf(w.ignoredElements, w.codes(h.Ignores)))
	}
}

func scalars(w *writer) {
	if len(w.platform.Scalars) == 0 {
		return
	}
	w.heading(2, w.scalarsTitle)
	var rows, examples [][]string
	for _, s := range w.platform.Scalars {
		rows = append(rows, []string{code(s.Name), strings.Join(w.rulesOfValue(s.Rules.Stated()), w.semicolon), w.described(s.Evidence)})
		examples = append(examples, w.exampleRows(code(s.Name), s.Examples)...)
	}
	w.table(w.scalarColumns, rows)
	w.examples(examples)
}
