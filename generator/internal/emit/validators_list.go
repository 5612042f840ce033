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
	length := jen.Len(at())
	if f.Required {
		check := jen.If(jen.Len(at()).Op("==").Lit(0)).Block(addViolation(f.Name, "required"))
		if k.MinItems.V > 1 {
			check.Else().If(jen.Id("n").Op(":=").Add(length), jen.Id("n").Op("<").Lit(k.MinItems.V)).Block(limitViolation(f.Name, "min_items", k.MinItems.V, jen.Id("n")))
		}
		out = append(out, check)
	} else if k.MustHold() {
		out = append(out, jen.If(jen.Id("n").Op(":=").Add(length), jen.Id("n").Op("<").Lit(k.MinItems.V)).Block(limitViolation(f.Name, "min_items", k.MinItems.V, jen.Id("n"))))
	}
	if k.MaxItems.IsSet() {
		out = append(out, jen.If(jen.Id("n").Op(":=").Len(at()), jen.Id("n").Op(">").Lit(k.MaxItems.V)).Block(limitViolation(f.Name, "max_items", k.MaxItems.V, jen.Id("n"))))
	}
	body := v.item(f, k, at)
	if len(body) == 0 {
		return out
	}
	body = append([]jen.Code{jen.Id("n").Op(":=").Len(jen.Op("*").Id("v"))}, body...)
	body = append(body, jen.Id("v").Dot("withinItem").Call(jen.Id("n"), jen.Lit(gomodel.ItemPath(f, k)), jen.Id("i")))
	return append(out, jen.For(jen.Id("i").Op(":=").Range().Add(at())).Block(body...))
}

// item emits the checks of the item at index i; its violations have an empty field, which is the item itself.
func (v *validation) item(f *gomodel.Field, k *spec.List, at gofile.Expr) []jen.Code {
	one := func() *jen.Statement { return at().Index(jen.Id("i")) }
	switch {
	case f.Object != nil:
		return []jen.Code{one().Dot("validate").Call(jen.Id("v"))}
	case f.Union != nil:
		return []jen.Code{unionChecks(f.Union, one, "", true)}
	}
	switch item := k.Item.Kind.(type) {
	case *spec.String:
		return []jen.Code{
			jen.If(jen.Id("s").Op(":=").String().Parens(one()), jen.Id("s").Op("==").Lit("")).Block(addViolation("", "required")).Else().Block(v.text("", item)...),
		}
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
	missing := []jen.Code{addViolation(name, "required")}
	if required {
		cases = append(cases, jen.Case(jen.Nil()).Block(missing...))
	}
	for _, c := range u.Cases {
		check := []jen.Code{jen.Id("form").Dot("validate").Call(jen.Id("v"))}
		if name != "" {
			check = nested(name, check[0])
		}
		cases = append(cases, jen.Case(jen.Op("*").Id(c.Name)).Block(ifElse(jen.Id("form").Op("==").Nil(), missing, check)))
	}
	return jen.Switch(jen.Id("form").Op(":=").Add(at()).Assert(jen.Type())).Block(cases...)
}

// ruleCheck emits the check of a rule across fields.
func ruleCheck(t *gomodel.Type, r *spec.Rule) jen.Code {
	present := func(f *spec.Field) *jen.Statement { return gomodel.IsPresent(t, t.Field(f), gofile.Variable("r"))() }
	absent := func(f *spec.Field) *jen.Statement { return gomodel.IsAbsent(t, t.Field(f), gofile.Variable("r"))() }
	switch form := r.Form.(type) {
	case *spec.Requires:
		return jen.If(present(form.Field).Op("&&").Add(anyOf(form.Needs, absent))).Block(detailViolation(form.Field.Name, "requires", gomodel.FormDetail(form)))
	case *spec.Forbids:
		return jen.If(present(form.Field).Op("&&").Add(anyOf(form.Others, present))).Block(detailViolation(form.Field.Name, "forbids", gomodel.FormDetail(form)))
	case *spec.AtLeastOneOf:
		return jen.If(joined("&&", form.Fields, absent)).Block(detailViolation(form.Fields[0].Name, "at_least_one_of", gomodel.FormDetail(form)))
	case *spec.OneOf:
		// Only one is there when the number of those that are is one.
		body := []jen.Code{jen.Id("n").Op(":=").Lit(0)}
		for _, f := range form.Fields {
			body = append(body, jen.If(present(f)).Block(jen.Id("n").Op("++")))
		}
		body = append(body, jen.If(jen.Id("n").Op("!=").Lit(1)).Block(detailViolation(form.Fields[0].Name, "one_of", gomodel.FormDetail(form))))
		return jen.Block(body...)
	case *spec.RequiredWhen:
		condition := absent(form.Field)
		if decided := decides(t, form); decided != nil {
			condition = decided.Op("&&").Add(condition)
		}
		return jen.If(condition).Block(
			detailViolation(form.Field.Name, "required_when", gomodel.FormDetail(form)))
	}
	panic("generator: unknown form")
}

// joined is a condition of each field, with an operator between them.
func joined(op string, fields []*spec.Field, condition func(*spec.Field) *jen.Statement) *jen.Statement {
	var out *jen.Statement
	for _, f := range fields {
		if out == nil {
			out = condition(f)
		} else {
			out.Op(op).Add(condition(f))
		}
	}
	return out
}

// anyOf is the condition that one of the fields has, as an operand of &&.
func anyOf(fields []*spec.Field, condition func(*spec.Field) *jen.Statement) *jen.Statement {
	out := joined("||", fields, condition)
	if len(fields) > 1 {
		return jen.Parens(out)
	}
	return out
}

// decides is the condition under which a field has one of the values of a required_when, as an operand of &&; nil when
// it always has.
func decides(t *gomodel.Type, form *spec.RequiredWhen) *jen.Statement {
	f := t.Field(form.Deciding)
	at := gofile.Variable("r").Dot(f.GoName)
	var guard *jen.Statement
	_, isString := f.Kind.(*spec.String)
	if !isString && !f.Required {
		guard, at = at.Dot("Set")(), at.Dot("Value")
	}
	var out *jen.Statement
	if _, isBool := f.Kind.(*spec.Bool); isBool {
		switch {
		case len(form.In) == 2:
			return guard
		case form.In[0] == strconv.FormatBool(false):
			out = jen.Op("!").Add(at())
		default:
			out = at()
		}
	} else {
		for i, v := range form.In {
			literal := jen.Op(v)
			if isString {
				literal = jen.Lit(v)
			}
			if i == 0 {
				out = at().Op("==").Add(literal)
			} else {
				out.Op("||").Add(at()).Op("==").Add(literal)
			}
		}
		if len(form.In) > 1 {
			out = jen.Parens(out)
		}
	}
	if guard != nil {
		return guard.Op("&&").Add(out)
	}
	return out
}
