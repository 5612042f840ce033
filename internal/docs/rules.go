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
	item := w.word("form "+form, named...)
	if path != "" {
		item = w.say("在 %s 中,%s", "In %s: %s", code(path), item)
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
	return "\n\n**" + w.say("取值示例", "Values") + "**" + table(w.say("元素|值|结论", "Element|Value|Result"), rows)
}

// exampleRows are the examples of an element or a type, each with whether it is valid.
func (w writer) exampleRows(name string, list []spec.Example) [][]string {
	return mapped(list, func(v spec.Example) []string {
		result := w.say("符合", "valid")
		if v.Violates != "" {
			result = w.say("违反 %s", "violates %s", code(v.Violates))
		}
		return []string{name, code(v.Text), result}
	})
}
