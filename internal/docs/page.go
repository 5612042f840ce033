package docs

import (
	"fmt"
	"slices"
	"strings"

	"github.com/replygen/replygen/spec"
)

// Languages are the languages of a page's headings and words, the first is the default. The platform's own texts stay as
// they are.
var Languages = []string{"zh", "en"}

// Page returns a platform's reference as Markdown, in one of the [Languages].
func Page(p *spec.Platform, language string) (string, error) {
	i := slices.Index(Languages, language)
	if i < 0 {
		return "", fmt.Errorf("language %q is none of %s", language, strings.Join(Languages, ", "))
	}
	w := &writer{platform: p, words: []*words{&chinese, &english}[i]}
	for _, section := range []func(*writer){title, header, replies, sent, scalars, delivery, security, changes} {
		section(w)
	}
	return strings.TrimRight(w.String(), "\n") + "\n", nil
}

// writer collects the text of a page.
type writer struct {
	strings.Builder
	platform *spec.Platform
	*words
	// inbound is set while the page describes what the platform sends.
	inbound bool
}

// paragraph writes a block with an empty line behind it, nothing for an empty one.
func (w *writer) paragraph(markdown string) {
	if markdown != "" {
		w.WriteString(markdown + "\n\n")
	}
}

func (w *writer) heading(level int, markdown string) {
	w.paragraph(strings.Repeat("#", level) + " " + markdown)
}

// list writes items, nothing when there are none.
func (w *writer) list(items []string) {
	for _, item := range items {
		w.WriteString("- " + item + "\n")
	}
	if len(items) > 0 {
		w.WriteString("\n")
	}
}

// table writes rows below the names of the columns, nothing when there are none.
func (w *writer) table(columns []string, rows [][]string) {
	if len(rows) == 0 {
		return
	}
	w.row(columns)
	w.WriteString("|" + strings.Repeat(" --- |", len(columns)) + "\n")
	for _, r := range rows {
		w.row(r)
	}
	w.WriteString("\n")
}

func (w *writer) row(cells []string) {
	for _, c := range cells {
		w.WriteString("| " + cell(c) + " ")
	}
	w.WriteString("|\n")
}

// about writes the documentation of a part of the spec, then a list: the author's note, the page, and more.
func (w *writer) about(e spec.Evidence, more ...string) {
	w.paragraph(block(e.Doc))
	w.list(append(w.sources(e), more...))
}

// described is about on one line, for a cell.
func (w *writer) described(e spec.Evidence) string {
	return joined("\n", append([]string{block(e.Doc)}, w.sources(e)...)...)
}

func (w *writer) sources(e spec.Evidence) []string {
	var out []string
	if e.Note != "" {
		out = append(out, fmt.Sprintf(w.remark, inline(e.Note)))
	}
	if e.Ref != "" {
		out = append(out, fmt.Sprintf(w.seePage, link(e.Ref)))
	}
	return out
}

// named is a code word with its title.
func named(name, title string) string { return strings.TrimSpace(code(name) + " " + inline(title)) }

// codes lists code words.
func (w *writer) codes(names []string) string {
	return strings.Join(mapped(names, code), w.comma)
}

func title(w *writer) {
	p := w.platform
	name := p.Title
	if name == "" {
		name = p.ID
	}
	w.heading(1, fmt.Sprintf(w.pageTitle, inline(name)))
	more := []string{fmt.Sprintf(w.platformID, code(p.ID))}
	if n := len(p.Sources); n > 1 {
		more = append(more, fmt.Sprintf(w.basedOn, strings.Join(mapped(p.Sources[:n-1], code), " → ")))
	}
	w.about(spec.Evidence{Doc: p.Doc, Ref: p.Ref, Note: p.Note}, more...)
}

func mapped[T any](list []T, f func(T) string) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = f(v)
	}
	return out
}

func nameOf(f *spec.Field) string { return f.Name }
