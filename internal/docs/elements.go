package docs

import (
	"slices"
	"strings"

	"github.com/replygen/replygen/internal/judge"
	"github.com/replygen/replygen/spec"
)

// body collects the parts of a page about one body: the rows of its table, one for each element, in the order of the wire
// and indented by depth; the rules across elements; the examples.
type body struct {
	writer
	// prefix is the path of the body in the spec, which the page leaves out.
	prefix         string
	rows, examples [][]string
	rules          []string
}

// body is the table of a body's elements, the rules across them and the examples. An element that all messages have
// from the header has its examples there.
func (w writer) body(inbound bool, fields []*spec.Field, rules []*spec.Rule, path string) string {
	w.inbound = inbound
	b := &body{writer: w, prefix: path + "."}
	b.elements(fields, rules, b.prefix, 0)
	columns := w.say("元素|类型|必填|限制|说明", "Element|Type|Required|Limit|Description")
	if inbound {
		columns = w.say("元素|类型|必有|限制|说明", "Element|Type|Always sent|Limit|Description")
	}
	out := table(columns, b.rows)
	if len(b.rules) > 0 {
		out += "\n\n**" + w.say("元素之间的规则", "Rules across elements") + "**" + list(b.rules)
	}
	return out + w.exampleTable(b.examples)
}

// add adds a row. Its first cell is indented.
func (b *body) add(depth int, cells ...string) {
	cells[0] = strings.Repeat("&emsp;", depth) + cells[0]
	b.rows = append(b.rows, cells)
}

// elements adds those of a body at a path, the prefix for the outermost.
func (b *body) elements(fields []*spec.Field, rules []*spec.Rule, path string, depth int) {
	for _, r := range rules {
		b.rules = append(b.rules, b.rule(r, strings.TrimPrefix(path, b.prefix)))
	}
	for _, f := range fields {
		required := b.say("否", "no")
		switch {
		case f.AlwaysWritten():
			required = b.say("是", "yes")
		case isConditional(f, rules):
			required = b.say("视情况", "by rule")
		}
		b.element(f, required, depth)
	}
}

// isConditional reports whether a rule can ask for a field.
func isConditional(f *spec.Field, rules []*spec.Rule) bool {
	return slices.ContainsFunc(rules, func(r *spec.Rule) bool {
		demand := judge.DemandOf(r.Form)
		return demand.Least > 0 && slices.Contains(demand.Fields, f)
	})
}

// element adds a field and what stands inside it.
func (b *body) element(f *spec.Field, required string, depth int) {
	b.add(depth, code(f.Name), b.kind(f.Kind), required, b.limitsOf(f.Kind), b.describedField(f))
	if b.prefix != "inbound." || strings.HasPrefix(f.Path, b.prefix) {
		b.examples = append(b.examples, b.exampleRows(code(strings.TrimPrefix(f.Path, b.prefix)), f.Examples)...)
	}
	switch k := f.Kind.(type) {
	case *spec.Object:
		b.elements(k.Fields, k.Rules, f.Path, depth+1)
	case *spec.Union:
		values := b.codes(mapped(k.Cases, func(c *spec.Case) string { return c.Value }))
		b.add(depth+1, code(k.Tag), b.say("字符串", "text"), b.say("是", "yes"), b.word("rule enum", values), "")
		for _, c := range k.Cases {
			when := b.say("*%s 为 %s 时*", "*if %s is %s*", code(k.Tag), code(c.Value))
			b.add(depth+1, when, "", "", "", joined("\n", inline(c.Title), b.described(c.Evidence)))
			b.elements(c.Fields, c.Rules, c.Path, depth+2)
		}
	case *spec.List:
		if k.Flat {
			b.flatItem(f, k.Item, depth)
		} else {
			b.element(k.Item, "—", depth+1)
		}
	case *spec.String, *spec.Int, *spec.Float, *spec.Bool, *spec.UnixTime, *spec.MsgType, *spec.Const, *spec.Count:
	}
}

// flatItem adds what stands inside the items of a flat list. The item has no row of its own, because its element is
// that of the list: the list's row, the last one, describes both.
func (b *body) flatItem(list, item *spec.Field, depth int) {
	i := len(b.rows)
	b.element(item, "—", depth)
	row, inner := b.rows[i-1], b.rows[i]
	b.rows = slices.Delete(b.rows, i, i+1)
	row[1] = b.say("%s,可重复", "%s, repeated", inner[1])
	if inner[3] != "" {
		row[3] = joined(b.say(";", "; "), row[3], b.say("每项%s", "each %s", inner[3]))
	}
	if inner[4] != b.describedField(list) {
		row[4] = joined("\n", row[4], inner[4])
	}
}

func joined(separator string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), separator)
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
		out = append(out, w.word("rule "+r.Key, value))
	}
	return strings.Join(out, w.say(";", "; "))
}

// limitsOf are the limits of a kind.
func (w writer) limitsOf(k spec.Kind) string {
	out := []string{w.limits(spec.RulesOf(k))}
	switch k := k.(type) {
	case *spec.String:
		if k.Truncates {
			out = append(out, w.say("超过的部分由平台截断", "the platform truncates longer texts"))
		}
	case *spec.List:
		for _, r := range k.MaxItemsReplyingTo {
			most := w.say("回复 %s 消息时至多 %d 项", "in answer to %s at most %d items", code(r.Type), r.Limit.V)
			out = append(out, most)
		}
	default: // no more
	}
	return joined(w.say(";", "; "), out...)
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
	return joined("\n", w.described(e), w.say("也写作 %s", "also spelled %s", w.codes(f.Aliases)))
}

func (w writer) kind(k spec.Kind) string {
	switch k := k.(type) {
	case *spec.String:
		if k.Scalar != nil {
			return code(k.Scalar.Name)
		}
		if k.ID {
			return w.say("标识", "id")
		}
		return w.say("字符串", "text")
	case *spec.Int:
		return w.say("整数", "whole number")
	case *spec.Float:
		return w.say("数字", "number")
	case *spec.Bool:
		return w.codes([]string{"true", "false"})
	case *spec.UnixTime:
		return w.say("整数,Unix 时间(秒)", "whole number, Unix time in seconds")
	case *spec.MsgType:
		if w.inbound {
			return w.say("消息类型", "type of the message")
		}
		return w.say("回复类型", "type of the reply")
	case *spec.Const:
		return w.say("固定为 %s", "always %s", code(k.Text))
	case *spec.Count:
		return w.say("%s 的项数", "number of items in %s", code(k.List.Name))
	case *spec.Object:
		return w.say("对象", "object")
	case *spec.Union:
		return w.say("对象,内容取决于 %s", "object, its elements depend on %s", code(k.Tag))
	case *spec.List:
		return w.say("列表", "list")
	}
	panic("docs: unknown kind")
}
