package generator

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/internal/sample"
	"github.com/replygen/replygen/spec"
)

// spot is a struct inside a reply: how Go reaches it, how violations name it, and what has to be there first.
type spot struct {
	reply   *goReply
	at      expr
	field   string // "Articles.item[0].", or ""
	name    string // "news.Articles.item."
	prelude []func() jen.Code
	// optional says that the struct is an optional object, or part of one.
	optional bool
}

func (s spot) below(g *goField) spot {
	out := s
	out.at = s.at.dot(g.name)
	out.field += g.Name + "."
	out.name += g.Name + "."
	return out
}

// with is the spot after one more statement, which is made when a case needs it: what it samples must be in use.
func (s spot) with(code func() jen.Code) spot {
	s.prelude = append(slices.Clip(s.prelude), code)
	return s
}

// reply adds the cases of one reply. The header is the same in every reply: its rules but presence are tested once.
func (c *testCases) reply(r *goReply, first bool) {
	s := spot{reply: r, at: variable("r"), name: r.spec.Type + "."}
	header := len(c.pkg.spec.Header.Fields)
	for i, g := range r.fields {
		c.field(s, &r.goType, g, first || i >= header)
	}
	c.rules(s, &r.goType)
	c.replyingTo(r)
}

func (c *testCases) inside(s spot, t *goType) {
	first := !c.visited[t]
	c.visited[t] = true
	for _, g := range t.fields {
		c.field(s, t, g, first)
	}
	if first {
		c.rules(s, t)
	}
}

// add emits
//
//	{"news.Articles.max_items above", "Articles", "max_items", true, func() Reply { r := sampleNewsReply(); …; return &r }},
func (c *testCases) add(s spot, name, what, field, rule string, broken bool, change jen.Code) {
	body := []jen.Code{jen.Id("r").Op(":=").Add(c.sampleOf(&s.reply.goType))}
	for _, statement := range s.prelude {
		body = append(body, statement())
	}
	if change != nil {
		body = append(body, change)
	}
	body = append(body, jen.Return(jen.Op("&").Id("r")))
	id := name
	if short, _, _ := strings.Cut(rule, " "); short != "" {
		id += "." + short
	}
	c.cases = append(c.cases, jen.Values(
		jen.Lit(id+" "+what), jen.Lit(field), jen.Lit(rule), jen.Lit(broken),
		jen.Func().Params().Id("Reply").Block(body...),
	))
}

