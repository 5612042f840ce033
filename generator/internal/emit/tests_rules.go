package emit

import (
	"slices"
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
	"github.com/replygen/replygen/spec"
)

// rules adds the tests of the rules across the fields of a struct.
func (c *testCases) rules(p *testPlace, t *gomodel.Type) {
	for _, r := range t.Rules {
		// with is the struct with just these of the fields that the rule speaks of.
		with := func(what string, broken bool, all []*spec.Field, present ...*spec.Field) {
			var change []jen.Code
			for _, f := range all {
				g := t.Field(f)
				value := c.absence(g)
				if slices.Contains(present, f) {
					value = c.valueOf(g)
				}
				change = append(change, assign(g, value))
			}
			p.rule(r, what, broken, change...)
		}
		switch form := r.Form.(type) {
		case *spec.Requires:
			all := append([]*spec.Field{form.Field}, form.Needs...)
			with("with all", false, all, all...)
			with("alone", true, all, form.Field)
			with("absent", false, all)
		case *spec.Forbids:
			all := append([]*spec.Field{form.Field}, form.Others...)
			with("alone", false, all, form.Field)
			for _, o := range form.Others {
				with("with "+o.Name, true, all, form.Field, o)
			}
			with("absent", false, all)
		case *spec.OneOf:
			for _, f := range form.Fields {
				with(f.Name, false, form.Fields, f)
			}
			with("none", true, form.Fields)
			with("two", true, form.Fields, form.Fields[:2]...)
		case *spec.AtLeastOneOf:
			for _, f := range form.Fields {
				with(f.Name, false, form.Fields, f)
			}
			with("none", true, form.Fields)
			with("all", false, form.Fields, form.Fields...)
		case *spec.RequiredWhen:
			c.requiredWhen(p, t, r, form)
		}
	}
}

// rule adds
//
//	link.refuses("Url", "one_of Url, PagePath", "link none", func(r *Link) { r.URL = ""; r.PagePath = "" })
func (p *testPlace) rule(r *spec.Rule, what string, broken bool, change ...jen.Code) {
	verb := "accepts"
	if broken {
		verb = "refuses"
	}
	at, rule, detail := r.Violation()
	p.rules = append(p.rules, gofile.Code("%s.%s(%q, %q, %q, func(r *%s) { %s })", p.variable, verb,
		at.Name, rule+" "+detail, r.Name+" "+what, p.typ, gofile.Joined("; ", change)))
}

func assign(g *gomodel.Field, value jen.Code) jen.Code {
	return gofile.Code("r.%s = %s", g.GoName, value)
}

func (c *testCases) requiredWhen(p *testPlace, t *gomodel.Type, r *spec.Rule, form *spec.RequiredWhen) {
	g, deciding := t.Field(form.Field), t.Field(form.Deciding)
	for _, v := range form.In {
		literal := optionally(deciding, exampleLiteral(v, deciding.Kind))
		with := func(what string, broken bool, value jen.Code) {
			p.rule(r, "when "+strconv.Quote(v)+" "+what, broken, assign(deciding, literal), assign(g, value))
		}
		with("absent", true, c.absence(g))
		with("present", false, c.valueOf(g))
	}
}

// absence is the Go value of a field that is not there.
func (c *testCases) absence(g *gomodel.Field) jen.Code {
	switch g.Kind.(type) {
	case *spec.String:
		return jen.Lit("")
	case *spec.List, *spec.Union:
		return jen.Nil()
	default: // an object or an optional number
		return gofile.Code("%s{}", gomodel.FieldType(c.pkg, g))
	}
}
