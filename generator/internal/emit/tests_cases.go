package emit

import (
	"math"
	"slices"
	"strconv"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
	"github.com/replygen/replygen/internal/judge"
	"github.com/replygen/replygen/spec"
)

// vanishes reports whether an optional object looks absent once the field is: then no field is missing in it.
func (c *testCases) vanishes(p *testPlace, t *gomodel.Type, g *gomodel.Field) bool {
	if !p.optional {
		return false
	}
	for _, other := range c.sampleFields(t) {
		if other != g && c.shows(other) {
			return false
		}
	}
	return true
}

// presence is the test that a field's absence breaks a rule, or keeps its rules; "" without one. A required number has no
// value that stands for absence.
func (c *testCases) presence(g *gomodel.Field, vanishes bool) string {
	rules := []string{"required"}
	switch k := g.Kind.(type) {
	case *spec.Object:
		if g.Required {
			return ""
		}
		return `absent("required")`
	case *spec.List:
		if !vanishes && !g.Required && k.MustHold() {
			return `missing("min_items")`
		}
	case *spec.Int, *spec.Float, *spec.Bool:
		vanishes = vanishes || g.Required
		rules = append(rules, c.valueRules(k)...)
	case *spec.String, *spec.UnixTime:
		rules = append(rules, c.valueRules(k)...)
	default: // a union
	}
	switch {
	case vanishes:
		return ""
	case g.Required:
		return `missing("required")`
	}
	return "absent(" + gofile.Texts(rules...) + ")"
}

// valueRules names the rules that a leaf states.
func (c *testCases) valueRules(kind spec.Kind) []string {
	var out []string
	if _, ok := kind.(*spec.String); ok {
		out = append(out, spec.CharsRule)
	}
	for _, e := range c.edgesOf(kind) {
		if !slices.Contains(out, e.rule) {
			out = append(out, e.rule)
		}
	}
	return out
}

// judgedValue is a value that breaks a rule or keeps it, as Go writes it.
type judgedValue struct {
	rule   string
	broken bool
	// zero reports whether the value is the number 0.
	zero  bool
	value string
}

// edgesOf are the values at the edges of a kind's rules. Each place of a type asks for them again.
func (c *testCases) edgesOf(kind spec.Kind) []judgedValue {
	if known, ok := c.edgesKnown[kind]; ok {
		return known
	}
	text, isText := kind.(*spec.String)
	var out []judgedValue
	for _, e := range judge.Edges(kind) {
		switch {
		case !isText:
			out = append(out, judgedValue{e.Rule, !e.Inside, isZero(e.Text), exampleLiteral(e.Text, kind)})
		case e.Rule != spec.CharsRule: // whose texts are the same for every string
			out = append(out, judgedValue{e.Rule, !e.Inside, false, c.textLiteral(text, e.Text)})
		}
	}
	c.edgesKnown[kind] = out
	return out
}

// leafValues are the values at the edges of a leaf's rules, and the spec's own examples. A required 0 that hides is as
// good as absent: nothing else shows that the object is present.
func (c *testCases) leafValues(g *gomodel.Field, hides bool) []judgedValue {
	all := slices.Clone(c.edgesOf(g.Kind))
	examples := g.Examples
	if k, ok := g.Kind.(*spec.String); ok && k.Scalar != nil && k.Rules.Same(k.Scalar.Rules) {
		examples = slices.Concat(examples, k.Scalar.Examples)
	}
	for _, v := range examples {
		// One that violates required may be an example of a scalar that only some fields require.
		if upToDate(g, v) && (v.Violates != "required" || g.Required) {
			all = append(all, judgedValue{v.Violates, v.Violates != "", isZero(v.Text), exampleLiteral(v.Text, g.Kind)})
		}
	}
	all = slices.DeleteFunc(all, func(v judgedValue) bool { return hides && v.zero })
	for i := range all {
		all[i].value = optionally(g, all[i].value)
	}
	return all
}

// upToDate reports whether an example violates the rule that the spec states for it, or none. An overlay that changes a
// rule overtakes the examples of its base.
func upToDate(f *gomodel.Field, v spec.Example) bool {
	if v.Text == "" && gomodel.BaseType(f.Kind) == "string" {
		return v.Violates == "required" && f.Required || v.Violates == "" && !f.Required
	}
	rules := judge.Broken(f.Kind, v.Text)
	return v.Violates == "" && len(rules) == 0 || slices.Contains(rules, v.Violates)
}

// optionally is a value of a leaf, as the field holds it.
func optionally(g *gomodel.Field, v string) string {
	if maker := gomodel.OptionalMaker(g); maker != "" {
		return maker + "(" + v + ")"
	}
	return v
}

// values adds the tests of values, those of one rule together.
func (f *fieldTest) values(all []judgedValue) {
	tests := map[judgedValue][]string{} // by rule and whether it is broken
	var order []judgedValue
	for _, v := range all {
		key := judgedValue{rule: v.rule, broken: v.broken}
		if tests[key] == nil {
			order = append(order, key)
		}
		tests[key] = append(tests[key], v.value)
	}
	for _, key := range order {
		f.judged(key.broken, key.rule, tests[key]...)
	}
}

// isZero reports whether an example is the number 0.
func isZero(text string) bool {
	v, err := strconv.ParseFloat(text, 64)
	return err == nil && v == 0
}

// exampleLiteral is the value of an example. The text is parsed, for what is in a spec never becomes code.
func exampleLiteral(text string, kind spec.Kind) string {
	switch gomodel.BaseType(kind) {
	case "int64":
		v, _ := strconv.ParseInt(text, 10, 64) // the spec was checked
		return strconv.FormatInt(v, 10)
	case "float64":
		v, _ := strconv.ParseFloat(text, 64)
		switch {
		case math.IsNaN(v):
			return gofile.Code("math.NaN()")
		case math.IsInf(v, 0):
			return gofile.Code("math.Inf(%d)", int(math.Copysign(1, v)))
		}
		return strconv.FormatFloat(v, 'g', -1, 64)
	case "bool":
		return strconv.FormatBool(text == "true")
	}
	return strconv.Quote(text)
}
