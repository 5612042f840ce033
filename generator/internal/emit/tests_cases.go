package emit

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
	"github.com/replygen/replygen/internal/judge"
	"github.com/replygen/replygen/spec"
)

// reply makes the tests of one reply. The header is the same in every reply: its rules but presence are tested once.
func (c *testCases) reply(r *gomodel.Reply, first bool) *testPlace {
	c.names = map[string]bool{"t": true, "slices": true, "fieldOf": true, "textOf": true, "itemOf": true,
		"formOf": true, "texts": true}
	root := &testPlace{reply: r, typ: gofile.Expr(r.Name), variable: c.variable("Reply")}
	header := len(c.pkg.Spec.Header.Fields)
	for i, g := range r.Fields {
		c.field(root, &r.Type, g, first || i >= header)
	}
	c.rules(root, &r.Type)
	c.replyingTo(r)
	return root
}

// variable is the name of a place or field in the test of one reply.
func (c *testCases) variable(goName string) string {
	for {
		name := gomodel.ParameterName(goName, c.names)
		if of, ok := strings.CutPrefix(name, "sample"); !ok || !c.pkg.HasStruct(of) {
			return name
		}
	}
}

func (c *testCases) inside(p *testPlace, t *gomodel.Type) {
	first := !c.visited[t]
	c.visited[t] = true
	for _, g := range t.Fields {
		c.field(p, t, g, first)
	}
	if first {
		c.rules(p, t)
	}
}

func (c *testCases) field(p *testPlace, t *gomodel.Type, g *gomodel.Field, everyRule bool) {
	if g.GoName == "" {
		return
	}
	maker, isText := "fieldOf", false
	if _, ok := g.Kind.(*spec.String); ok && everyRule {
		maker, isText = "textOf", true
	}
	made := fmt.Sprintf("%s(%s, %q, func(r *%s) *%s { return &r.%s })",
		maker, p.variable, g.Name, p.typ, gomodel.FieldType(c.pkg, g), g.GoName)
	f := &testField{isText: isText, columns: len(made), made: func() jen.Code { return gofile.Code("%s", made) }}
	p.fields = append(p.fields, f)
	vanishes := c.vanishes(p, t, g)
	switch k := g.Kind.(type) {
	case *spec.Object:
		if !g.Required {
			f.absent("required")
		}
		in := &testPlace{reply: p.reply, typ: gofile.Expr(g.Object.Name), optional: p.optional || !g.Required,
			variable: c.variable(g.Object.Name)}
		f.below = []*placeBelow{{testPlace: in, chained: true, made: func() jen.Code {
			return gofile.Code("inside(%s)", c.sampleFunc(g.Object))
		}}}
		c.inside(in, g.Object)
	case *spec.List:
		c.list(p, f, g, k, vanishes)
	case *spec.Union:
		switch {
		case vanishes:
		case g.Required:
			f.missing("required")
		default:
			f.absent("required")
		}
		f.variable = c.variable(g.GoName)
		c.forms(p, f, g.Union)
	default:
		if !vanishes {
			c.absent(f, g)
		}
		if everyRule {
			c.edges(f, g, g.Required && vanishes)
		}
	}
}

// forms visits each form of the union that a field is.
//
//	templateCard := fieldOf(reply, "TemplateCard", func(r *Reply) *TemplateCard { return &r.TemplateCard })
//	textNoticeCard := formOf(templateCard, "text_notice", sampleTextNoticeCard)
func (c *testCases) forms(p *testPlace, f *testField, u *gomodel.Union) {
	for _, form := range u.Cases {
		in := &testPlace{reply: p.reply, typ: gofile.Expr(form.Name), variable: c.variable(form.Name)}
		f.below = append(f.below, &placeBelow{testPlace: in, isForm: true, made: func() jen.Code {
			return gofile.Code("formOf(%s, %q, %s)", f.variable, form.Value, c.sampleFunc(form))
		}})
		c.inside(in, form)
	}
}

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

