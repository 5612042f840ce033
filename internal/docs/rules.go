package docs

import (
	"fmt"
	"strings"

	"github.com/replygen/replygen/internal/judge"
	"github.com/replygen/replygen/spec"
)

// rule describes a rule across the elements of the body at a path, "" for the outermost.
func (w writer) rule(r *spec.Rule, path string) string {
	demand := judge.DemandOf(r.Form)
	var named []any
	if demand.When != nil {
		named = append(named, code(demand.When.Name))
	}
	if demand.In != nil {
		named = append(named, w.codes(demand.In))
	}
	named = append(named, w.codes(mapped(demand.Fields, func(f *spec.Field) string { return f.Name })))
	_, form, _ := r.Violation()
	item := w.say("form "+form, named...)
	if path != "" {
		item = w.say("inside", code(path), item)
	}
	item = joined("\n", fmt.Sprintf("%s (%s)", item, code(r.Name)), w.described(r.Evidence))
	return strings.NewReplacer("<br>\n", "<br>", "\n", "<br>").Replace(item)
}

func (w writer) scalarExamples(scalars []*spec.Scalar) string {
	var rows [][]string
	for _, s := range scalars {
		rows = append(rows, w.exampleRows(code(s.Name), s.Examples)...)
	}
	return w.exampleTable(rows)
}

func (w writer) exampleTable(rows [][]string) string {
	if len(rows) == 0 {
		return ""
	}
	return "\n\n**" + w.say("examplesTitle") + "**" + w.table("exampleColumns", rows)
}

// exampleRows are the examples of an element or a type, each with whether it is valid.
func (w writer) exampleRows(name string, list []spec.Example) [][]string {
	return mapped(list, func(v spec.Example) []string {
		result := w.say("valid")
		if v.Violates != "" {
			result = w.say("violates", code(v.Violates))
		}
		return []string{name, code(v.Text), result}
	})
}
