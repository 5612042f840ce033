package docs

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"text/template"

	"github.com/replygen/replygen/spec"
)

// Languages are the languages of a page's headings and words, the first is the default. The platform's own texts stay as
// they are.
var Languages = []string{"zh", "en"}

//go:embed page.md
var layout string

// page is what the layout shows of a platform.
type page struct {
	*spec.Platform
	About spec.Evidence
	Facts []string
	// EventPath is the path of the element with the name of an event.
	EventPath                 string
	Replies, Messages, Events []entry
}

// Page returns a platform's reference as Markdown, in one of the [Languages].
func Page(p *spec.Platform, language string) (string, error) {
	i := slices.Index(Languages, language)
	if i < 0 {
		return "", fmt.Errorf("language %q is none of %s", language, strings.Join(Languages, ", "))
	}
	w := writer{language: i}
	t, err := template.New("page").Funcs(template.FuncMap{
		"say": w.say, "word": w.word, "code": code, "codes": w.codes, "inline": inline, "lines": block,
		"fenced": fenced, "named": named, "columns": columns, "row": row, "scalarExamples": w.scalarExamples,
		"about": w.about, "described": w.described, "body": w.body, "limits": w.limits, "change": w.change,
		"accepting": w.accepting,
	}).Parse(layout)
	if err != nil {
		return "", err
	}
	facts := []string{w.say("标识:%s", "Id: %s", code(p.ID))}
	if n := len(p.Sources); n > 1 {
		facts = append(facts, w.say("以 %s 为基础", "Based on %s", strings.Join(mapped(p.Sources[:n-1], code), " → ")))
	}
	var b strings.Builder
	sent := func(m *spec.Message) entry { return w.message(p, m) }
	err = t.Execute(&b, page{
		p, spec.Evidence{Doc: p.Doc, Ref: p.Ref, Note: p.Note}, facts,
		strings.Join(append([]string{p.Inbound.EventElement}, p.Inbound.EventInside...), "."),
		mapped(p.Replies, func(r *spec.Reply) entry { return w.reply(p, r) }),
		mapped(p.Messages, sent), mapped(p.Events, sent),
	})
	return b.String(), err
}

// writer makes the parts of a page, in one language. Each part of more than a line has an empty line before it, and is
// empty where there is nothing to say.
type writer struct {
	// language is the index of the page's language.
	language int
	// inbound is set for the parts that describe what the platform sends.
	inbound bool
}

// say returns one of the page's own texts. Those with a % are formats.
func (w writer) say(chinese, english string, args ...any) string {
	return fmt.Sprintf([]string{chinese, english}[w.language], args...)
}

// word returns the text for a key of the spec.
func (w writer) word(key string, args ...any) string {
	return w.say(words[key][0], words[key][1], args...)
}

// codes lists code words.
func (w writer) codes(names []string) string {
	return strings.Join(mapped(names, code), w.say("、", ", "))
}

// named is a code word with its title.
func named(name, title string) string { return strings.TrimSpace(code(name) + " " + inline(title)) }

// list makes a list of items.
func list(items []string) string {
	if len(items) == 0 {
		return ""
	}
	return "\n\n- " + strings.Join(items, "\n- ")
}

// table makes rows below the names of columns.
func table(names string, rows [][]string) string {
	if len(rows) == 0 {
		return ""
	}
	return columns(names) + strings.Join(mapped(rows, func(cells []string) string { return row(cells...) }), "")
}

// columns begins a table. A bar parts the names.
func columns(text string) string {
	names := strings.Split(text, "|")
	return "\n" + row(names...) + "\n|" + strings.Repeat(" --- |", len(names))
}

func row(cells ...string) string { return "\n| " + strings.Join(mapped(cells, cell), " | ") + " |" }

// about is the documentation of a part of the spec, then a list: the author's note, the page, and more.
func (w writer) about(e spec.Evidence, more []string) string {
	out := list(append(w.sources(e), more...))
	if doc := block(e.Doc); doc != "" {
		return "\n\n" + doc + out
	}
	return out
}

// described is about on one line, for a cell.
func (w writer) described(e spec.Evidence) string {
	return joined("\n", append([]string{block(e.Doc)}, w.sources(e)...)...)
}

func (w writer) sources(e spec.Evidence) []string {
	var out []string
	if e.Note != "" {
		out = append(out, w.say("备注:%s", "Note: %s", inline(e.Note)))
	}
	if e.Ref != "" {
		out = append(out, w.say("参见 %s", "See %s", link(e.Ref)))
	}
	return out
}

// change describes a change of an overlay, on several lines.
func (w writer) change(c spec.Change) string {
	var what []string
	switch {
	case c.Sibling != "":
		what = append(what, w.word("place "+c.Place, code(c.Sibling)))
	case c.Place != "":
		what = append(what, w.word("place "+c.Place))
	}
	for _, k := range c.Keys {
		switch {
		case k.After == "":
			what = append(what, w.say("不再有 %s", "%s removed", code(k.Key)))
		case k.Docs: // what a text was before is long, and no reader needs it
			what = append(what, w.say("%s:%s", "%s: %s", code(k.Key), block(k.After)))
		case k.Before == "" || k.Before == k.After:
			what = append(what, w.say("%s:%s", "%s: %s", code(k.Key), code(k.After)))
		default:
			what = append(what, w.say("%s:%s → %s", "%s: %s → %s", code(k.Key), code(k.Before), code(k.After)))
		}
	}
	return strings.Join(what, "\n")
}

// mapped returns the results of a function for each value of a list.
func mapped[T, U any](list []T, f func(T) U) []U {
	out := make([]U, len(list))
	for i, v := range list {
		out[i] = f(v)
	}
	return out
}
