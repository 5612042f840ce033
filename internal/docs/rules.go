package docs

import (
	"fmt"
	"strings"

	"github.com/replygen/replygen/spec"
)

// rules writes the rules across the elements of a body and of all bodies inside it.
func (w *writer) rules(b *spec.Body, prefix string) {
	items := w.ruleItems(b, strings.TrimSuffix(prefix, "."), prefix)
	if len(items) > 0 {
		w.paragraph(bold(w.rulesTitle))
		w.list(items)
	}
}

func (w *writer) ruleItems(b *spec.Body, path, prefix string) []string {
	var out []string
	for _, r := range b.Rules {
		item := w.ruleWords(r.Form)
		if inside, ok := strings.CutPrefix(path, prefix); ok {
			item = fmt.Sprintf(w.inside, code(inside), item)
		}
		item = fmt.Sprintf("%s (%s)", item, code(r.Name))
		if more := w.described(r.Evidence); more != "" {
			item += "<br>" + strings.ReplaceAll(more, "<br>\n", "<br>")
		}
		out = append(out, strings.ReplaceAll(item, "\n", "<br>"))
	}
	for _, f := range b.Fields {
		out = append(out, w.fieldRules(f, prefix)...)
	}
	return out
}

func (w *writer) fieldRules(f *spec.Field, prefix string) []string {
	switch k := f.Kind.(type) {
	case *spec.Object:
		return w.ruleItems(&k.Body, f.Path, prefix)
	case *spec.List:
		return w.fieldRules(k.Item, prefix)
	case *spec.Union:
		var out []string
		for _, c := range k.Cases {
			out = append(out, w.ruleItems(&c.Body, c.Path, prefix)...)
		}
		return out
	default:
		return nil
	}
}

func (w *writer) ruleWords(form spec.Form) string {
	names := func(fields []*spec.Field) string { return w.codes(mapped(fields, nameOf)) }
	switch form := form.(type) {
	case *spec.Requires:
		return fmt.Sprintf(w.requires, code(form.Field.Name), names(form.Needs))
	case *spec.Forbids:
		return fmt.Sprintf(w.forbids, code(form.Field.Name), names(form.Others))
	case *spec.RequiredWhen:
		return fmt.Sprintf(w.requiredWhen, code(form.Deciding.Name), w.codes(form.In), code(form.Field.Name))
	case *spec.OneOf:
		return fmt.Sprintf(w.oneOf, names(form.Fields))
	case *spec.AtLeastOneOf:
		return fmt.Sprintf(w.atLeastOneOf, names(form.Fields))
	}
	return ""
}

// fieldExamples writes the examples of a body's fields, and whether each is valid.
func (w *writer) fieldExamples(fields []*spec.Field, prefix string) {
	var rows [][]string
	spec.Walk(fields, func(f *spec.Field) {
		rows = append(rows, w.exampleRows(code(strings.TrimPrefix(f.Path, prefix)), f.Verdicts)...)
	})
	w.examples(rows)
}

func (w *writer) examples(rows [][]string) {
	if len(rows) > 0 {
		w.paragraph(bold(w.examplesTitle))
		w.table(w.exampleColumns, rows)
	}
}

func (w *writer) exampleRows(name string, list []spec.Verdict) [][]string {
	var out [][]string
	for _, v := range list {
		result := w.valid
		if v.Violates != "" {
			result = fmt.Sprintf(w.violates, code(v.Violates))
		}
		out = append(out, []string{name, code(v.Text), result})
	}
	return out
}
