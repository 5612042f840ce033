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

// spot is where a test changes a field: the place, and the path from its struct r.
type spot struct {
	place *testPlace
	at    gofile.Expr
	// optional reports whether the struct is an optional object, or part of one.
	optional bool
}

// reply makes the tests of one reply. The header is the same in every reply: its rules but presence are tested once.
func (c *testCases) reply(r *gomodel.Reply, first bool) *testPlace {
	c.names = map[string]bool{"t": true, "r": true, "form": true, "text": true, "slices": true, "within": true,
		"inForm": true}
	root := &testPlace{reply: r, typ: jen.Id(r.Name), variable: c.variable("Reply")}
	s := spot{place: root, at: gofile.Expr("r")}
	header := len(c.pkg.Spec.Header.Fields)
	for i, g := range r.Fields {
		c.field(s, &r.Type, g, first || i >= header)
	}
	c.rules(s, &r.Type)
	c.replyingTo(r)
	return root
}

// variable is the name of a place in the test of one reply.
func (c *testCases) variable(goName string) string {
	for {
		name := gomodel.ParameterName(goName, c.names)
		if of, ok := strings.CutPrefix(name, "sample"); !ok || !c.pkg.HasStruct(of) {
			return name
		}
	}
}

func (c *testCases) inside(s spot, t *gomodel.Type) {
	first := !c.visited[t]
	c.visited[t] = true
	for _, g := range t.Fields {
		c.field(s, t, g, first)
	}
	if first {
		c.rules(s, t)
	}
}

// below is the place of a struct or item at path. The statements make it, the last one returns its address; they are
// emitted when something is tested there, so that no sample is made for nothing.
//
//	source := within(card, "Source.", func(r *Card) *Source { r.Source = sampleSource(); return &r.Source })
func (c *testCases) below(s spot, name, path, form string, typ *jen.Statement, at func() []jen.Code) spot {
	outer := s.place
	p := &testPlace{reply: outer.reply, outer: outer, typ: typ, variable: c.variable(name)}
	p.below = func(variable string) jen.Code {
		to := gofile.Code("func(%s) *%s {%s}", outer.receiver(), typ.Clone(), gofile.Joined("; ", at()))
		if form != "" {
			return gofile.Code("inForm(%s, %q, %q, %s)", variable, path, form, to)
		}
		return gofile.Code("within(%s, %q, %s)", variable, path, to)
	}
	outer.content = append(outer.content, p)
	return spot{place: p, at: gofile.Expr("r"), optional: s.optional}
}

func (c *testCases) field(s spot, t *gomodel.Type, g *gomodel.Field, everyRule bool) {
	if g.GoName == "" {
		return
	}
	at := s.at.Dot(g.GoName)
	set := func(v jen.Code) jen.Code { return at.Code().Op("=").Add(v) }
	switch k := g.Kind.(type) {
	case *spec.Object:
		if !g.Required {
			s.place.absent(g.Name, set(jen.Id(g.Object.Name).Values()), "required")
		}
		in := c.below(s, g.Object.Name, g.Name+".", "", jen.Id(g.Object.Name), func() []jen.Code {
			out := []jen.Code{jen.Return(jen.Op("&").Add(at.Code()))}
			if !g.Required {
				out = append([]jen.Code{set(c.sampleOf(g.Object))}, out...)
			}
			return out
		})
		in.optional = s.optional || !g.Required
		c.inside(in, g.Object)
	case *spec.List:
		c.list(s, t, g, k, at)
	case *spec.Union:
		if !c.vanishes(s, t, g) {
			s.place.test(testVerb(g.Required), g.Name, "required", "absent", set(jen.Nil()))
		}
		c.forms(s, g.Name, g.Union, at)
	default:
		if !c.vanishes(s, t, g) {
			c.absent(s, g, at)
		}
		if everyRule {
			c.edges(s, t, g, at)
		}
	}
}