// absent adds the tests of a leaf that is not there. A required number has no value that stands for absence.
func (c *testCases) absent(f *testField, g *gomodel.Field) {
	switch g.Kind.(type) {
	case *spec.String, *spec.UnixTime:
	default:
		if gomodel.OptionalMaker(g) == "" {
			return
		}
	}
	if g.Required {
		f.missing("required")
		return
	}
	f.absent(append([]string{"required"}, c.valueRules(g.Kind)...)...)
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

// edge is a value at the edge of a rule, as Go writes it.
type edge struct {
	rule   string
	inside bool
	// zero reports whether the value is the number 0.
	zero  bool
	value jen.Code
}

// edgesOf are the values at the edges of a kind's rules. Each place of a type asks for them again.
func (c *testCases) edgesOf(kind spec.Kind) []edge {
	if known, ok := c.edgesKnown[kind]; ok {
		return known
	}
	text, isText := kind.(*spec.String)
	var out []edge
	for _, e := range judge.Edges(kind) {
		switch {
		case !isText:
			out = append(out, edge{e.Rule, e.Inside, isZero(e.Text), exampleLiteral(e.Text, kind)})
		case e.Rule != spec.CharsRule: // whose texts are the same for every string
			out = append(out, edge{e.Rule, e.Inside, false, c.textLiteral(text, e.Text)})
		}
	}
	c.edgesKnown[kind] = out
	return out
}

func floatLiteral(v float64) jen.Code {
	switch {
	case math.IsNaN(v):
		return jen.Qual("math", "NaN").Call()
	case math.IsInf(v, 0):
		return jen.Qual("math", "Inf").Call(jen.Lit(int(math.Copysign(1, v))))
	}
	return jen.Op(strconv.FormatFloat(v, 'g', -1, 64))
}

// edges adds the tests of a leaf's rules and of the spec's own examples. A required 0 that hides is as good as absent:
// nothing else shows that the object is present.
func (c *testCases) edges(f *testField, g *gomodel.Field, hides bool) {
	var all []judgedValue
	for _, e := range c.edgesOf(g.Kind) {
		if !hides || !e.zero {
			all = append(all, judgedValue{!e.inside, e.rule, optionally(g, e.value)})
		}
	}
	examples := g.Examples
	if k, ok := g.Kind.(*spec.String); ok && k.Scalar != nil && k.Rules.Same(k.Scalar.Rules) {
		examples = append(append([]spec.Example{}, examples...), k.Scalar.Examples...)
	}
	for _, v := range examples {
		switch {
		case !upToDate(g, v): // an overlay has changed the rule since
		case v.Violates == "required" && !g.Required: // an example of a scalar that only some fields require
		case hides && isZero(v.Text):
		default:
			all = append(all, judgedValue{v.Violates != "", v.Violates, optionally(g, exampleLiteral(v.Text, g.Kind))})
		}
	}
	f.values(all)
}

// optionally is a value of a leaf, as the field holds it.
func optionally(g *gomodel.Field, v jen.Code) jen.Code {
	if maker := gomodel.OptionalMaker(g); maker != "" {
		return jen.Id(maker).Call(v)
	}
	return v
}

// judgedValue is a value that breaks a rule or keeps it.
type judgedValue struct {
	broken bool
	rule   string
	value  jen.Code
}

// values adds the tests of values, those of one rule together.
func (f *testField) values(all []judgedValue) {
	for len(all) > 0 {
		first := all[0]
		var values []jen.Code
		all = slices.DeleteFunc(all, func(v judgedValue) bool {
			isSame := v.broken == first.broken && v.rule == first.rule
			if isSame {
				values = append(values, v.value)
			}
			return isSame
		})
		f.judged(first.broken, first.rule, values...)
	}
}

// isZero reports whether an example is the number 0.
func isZero(text string) bool {
	v, err := strconv.ParseFloat(text, 64)
	return err == nil && v == 0
}

// exampleLiteral is the value of an example. The text is parsed, for what is in a spec never becomes code.
func exampleLiteral(text string, kind spec.Kind) jen.Code {
	switch kind.(type) {
	case *spec.Int, *spec.UnixTime:
		v, _ := strconv.ParseInt(text, 10, 64) // the spec was checked
		return intLiteral(v)
	case *spec.Float:
		v, _ := strconv.ParseFloat(text, 64)
		return floatLiteral(v)
	case *spec.Bool:
		return jen.Lit(text == "true")
	default:
		return jen.Lit(text)
	}
}
