package docs

import (
	"fmt"
	"strings"

	"github.com/replygen/replygen/spec"
)

// rules writes the rules across the elements of a body and of all bodies inside it.
func (w *writer) rules(b *spec.Body, prefix string) {
	items := w.ruleItems(b.Rules, "")
	spec.Walk(b.Fields, func(f *spec.Field) {
		switch k := f.Kind.(type) {
		case *spec.Object:
			items = append(items, w.ruleItems(k.Rules, strings.TrimPrefix(f.Path, prefix))...)
		case *spec.Union:
			for _, c := range k.Cases {
				items = append(items, w.ruleItems(c.Rules, strings.TrimPrefix(c.Path, prefix))...)
			}
		case *spec.String, *spec.Int, *spec.Float, *spec.Bool, *spec.UnixTime, *spec.MsgType, *spec.Const, *spec.Count, *spec.List:
		}
	})
	if len(items) > 0 {
		w.paragraph(bold(w.rulesTitle))
		w.list(items)
	}
}

// ruleItems describes the rules of the body at a path, "" for the outermost.
func (w *writer) ruleItems(rules []*spec.Rule, path string) []string {
	return mapped(rules, func(r *spec.Rule) string {
		item := w.ruleWords(r.Form)
		if path != "" {
			item = fmt.Sprintf(w.inside, code(path), item)
		}
		item = joined("\n", fmt.Sprintf("%s (%s)", item, code(r.Name)), w.described(r.Evidence))
		return strings.NewReplacer("<br>\n", "<br>", "\n", "<br>").Replace(item)
	})
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
		rows = append(rows, w.exampleRows(code(strings.TrimPrefix(f.Path, prefix)), f.Examples)...)
	})
	w.examples(rows)
}

func (w *writer) examples(rows [][]string) {
	if len(rows) > 0 {
		w.paragraph(bold(w.examplesTitle))
		w.table(w.exampleColumns, rows)
	}
}

func (w *writer) exampleRows(name string, list []spec.Example) [][]string {
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
