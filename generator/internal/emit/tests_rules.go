package emit

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/replygen/replygen/generator/internal/gomodel"
	"github.com/replygen/replygen/spec"
)

// rules returns the tests of the rules across the fields of a struct.
func (c *testCases) rules(p *testPlace, t *gomodel.Type) []string {
	var out []string
	for _, r := range t.Rules {
		// with is the struct with just these of the fields that the rule speaks of.
		with := func(what string, broken bool, all []*spec.Field, present ...*spec.Field) {
			var change []string
			for _, f := range all {
				g := t.Field(f)
				value := c.absence(g)
				if slices.Contains(present, f) {
					value = c.valueOf(g)
				}
				change = append(change, "r."+g.GoName+" = "+value)
			}
			out = append(out, p.rule(r, what, broken, change...))
		}
		// each has one of the fields at a time, and none.
		each := func(fields []*spec.Field) {
			for _, f := range fields {
				with(f.Name, false, fields, f)
			}
			with("none", true, fields)
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
			each(form.Fields)
			with("two", true, form.Fields, form.Fields[:2]...)
		case *spec.AtLeastOneOf:
			each(form.Fields)
			with("all", false, form.Fields, form.Fields...)
		case *spec.RequiredWhen:
			g, deciding := t.Field(form.Field), t.Field(form.Deciding)
			for _, v := range form.In {
				decided := "r." + deciding.GoName + " = " + optionally(deciding, exampleLiteral(v, deciding.Kind))
				when := "when " + strconv.Quote(v)
				out = append(out, p.rule(r, when+" absent", true, decided, "r."+g.GoName+" = "+c.absence(g)),
					p.rule(r, when+" present", false, decided, "r."+g.GoName+" = "+c.valueOf(g)))
			}
		}
	}
	return out
}

// rule is
//
//	link.refuses("Url", "one_of Url, PagePath", "link none", func(r *Link) { r.URL = ""; r.PagePath = "" })
func (p *testPlace) rule(r *spec.Rule, what string, broken bool, change ...string) string {
	verb := "accepts"
	if broken {
		verb = "refuses"
	}
	at, rule, detail := r.Violation()
	return fmt.Sprintf("%s.%s(%q, %q, %q, func(r *%s) { %s })", p.variable, verb,
		at.Name, rule+" "+detail, r.Name+" "+what, p.typ, strings.Join(change, "; "))
}

// absence is the Go value of a field that is not there.
func (c *testCases) absence(g *gomodel.Field) string {
	switch g.Kind.(type) {
	case *spec.String:
		return `""`
	case *spec.List, *spec.Union:
		return "nil"
	default: // an object or an optional number
		return gomodel.FieldType(c.pkg, g) + "{}"
	}
}
