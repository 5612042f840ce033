package emit

import (
	"strconv"

	"github.com/dave/jennifer/jen"

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
func (v *validation) list(f *gomodel.Field, k *spec.List, at gofile.Expr) []jen.Code {
	var out []jen.Code
	short := gofile.Code("if n := len(%s); n < %d {\n%s\n}", at, k.MinItems.V,
		limitViolation(f.Name, "min_items", k.MinItems.V))
	switch {
	case f.Required && k.MinItems.V > 1:
		out = append(out, gofile.Code("if len(%s) == 0 {\n%s\n} else %s", at, addViolation(f.Name, "required"), short))
	case f.Required:
		out = append(out, gofile.Code("if len(%s) == 0 {\n%s\n}", at, addViolation(f.Name, "required")))
	case k.MustHold():
		out = append(out, short)
	}
	if k.MaxItems.IsSet() {
		out = append(out,
			gofile.Code("if n := len(%s); n > %d {\n%s\n}", at, k.MaxItems.V,
				limitViolation(f.Name, "max_items", k.MaxItems.V)))
	}
	if checks := v.item(f, k, at); len(checks) > 0 {
		out = append(out,
			gofile.Code("for i := range %s {\nn := len(*v)\n%s\nv.withinItem(n, %q, i)\n}", at, checks,
				gomodel.ItemPath(f, k)))
	}
	return out
}

// item emits the checks of the item at index i; its violations have an empty field, which is the item itself.
func (v *validation) item(f *gomodel.Field, k *spec.List, at gofile.Expr) []jen.Code {
	one := at + "[i]"
	switch {
	case f.Object != nil:
		return []jen.Code{gofile.Code("%s[i].validate(v)", at)}
	case f.Union != nil:
		return []jen.Code{unionChecks(f.Union, one, "", true)}
	}
	switch item := k.Item.Kind.(type) {
	case *spec.String:
		return []jen.Code{ifElse(gofile.Code(`s := string(%s[i]); s == ""`, at), addViolation("", "required"), v.text("", item))}
	case *spec.Int:
		return append(numberChecks("", one, rangeRules(item.Min, item.Max)), intEnum("", item, one)...)
	case *spec.UnixTime:
		return numberChecks("", one, rangeRules(item.Min, item.Max))
	case *spec.Float:
		return floatChecks("", item, one)
	default:
		return nil
	}
}

// unionChecks emits
//
//	switch form := r.TemplateCard.(type) {
//	case nil:
//		v.add("TemplateCard", "required")
//	case *TextNoticeTemplateCard:
//		if form == nil { v.add("TemplateCard", "required") } else { … }
//	}
func unionChecks(u *gomodel.Union, at gofile.Expr, name string, required bool) jen.Code {
	var cases []jen.Code
	missing := addViolation(name, "required")
	if required {
		cases = append(cases, gofile.Code("case nil:\n%s", missing))
	}
	for _, c := range u.Cases {
		check := gofile.Code("form.validate(v)")
		if name != "" {
			check = gofile.Code("%s", nested(name, check))
		}
		cases = append(cases, gofile.Code("case *%s:\nif form == nil {\n%s\n} else {\n%s\n}", c.Name, missing, check))
	}
	return gofile.Code("switch form := %s.(type) {\n%s\n}", at, cases)
}

// ruleCheck emits the check of a rule across fields.
func ruleCheck(t *gomodel.Type, r *spec.Rule) jen.Code {
	present := func(f *spec.Field) jen.Code { return gomodel.IsPresent(t, t.Field(f), gofile.Expr("r")).Code() }
	absent := func(f *spec.Field) jen.Code { return gomodel.IsAbsent(t, t.Field(f), gofile.Expr("r")).Code() }
	at, rule, detail := r.Violation()
	check := func(condition jen.Code) jen.Code {
		return gofile.Code("if %s {\n%s\n}", condition, detailViolation(at.Name, rule, detail))
	}
	switch form := r.Form.(type) {
	case *spec.Requires:
		return check(gofile.Code("%s && %s", present(form.Field), anyOf(each(form.Needs, absent))))
	case *spec.Forbids:
		return check(gofile.Code("%s && %s", present(form.Field), anyOf(each(form.Others, present))))
	case *spec.AtLeastOneOf:
		return check(gofile.Joined("&&", each(form.Fields, absent)))
	case *spec.OneOf:
		var counts []jen.Code
		for _, f := range form.Fields {
			counts = append(counts, gofile.Code("if %s {\nn++\n}", present(f)))
		}
		return gofile.Code("{\nn := 0\n%s\n%s\n}", counts, check(gofile.Code("n != 1")))
	case *spec.RequiredWhen:
		condition := absent(form.Field)
		if decided := decides(t, form); decided != nil {
			condition = gofile.Code("%s && %s", decided, condition)
		}
		return check(condition)
	}
	panic("generator: unknown form")
}

func each(fields []*spec.Field, condition func(*spec.Field) jen.Code) []jen.Code {
	var out []jen.Code
	for _, f := range fields {
		out = append(out, condition(f))
	}
	return out
}

// anyOf is the condition that one of several is true, as an operand of &&.
func anyOf(conditions []jen.Code) jen.Code {
	if len(conditions) == 1 {
		return conditions[0]
	}
	return gofile.Code("(%s)", gofile.Joined("||", conditions))
}

// decides is the condition under which a field has one of the values of a required_when, as an operand of &&; nil when
// it always has.
func decides(t *gomodel.Type, form *spec.RequiredWhen) jen.Code {
	f := t.Field(form.Deciding)
	at := gofile.Expr("r").Dot(f.GoName)
	value := f.ValueOf(at)
	var equal []jen.Code
	switch _, isBool := f.Kind.(*spec.Bool); {
	case isBool && len(form.In) == 2:
	case isBool && form.In[0] == strconv.FormatBool(false):
		equal = []jen.Code{gofile.Code("!%s", value)}
	case isBool:
		equal = []jen.Code{value.Code()}
	default:
		for _, v := range form.In {
			if _, isString := f.Kind.(*spec.String); isString {
				v = strconv.Quote(v)
			}
			equal = append(equal, gofile.Code("%s == %s", value, v))
		}
	}
	_, isString := f.Kind.(*spec.String)
	switch optional := !isString && !f.Required; {
	case optional && equal == nil:
		return gofile.Code("%s.Set", at)
	case optional:
		return gofile.Code("%s.Set && %s", at, anyOf(equal))
	case equal == nil:
		return nil
	}
	return anyOf(equal)
}
