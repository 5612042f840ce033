package docs

import (
	"fmt"
	"strings"

	"github.com/replygen/replygen/internal/judge"
	"github.com/replygen/replygen/spec"
)

// rules are the rules across the elements of a body and of all bodies inside it.
func (w writer) rules(fields []*spec.Field, rules []*spec.Rule, prefix string) string {
	items := w.ruleItems(rules, "")
	spec.Walk(fields, func(f *spec.Field) {
		switch k := f.Kind.(type) {
		case *spec.Object:
			items = append(items, w.ruleItems(k.Rules, strings.TrimPrefix(f.Path, prefix))...)
		case *spec.Union:
			for _, c := range k.Cases {
				items = append(items, w.ruleItems(c.Rules, strings.TrimPrefix(c.Path, prefix))...)
			}
		default: // no rules
		}
	})
	if len(items) == 0 {
		return ""
	}
	return "\n\n**" + w.say("rulesTitle") + "**" + list(items)
}

// ruleItems describes the rules of the body at a path, "" for the outermost.
func (w writer) ruleItems(rules []*spec.Rule, path string) []string {
	return mapped(rules, func(r *spec.Rule) string {
		demand := judge.DemandOf(r.Form)
		var named []any
		if demand.When != nil {
			named = append(named, code(demand.When.Name))
		}
		if demand.In != nil {
			named = append(named, w.codes(demand.In))
		}
		_, form, _ := r.Violation()
		item := w.say("form "+form, append(named, w.codes(mapped(demand.Fields, nameOf)))...)
		if path != "" {
			item = w.say("inside", code(path), item)
		}
		item = joined("\n", fmt.Sprintf("%s (%s)", item, code(r.Name)), w.described(r.Evidence))
		return strings.NewReplacer("<br>\n", "<br>", "\n", "<br>").Replace(item)
	})
}

// fieldExamples are the examples of a body's fields. Those of the header stand with the header.
func (w writer) fieldExamples(fields []*spec.Field, prefix string) (rows [][]string) {
	spec.Walk(fields, func(f *spec.Field) {
		if prefix != "inbound." || strings.HasPrefix(f.Path, prefix) {
			rows = append(rows, w.exampleRows(code(strings.TrimPrefix(f.Path, prefix)), f.Examples)...)
		}
	})
	return rows
}

func (w writer) scalarExamples(scalars []*spec.Scalar) string {
	var rows [][]string
	for _, s := range scalars {
		rows = append(rows, w.exampleRows(code(s.Name), s.Examples)...)
	}
	return w.examples(rows)
}

func (w writer) examples(rows [][]string) string {
	if len(rows) == 0 {
		return ""
	}
	return "\n\n**" + w.say("examplesTitle") + "**" + w.table("exampleColumns", rows)
}

// exampleRows are the examples of an element or a type, each with whether it is valid.
func (w writer) exampleRows(name string, list []spec.Example) (rows [][]string) {
	for _, v := range list {
		result := w.say("valid")
		if v.Violates != "" {
			result = w.say("violates", code(v.Violates))
		}
		rows = append(rows, []string{name, code(v.Text), result})
	}
	return rows
}
