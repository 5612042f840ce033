package spec

import (
	"cmp"
	"slices"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/overlay"
	"github.com/replygen/replygen/spec/internal/tree"
)

// examined is a field or scalar whose examples are checked.
type examined struct {
	node     *tree.Node
	kind     Kind
	required bool
}

// examples reads the examples of a field or scalar. One whose rule is not the one that it violates is an error of the file
// that states it. When a later overlay has changed the rules, the example gets the rule that it violates now.
func (d *decoder) examples(of examined) []Example {
	var out []Example
	list := of.node.List("examples")
	rules := make([]string, len(list))
	overtaken := false
	for i, item := range list {
		v := Example{Text: item.Str("value"), Violates: item.Str("violates"), Origin: originOfNamed(item, "violates")}
		if now, isTrue := of.violated(v); !isTrue && originOf(item).Overlay == d.last {
			d.falseExample(of, item, v, now)
		} else if !isTrue {
			v.Violates, overtaken = now, true
		}
		rules[i] = v.Violates
		out = append(out, v)
	}
	if overtaken {
		d.overtaken = append(d.overtaken, overlay.Overtaken{Of: of.node, Key: "examples", Rules: rules})
	}
	return out
}

// violated returns the first rule that an example violates, and whether what the example states is true.
func (of *examined) violated(v Example) (rule string, isTrue bool) {
	if !fits(v.Text, of.kind) {
		return "", false
	}
	if _, ok := of.kind.(*String); ok && v.Text == "" {
		if of.node.Get("type") == nil { // a scalar: some of its fields may be required
			return "", v.Violates == "" || v.Violates == requiredRule
		}
		if of.required {
			rule = requiredRule
		}
		return rule, v.Violates == rule
	}
	broken := ViolatedRules(of.kind, v.Text)
	if len(broken) > 0 {
		rule = broken[0].Key
	}
	return rule, v.Violates == rule || slices.ContainsFunc(broken, func(r StatedRule) bool { return r.Key == v.Violates })
}

// falseExample reports an example that violates another rule than it states.
func (d *decoder) falseExample(of examined, item *tree.Node, v Example, now string) {
	at := item.Named("violates")
	canViolate := v.Violates == requiredRule || v.Violates == CharsRule && of.kind.kind() == keys.KindString ||
		slices.ContainsFunc(enforcedRules(of.kind), func(r StatedRule) bool { return r.Key == v.Violates })
	switch {
	case !fits(v.Text, of.kind):
		d.p.At(at, code.Example, "", "example %q is no %s", v.Text, of.kind.kind())
	case v.Violates != "" && !canViolate:
		hint := cmp.Or(tree.DidYouMean(v.Violates, keys.ExampleRules()), "add the rule, or leave `violates` out")
		d.p.At(at, code.Example, hint, "the field has no rule %q to violate", v.Violates)
	case now == "":
		d.p.AtWith(at, code.Example, "leave `violates` out, or write a value that violates the rule", of.ruleNote(v.Violates), "example %q does not violate %s", v.Text, v.Violates)
	default:
		d.p.AtWith(item.Named("value"), code.Example, "write `violates: "+now+"`, or a value that keeps to the rule", of.ruleNote(now), "example %q violates %s", v.Text, now)
	}
}

// ruleNote points to a rule that stands beside the examples.
func (of *examined) ruleNote(rule string) []diag.Note {
	if n := of.node.Get(rule); n != nil && rule != requiredRule {
		return []diag.Note{{Span: n.Span, Message: rule + " is set here"}}
	}
	return nil
}

// sampleRule returns the first rule that the value of the platform's sample violates. Vendors write picurl where a URL
// belongs: the forms of a text are left out.
func (of *examined) sampleRule(text string) string {
	for _, r := range ViolatedRules(of.kind, text) {
		if (r.Bound != OfForm || r.Key == CharsRule) && text != "" {
			return r.Key
		}
	}
	return ""
}

// fits reports whether a text spells a value of a kind, rules aside.
func fits(text string, k Kind) bool {
	number := tree.Node{Tag: tree.IntTag, Text: text}
	switch k.(type) {
	case *Int, *UnixTime:
		_, ok := number.Whole()
		return ok
	case *Float:
		_, ok := number.Float()
		return ok
	case *Bool:
		return text == "true" || text == "false"
	default:
		return true
	}
}
