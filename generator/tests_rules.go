package generator

import (
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/spec"
)

// rules adds the cases of the rules across the fields of a struct.
func (c *testCases) rules(s spot, t *goType) {
	for _, r := range t.rules {
		// with is the struct with just these of the fields that the rule speaks of.
		with := func(what, field string, broken bool, all []*spec.Field, present ...*spec.Field) {
			in := s
			for _, f := range all {
				g := t.field(f)
				value := c.absence(g)
				for _, p := range present {
					if p == f {
						value = c.valueOf(g)
					}
				}
				in = in.with(func() jen.Code { return s.at.dot(g.name)().Op("=").Add(value) })
			}
			c.add(in, s.name+field, r.Name+" "+what, s.field+field, formName(r.Form)+" "+formDetail(r.Form), broken, nil)
		}
		switch form := r.Form.(type) {
		case *spec.Requires:
			all := append([]*spec.Field{form.Field}, form.Needs...)
			with("with all", form.Field.Name, false, all, all...)
			with("alone", form.Field.Name, true, all, form.Field)
			with("absent", form.Field.Name, false, all)
		case *spec.Forbids:
			all := append([]*spec.Field{form.Field}, form.Others...)
			with("alone", form.Field.Name, false, all, form.Field)
			for _, o := range form.Others {
				with("with "+o.Name, form.Field.Name, true, all, form.Field, o)
			}
			with("absent", form.Field.Name, false, all)
		case *spec.OneOf:
			name := form.Fields[0].Name
			for _, f := range form.Fields {
				with(f.Name, name, false, form.Fields, f)
			}
			with("none", name, true, form.Fields)
			with("two", name, true, form.Fields, form.Fields[:2]...)
		case *spec.AtLeastOneOf:
			name := form.Fields[0].Name
			for _, f := range form.Fields {
				with(f.Name, name, false, form.Fields, f)
			}
			with("none", name, true, form.Fields)
			with("all", name, false, form.Fields, form.Fields...)
		case *spec.RequiredWhen:
			c.requiredWhen(s, t, r, form)
		}
	}
}

func (c *testCases) requiredWhen(s spot, t *goType, r *spec.Rule, form *spec.RequiredWhen) {
	g, deciding := t.field(form.Field), t.field(form.Deciding)
	absent := func() jen.Code { return s.at.dot(g.name)().Op("=").Add(c.absence(g)) }
	present := func() jen.Code { return s.at.dot(g.name)().Op("=").Add(c.valueOf(g)) }
	for _, v := range form.In {
		literal := exampleLiteral(v, deciding.Kind)
		if maker := optionalMaker(deciding); maker != "" {
			literal = jen.Id(maker).Call(literal)
		}
		in := s.with(func() jen.Code { return s.at.dot(deciding.name)().Op("=").Add(literal) })
		c.add(in.with(absent), s.name+g.Name, r.Name+" when "+strconv.Quote(v)+" absent", s.field+g.Name, "required_when "+formDetail(form), true, nil)
		c.add(in.with(present), s.name+g.Name, r.Name+" when "+strconv.Quote(v)+" present", s.field+g.Name, "required_when "+formDetail(form), false, nil)
	}
}

// absence is the Go value of a field that is not there.
func (c *testCases) absence(g *goField) jen.Code {
	switch g.Kind.(type) {
	case *spec.String:
		return jen.Lit("")
	case *spec.Object:
		return jen.Id(g.object.name).Values()
	case *spec.List, *spec.Union:
		return jen.Nil()
	}
	return jen.Id("Optional" + optionalMaker(g)).Values()
}

func formName(form spec.Form) string {
	switch form.(type) {
	case *spec.Requires:
		return "requires"
	case *spec.Forbids:
		return "forbids"
	case *spec.OneOf:
		return "one_of"
	case *spec.AtLeastOneOf:
		return "at_least_one_of"
	default:
		return "required_when"
	}
}

// replyingTo adds the cases of limits that depend on the message that is answered.
func (c *testCases) replyingTo(r *goReply) {
	for _, l := range replyingTo(r) {
		g, k := l.field, l.field.Kind.(*spec.List)
		for _, limit := range l.limits {
			for _, n := range []int{limit.Limit.V, limit.Limit.V + 1} {
				if n == 0 || n > maxListed {
					continue
				}
				c.builds = append(c.builds, jen.Values(
					jen.Lit(r.spec.Type+"."+l.name+" replying to "+limit.Type+" with "+strconv.Itoa(n)),
					jen.Lit(l.name), jen.Lit(n > limit.Limit.V),
					jen.Func().Params().Error().Block(
						jen.Id("b").Op(":=").Id(r.builder()).Values(jen.Dict{jen.Id("reply"): c.sampleOf(&r.goType)}),
						jen.Id("b").Dot("reply").Dot(l.path).Op("=").Add(c.itemsOf(g, k, n)),
						jen.List(jen.Id("_"), jen.Id("err")).Op(":=").Id("b").Dot("ReplyingTo").Call(jen.Lit(limit.Type)).Dot("Build").Call(),
						jen.Return(jen.Id("err")),
					),
				))
			}
		}
	}
}

// replyingToTest emits the test of those limits.
func (c *testCases) replyingToTest(f *file) {
	f.add(doc("TestReplyingTo holds lists to the limits that depend on the message that is answered."),
		jen.Func().Id("TestReplyingTo").Params(jen.Id("t").Op("*").Qual("testing", "T")).Block(
			jen.For(jen.List(jen.Id("_"), jen.Id("c")).Op(":=").Range().Index().Struct(
				jen.List(jen.Id("name"), jen.Id("field")).String(),
				jen.Id("broken").Bool(),
				jen.Id("build").Func().Params().Error(),
			).ValuesFunc(func(g *jen.Group) {
				for _, b := range c.builds {
					g.Line().Add(b)
				}
				g.Line()
			})).Block(
				jen.If(jen.Id("got").Op(":=").Id("breaks").Call(jen.Id("c").Dot("build").Call(), jen.Id("c").Dot("field"), jen.Lit("max_items_replying_to")), jen.Id("got").Op("!=").Id("c").Dot("broken")).Block(
					jen.Id("t").Dot("Errorf").Call(jen.Lit("%s: broken: %v, want %v"), jen.Id("c").Dot("name"), jen.Id("got"), jen.Id("c").Dot("broken")),
				),
			),
		))
}