func (c *testCases) field(s spot, t *goType, g *goField, everyRule bool) {
	if g.name == "" {
		return
	}
	at := s.at.dot(g.name)
	set := func(v jen.Code) jen.Code { return at().Op("=").Add(v) }
	switch k := g.Kind.(type) {
	case *spec.Object:
		in := s.below(g)
		if !g.Required {
			c.add(s, s.name+g.Name, "absent", s.field+g.Name, "required", false, set(jen.Id(g.object.name).Values()))
			in = in.with(func() jen.Code { return set(c.sampleOf(g.object)) })
			in.optional = true
		}
		c.inside(in, g.object)
	case *spec.List:
		c.list(s, t, g, k, at)
	case *spec.Union:
		if !c.vanishes(s, t, g) {
			c.add(s, s.name+g.Name, "absent", s.field+g.Name, "required", g.Required, set(jen.Nil()))
		}
		c.forms(s.below(g), g.union, at)
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
func (c *testCases) forms(s spot, u *goUnion, at expr) {
	for _, form := range u.cases {
		in := s.with(func() jen.Code { return at().Op("=").Add(c.caseOf(form)) })
		in.at = func() *jen.Statement { return at().Assert(jen.Op("*").Id(form.name)) }
		in.name = s.name + form.value + "."
		in.optional = false
		c.add(in, s.name+form.value, "present", s.field[:len(s.field)-1], "required", false, nil)
		c.inside(in, form)
	}
}

// vanishes reports whether an optional object is absent as a whole once the field is: then nothing is missing in it.
func (c *testCases) vanishes(s spot, t *goType, g *goField) bool {
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

// absent adds the cases of a leaf that is not there. A required number has no value that stands for absence.
func (c *testCases) absent(s spot, g *goField, at expr) {
	var zero jen.Code
	switch g.Kind.(type) {
	case *spec.String:
		zero = jen.Lit("")
	case *spec.UnixTime:
		zero = jen.Lit(0)
	}
	if maker := optionalMaker(g); maker != "" {
		zero = jen.Id("Optional" + maker).Values()
	}
	if zero == nil {
		return
	}
	change := at().Op("=").Add(zero)
	c.add(s, s.name+g.Name, "absent", s.field+g.Name, "required", g.Required, change)
	if !g.Required {
		for _, rule := range c.valueRules(g.Kind) {
			c.add(s, s.name+g.Name, "absent", s.field+g.Name, rule, false, change)
		}
	}
}

// valueRules names the rules that a leaf states.
func (c *testCases) valueRules(kind spec.Kind) []string {
	seen := map[string]bool{}
	var out []string
	for _, e := range c.edgesOf(kind) {
		if !seen[e.rule] {
			seen[e.rule] = true
			out = append(out, e.rule)
		}
	}
	return out
}

// edge is a value at the edge of a rule, as Go writes it.
type edge struct {
	rule   string
	inside bool
	// zero says that the value is the number 0.
	zero  bool
	value jen.Code
}

func (c *testCases) edgesOf(kind spec.Kind) []edge {
	var out []edge
	switch k := kind.(type) {
	case *spec.String:
		for _, e := range sample.Edges(k) {
			out = append(out, edge{e.Rule, e.Inside, false, c.textLiteral(k, e.Text)})
		}
	case *spec.Int:
		for _, e := range sample.IntEdges(k) {
			out = append(out, edge{e.Rule, e.Inside, e.Value == 0, intLiteral(e.Value)})
		}
	case *spec.UnixTime:
		for _, e := range sample.TimeEdges(k) {
			if e.Value != 0 { // 0 is absence
				out = append(out, edge{e.Rule, e.Inside, false, intLiteral(e.Value)})
			}
		}
	case *spec.Float:
		for _, e := range sample.FloatEdges(k) {
			out = append(out, edge{e.Rule, e.Inside, e.Value == 0, floatLiteral(e.Value)})
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

// edges adds the cases of a leaf's rules and of the spec's own examples.
func (c *testCases) edges(s spot, t *goType, g *goField, at expr) {
	// A required 0 is as good as absent where nothing else tells that the object is there.
	hides := g.Required && c.vanishes(s, t, g)
	set := func(v jen.Code) jen.Code {
		if maker := optionalMaker(g); maker != "" {
			v = jen.Id(maker).Call(v)
		}
		return at().Op("=").Add(v)
	}
	c.values(s, s.name+g.Name, s.field+g.Name, slices.DeleteFunc(c.edgesOf(g.Kind), func(e edge) bool { return hides && e.zero }), set)
	verdicts := g.Verdicts
	if k, ok := g.Kind.(*spec.String); ok && k.Scalar != nil && k.Rules.Same(k.Scalar.Rules) {
		verdicts = append(append([]spec.Verdict{}, verdicts...), k.Scalar.Verdicts...)
	}
	for i, v := range verdicts {
		if !agrees(g, v) {
			continue // an overlay has changed the rule since
		}
		if v.Violates == "required" && !g.Required {
			continue // an example of a scalar that only some fields require
		}
		if hides && isZero(v.Text) {
			continue
		}
		literal := exampleLiteral(v.Text, g.Kind)
		c.add(s, s.name+g.Name, fmt.Sprintf("example %d", i+1), s.field+g.Name, v.Violates, v.Violates != "", set(literal))
	}
}

// isZero reports whether an example is the number 0.
func isZero(text string) bool {
	v, err := strconv.ParseFloat(text, 64)
	return err == nil && v == 0
}

func (c *testCases) values(s spot, name, field string, edges []edge, set func(jen.Code) jen.Code) {
	count := map[string]int{}
	for _, e := range edges {
		what := "outside"
		if e.inside {
			what = "inside"
		}
		count[e.rule+what]++
		c.add(s, name, fmt.Sprintf("%s %d", what, count[e.rule+what]), field, e.rule, !e.inside, set(e.value))
	}
}

// maxListed bounds the lists that tests make.
const maxListed = 10000

func (c *testCases) list(s spot, t *goType, g *goField, k *spec.List, at expr) {
	name, field := s.name+g.Name, s.field+g.Name
	items := func(n int) jen.Code { return at().Op("=").Add(c.itemsOf(g, k, n)) }
	switch {
	case c.vanishes(s, t, g):
	case g.Required:
		c.add(s, name, "absent", field, "required", true, at().Op("=").Nil())
	case k.MustHold():
		c.add(s, name, "absent", field, "min_items", true, at().Op("=").Nil())
	default:
		c.add(s, name, "absent", field, "required", false, at().Op("=").Nil())
	}
	if n := k.MinItems.V; k.MustHold() && n <= maxListed {
		c.add(s, name, "inside", field, "min_items", false, items(n))
		if n > 1 {
			c.add(s, name, "outside", field, "min_items", true, items(n-1))
		}
	}
	if n := k.MaxItems.V; k.MaxItems.IsSet() && n < maxListed {
		c.add(s, name, "inside", field, "max_items", false, items(n))
		c.add(s, name, "outside", field, "max_items", true, items(n+1))
	}
	in := s.with(func() jen.Code { return items(max(1, k.MinItems.V)) })
	one := func() *jen.Statement { return at().Index(jen.Lit(0)) }
	in.optional = false
	in.field = s.field + itemPath(g, k) + "[0]"
	in.name = name + ".item"
	switch {
	case g.object != nil:
		in.at = one
		in.field, in.name = in.field+".", in.name+"."
		c.inside(in, g.object)
	case g.union != nil:
		c.add(in, in.name, "absent", in.field, "required", true, one().Op("=").Nil())
		in.field, in.name = in.field+".", in.name+"."
		c.forms(in, g.union, one)
	default:
		if _, ok := k.Item.Kind.(*spec.String); ok {
			c.add(in, in.name, "absent", in.field, "required", true, one().Op("=").Lit(""))
		}
		c.values(in, in.name, in.field, c.edgesOf(k.Item.Kind), func(v jen.Code) jen.Code { return one().Op("=").Add(v) })
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
	}
	return jen.Lit(text)
}
