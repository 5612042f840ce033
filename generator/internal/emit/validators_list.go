package emit

import (
	"strconv"
	"strings"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
	"github.com/replygen/replygen/spec"
)

// list emits the checks of a list and of its items.
//
//	if n := len(r.Articles); n > 10 {
//		v.limit("Articles", "max_items", 10, n)
//	}
//	for i := range r.Articles {
//		n := len(*v)
//		r.Articles[i].validate(v)
//		v.withinItem(n, "Articles.item", i)
//	}
func (v *validation) list(f *gomodel.Field, k *spec.List, at string) []string {
	check := func(op, rule string, limit int) string {
		return gofile.Code("if n := len(%s); n %s %d {\nv.limit(%q, %q, %[3]d, n)\n}", at, op, limit, f.Name, rule)
	}
	var out []string
	if short := check("<", "min_items", k.MinItems.V); f.Required {
		missing := gofile.Code("if len(%s) == 0 {\n%s\n}", at, addViolation(f.Name, "required"))
		if k.MinItems.V > 1 {
			missing += " else " + short
		}
		out = append(out, missing)
	} else if k.MustHold() {
		out = append(out, short)
	}
	if k.MaxItems.IsSet() {
		out = append(out, check(">", "max_items", k.MaxItems.V))
	}
	if checks := v.item(f, k, at+"[i]"); len(checks) > 0 {
		out = append(out, gofile.Code("for i := range %s {\nn := len(*v)\n%s\nv.withinItem(n, %q, i)\n}", at, checks,
			gomodel.ItemPath(f, k)))
	}
	return out
}

// item emits the checks of one item; its violations have an empty field, which is the item itself.
func (v *validation) item(f *gomodel.Field, k *spec.List, at string) []string {
	switch {
	case f.Object != nil:
		return []string{at + ".validate(v)"}
	case f.Union != nil:
		return []string{unionChecks(f.Union, at, "", true)}
	}
	checks := v.leaf(k.Item.Kind, "", at)
	if gomodel.BaseType(k.Item.Kind) == "string" {
		return []string{requiredText("", at, checks)}
	}
	return checks
}

// unionChecks emits
//
//	switch form := r.TemplateCard.(type) {
//	case nil:
//		v.add("TemplateCard", "required")
//	case *TextNoticeTemplateCard:
//		if form == nil { v.add("TemplateCard", "required") } else { … }
//	}
func unionChecks(u *gomodel.Union, at, name string, required bool) string {
	var cases []string
	missing, check := addViolation(name, "required"), "form.validate(v)"
	if required {
		cases = append(cases, "case nil:\n"+missing)
	}
	if name != "" {
		check = gomodel.Within(name, check)
	}
	for _, c := range u.Cases {
		cases = append(cases, "case *"+c.Name+":\n"+ifElse("form == nil", missing, []string{check}))
	}
	return gofile.Code("switch form := %s.(type) {\n%s\n}", at, cases)
}

// ruleCheck emits the check of a rule across fields.
func ruleCheck(t *gomodel.Type, r *spec.Rule) string {
	at, rule, detail := r.Violation()
	check := func(conditions ...string) string {
		return gofile.Code("if %s {\nv.detail(%q, %q, %q)\n}", strings.Join(conditions, " && "), at.Name, rule, detail)
	}
	present := func(f *spec.Field) string { return gomodel.IsPresent(t, t.Field(f), "r") }
	absent := func(f *spec.Field) string { return gomodel.IsAbsent(t, t.Field(f), "r") }
	switch form := r.Form.(type) {
	case *spec.Requires:
		return check(present(form.Field), anyOf(each(form.Needs, absent)))
	case *spec.Forbids:
		return check(present(form.Field), anyOf(each(form.Others, present)))
	case *spec.AtLeastOneOf:
		return check(each(form.Fields, absent)...)
	case *spec.OneOf:
		counts := each(form.Fields, func(f *spec.Field) string { return "if " + present(f) + " {\nn++\n}" })
		return gofile.Code("{\nn := 0\n%s\n%s\n}", counts, check("n != 1"))
	case *spec.RequiredWhen:
		return check(append(decides(t, form), absent(form.Field))...)
	}
	panic("generator: unknown form")
}

func each(fields []*spec.Field, condition func(*spec.Field) string) []string {
	var out []string
	for _, f := range fields {
		out = append(out, condition(f))
	}
	return out
}

// anyOf is the condition that one of several is true, as an operand of &&.
func anyOf(conditions []string) string {
	if len(conditions) == 1 {
		return conditions[0]
	}
	return "(" + strings.Join(conditions, " || ") + ")"
}

// decides are the conditions under which a field has one of the values of a required_when; none when it always has.
func decides(t *gomodel.Type, form *spec.RequiredWhen) []string {
	f := t.Field(form.Deciding)
	at := "r." + f.GoName
	var out []string
	if gomodel.OptionalMaker(f) != "" {
		out = append(out, at+".Set")
	}
	value := f.ValueOf(at)
	if gomodel.BaseType(f.Kind) == "bool" {
		switch {
		case len(form.In) == 2:
			return out
		case form.In[0] == "false":
			value = "!" + value
		}
		return append(out, value)
	}
	var equal []string
	for _, v := range form.In {
		if gomodel.BaseType(f.Kind) == "string" {
			v = strconv.Quote(v)
		}
		equal = append(equal, value+" == "+v)
	}
	return append(out, anyOf(equal))
}