// forms visits each form of the union at a place.
//
//	card := inForm(reply, "TemplateCard.", "text_notice", func(r *Reply) *Card { form := sampleCard(); r.TemplateCard = form; return form })
func (c *testCases) forms(s spot, name string, u *gomodel.Union, at gofile.Expr) {
	for _, form := range u.Cases {
		s.place.test("keeps", name, "required", form.Value, at.Code().Op("=").Add(c.sampleOf(form)))
		in := c.below(s, form.Name, name+".", form.Value, jen.Id(form.Name), func() []jen.Code {
			return []jen.Code{gofile.Code("form := %s; %s = form; return form", c.sampleOf(form), at)}
		})
		in.optional = false
		c.inside(in, form)
	}
}

// vanishes reports whether an optional object looks absent once the field is: then no field is missing in it.
func (c *testCases) vanishes(s spot, t *gomodel.Type, g *gomodel.Field) bool {
	if !s.optional {
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
func (c *testCases) absent(s spot, g *gomodel.Field, at gofile.Expr) {
	var zero jen.Code
	switch g.Kind.(type) {
	case *spec.String:
		zero = jen.Lit("")
	case *spec.UnixTime:
		zero = jen.Lit(0)
	default: // optional, or never absent
	}
	if maker := gomodel.OptionalMaker(g); maker != "" {
		zero = jen.Id("Optional" + maker).Values()
	}
	switch {
	case zero == nil:
	case g.Required:
		s.place.test("breaks", g.Name, "required", "absent", at.Code().Op("=").Add(zero))
	default:
		s.place.absent(g.Name, at.Code().Op("=").Add(zero), append([]string{"required"}, c.valueRules(g.Kind)...)...)
	}
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

func (c *testCases) edgesOf(kind spec.Kind) []edge {
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

// edges adds the tests of a leaf's rules and of the spec's own examples.
func (c *testCases) edges(s spot, t *gomodel.Type, g *gomodel.Field, at gofile.Expr) {
	// A required 0 is as good as absent where nothing else shows that the object is present.
	hides := g.Required && c.vanishes(s, t, g)
	set := func(v jen.Code) jen.Code {
		if maker := gomodel.OptionalMaker(g); maker != "" {
			v = jen.Id(maker).Call(v)
		}
		return at.Code().Op("=").Add(v)
	}
	c.chars(s, g.Name, g.Kind, at)
	c.values(s, g.Name, slices.DeleteFunc(c.edgesOf(g.Kind), func(e edge) bool { return hides && e.zero }), set)
	examples := g.Examples
	if k, ok := g.Kind.(*spec.String); ok && k.Scalar != nil && k.Rules.Same(k.Scalar.Rules) {
		examples = append(append([]spec.Example{}, examples...), k.Scalar.Examples...)
	}
	for i, v := range examples {
		if !upToDate(g, v) {
			continue // an overlay has changed the rule since
		}
		if v.Violates == "required" && !g.Required {
			continue // an example of a scalar that only some fields require
		}
		if hides && isZero(v.Text) {
			continue
		}
		s.place.test(testVerb(v.Violates != ""), g.Name, v.Violates, fmt.Sprintf("example %d", i+1),
			set(exampleLiteral(v.Text, g.Kind)))
	}
}

// isZero reports whether an example is the number 0.
func isZero(text string) bool {
	v, err := strconv.ParseFloat(text, 64)
	return err == nil && v == 0
}

func (c *testCases) chars(s spot, field string, kind spec.Kind, at gofile.Expr) {
	k, ok := kind.(*spec.String)
	if !ok {
		return
	}
	text := jen.Id("text")
	if k.Scalar != nil {
		text = jen.Id(c.pkg.Scalars[k.Scalar]).Parens(text)
	}
	s.place.chars(field, at.Code(), text)
}

func (c *testCases) values(s spot, field string, edges []edge, set func(jen.Code) jen.Code) {
	count := map[string]int{}
	for _, e := range edges {
		what := "outside"
		if e.inside {
			what = "inside"
		}
		count[e.rule+what]++
		s.place.test(testVerb(!e.inside), field, e.rule, fmt.Sprintf("%s %d", what, count[e.rule+what]), set(e.value))
	}
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
