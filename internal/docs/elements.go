package docs

import (
	"slices"
	"strings"

	"github.com/replygen/replygen/internal/judge"
	"github.com/replygen/replygen/spec"
)

// elements are the rows of a table: one for each element, in the order of the wire, indented by depth.
func (w writer) elements(fields []*spec.Field, rules []*spec.Rule, depth int) [][]string {
	var out [][]string
	for _, f := range fields {
		required := w.say("no")
		switch {
		case f.AlwaysWritten():
			required = w.say("yes")
		case isConditional(f, rules):
			required = w.say("conditional")
		}
		out = append(out, w.element(f, required, depth)...)
	}
	return out
}

// isConditional reports whether a rule can ask for a field.
func isConditional(f *spec.Field, rules []*spec.Rule) bool {
	return slices.ContainsFunc(rules, func(r *spec.Rule) bool {
		demand := judge.DemandOf(r.Form)
		return demand.Least > 0 && slices.Contains(demand.Fields, f)
	})
}

const indent = "&emsp;"

// element is the row of a field, and those of what stands inside it.
func (w writer) element(f *spec.Field, required string, depth int) [][]string {
	row := []string{
		strings.Repeat(indent, depth) + code(f.Name), w.kind(f.Kind), required,
		w.limitsOf(f.Kind), w.describedField(f),
	}
	switch k := f.Kind.(type) {
	case *spec.Object:
		return append([][]string{row}, w.elements(k.Fields, k.Rules, depth+1)...)
	case *spec.Union:
		return append([][]string{row}, w.forms(k, depth+1)...)
	case *spec.List:
		return append([][]string{row}, w.items(f, k, row, depth)...)
	case *spec.String, *spec.Int, *spec.Float, *spec.Bool, *spec.UnixTime, *spec.MsgType, *spec.Const, *spec.Count:
	}
	return [][]string{row}
}

// items are the rows of a list's items. The item of a flat list has no row of its own, because its element is that of the
// list: the list's row describes both.
func (w writer) items(list *spec.Field, k *spec.List, row []string, depth int) [][]string {
	if !k.Flat {
		return w.element(k.Item, w.say("noChoice"), depth+1)
	}
	inner := w.element(k.Item, w.say("noChoice"), depth)
	row[1] = w.say("flatList", inner[0][1])
	if inner[0][3] != "" {
		row[3] = joined(w.say("semicolon"), row[3], w.say("each", inner[0][3]))
	}
	if doc := w.describedField(k.Item); doc != w.describedField(list) {
		row[4] = joined("\n", row[4], doc)
	}
	return inner[1:]
}

func joined(separator string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), separator)
}

// forms are the rows of a union: its tag, and for each form a row that says when, with the elements below.
func (w writer) forms(k *spec.Union, depth int) [][]string {
	values := mapped(k.Cases, func(c *spec.Case) string { return c.Value })
	out := [][]string{{strings.Repeat(indent, depth) + code(k.Tag), w.say("tag"), w.say("yes"), w.say("rule enum", w.codes(values)), ""}}
	for _, c := range k.Cases {
		when := w.say("formOf", code(k.Tag), code(c.Value))
		out = append(out, []string{strings.Repeat(indent, depth) + when, "", "", "", joined("\n", inline(c.Title), w.described(c.Evidence))})
		out = append(out, w.elements(c.Fields, c.Rules, depth+1)...)
	}
	return out
}

// limits are the rules of one value, each with its unit.
func (w writer) limits(rules []spec.StatedRule) string {
	var out []string
	for _, r := range rules {
		value := r.Values[0]
		if r.Bound == spec.AtLeast && r.Unit != "" && value == "0" {
			continue // no limit
		}
		if !r.IsLimit() {
			value = w.codes(r.Values)
		}
		out = append(out, w.say("rule "+r.Key, value))
	}
	return strings.Join(out, w.say("semicolon"))
}

// limitsOf are the limits of a kind.
func (w writer) limitsOf(k spec.Kind) string {
	out := []string{w.limits(spec.RulesOf(k))}
	switch k := k.(type) {
	case *spec.String:
		if k.Truncates {
			out = append(out, w.say("truncates"))
		}
	case *spec.List:
		for _, r := range k.MaxItemsReplyingTo {
			out = append(out, w.say("maxItemsReplyingTo", code(r.Type), r.Limit.V))
		}
	default: // no more
	}
	return joined(w.say("semicolon"), out...)
}

// describedField describes a field, by the documentation of its named string if it has none of its own.
func (w writer) describedField(f *spec.Field) string {
	e := f.Evidence
	if k, ok := f.Kind.(*spec.String); ok && k.Scalar != nil && e.Doc == "" {
		e.Doc = k.Scalar.Doc
	}
	if len(f.Aliases) == 0 {
		return w.described(e)
	}
	return joined("\n", w.described(e), w.say("aliases", w.codes(f.Aliases)))
}

func (w writer) kind(k spec.Kind) string {
	switch k := k.(type) {
	case *spec.String:
		if k.Scalar != nil {
			return code(k.Scalar.Name)
		}
		if k.ID {
			return w.say("id")
		}
		return w.say("text")
	case *spec.Int:
		return w.say("whole")
	case *spec.Float:
		return w.say("number")
	case *spec.Bool:
		return w.codes([]string{"true", "false"})
	case *spec.UnixTime:
		return w.say("seconds")
	case *spec.MsgType:
		if w.inbound {
			return w.say("messageType")
		}
		return w.say("replyType")
	case *spec.Const:
		return w.say("constant", code(k.Text))
	case *spec.Count:
		return w.say("count", code(k.List.Name))
	case *spec.Object:
		return w.say("object")
	case *spec.Union:
		return w.say("union", code(k.Tag))
	case *spec.List:
		return w.say("listOf")
	}
	panic("docs: unknown kind")
}
