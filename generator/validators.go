package generator

import (
	"fmt"
	"math"
	"sort"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/internal/pattern"
	"github.com/replygen/replygen/spec"
)

// validators emits what holds replies to their rules.
func validators(p *goPackage, f *file) {
	v := &validation{pkg: p, matchers: map[string]string{}}
	for _, r := range p.replies {
		f.add(doc("Validate returns nil, or a *ValidationError with every rule that the reply breaks, in document order. It does not allocate "+
			"when there is none."), validateReply(r))
		f.add(nil, v.method(&r.goType))
	}
	for _, t := range p.types {
		f.add(nil, v.method(t))
	}
	v.emitMatchers(f)
}

// validateReply emits
//
//	func (r *TextReply) Validate() error {
//		var v violations
//		r.validate(&v)
//		return v.err()
//	}
func validateReply(r *goReply) jen.Code {
	return jen.Func().Params(jen.Id("r").Op("*").Id(r.name)).Id("Validate").Params().Error().Block(
		jen.Var().Id("v").Id("violations"),
		jen.Id("r").Dot("validate").Call(jen.Op("&").Id("v")),
		jen.Return(jen.Id("v").Dot("err").Call()),
	)
}

// validation emits the checks of one package.
type validation struct {
	pkg *goPackage
	// matchers holds the functions that patterns became.
	matchers map[string]string
}

// method emits
//
//	func (r *TextReply) validate(v *violations) { … }
//
// whose violations name fields relative to r.
func (v *validation) method(t *goType) jen.Code {
	var body []jen.Code
	for _, f := range t.fields {
		if f.name != "" {
			body = append(body, v.field(t, f)...)
		}
	}
	for _, r := range t.rules {
		body = append(body, ruleCheck(t, r))
	}
	receiver, param := jen.Id("r").Op("*").Id(t.name), jen.Id("v").Op("*").Id("violations")
	if len(body) == 0 {
		receiver, param = jen.Op("*").Id(t.name), jen.Op("*").Id("violations")
	}
	return jen.Func().Params(receiver).Id("validate").Params(param).Block(body...)
}

func (v *validation) field(t *goType, f *goField) []jen.Code {
	at := variable("r").dot(f.name)
	switch k := f.Kind.(type) {
	case *spec.String:
		return []jen.Code{v.stringField(f, k, at)}
	case *spec.UnixTime:
		if f.Required {
			return []jen.Code{ifElse(at().Op("==").Lit(0), []jen.Code{addViolation(f.Name, "required")}, numberChecks(f.Name, at, rangeRules(k.Min, k.Max)))}
		}
		return v.number(f, at, func(at expr) []jen.Code { return numberChecks(f.Name, at, rangeRules(k.Min, k.Max)) })
	case *spec.Int:
		return v.number(f, at, func(at expr) []jen.Code {
			return append(numberChecks(f.Name, at, rangeRules(k.Min, k.Max)), intEnum(f.Name, k, at)...)
		})
	case *spec.Float:
		return v.number(f, at, func(at expr) []jen.Code { return floatChecks(f.Name, k, at) })
	case *spec.Object:
		checks := nested(f.Name, at().Dot("validate").Call(jen.Id("v")))
		if f.Required {
			return []jen.Code{jen.Block(checks...)}
		}
		return []jen.Code{jen.If(isPresent(t, f, variable("r"))()).Block(checks...)}
	case *spec.List:
		return v.list(f, k, at)
	case *spec.Union:
		return []jen.Code{unionChecks(f.union, at, f.Name, f.Required)}
	}
	return nil
}

// nested emits
//
//	n := len(*v)
//	r.Music.validate(v)
//	v.within(n, "Music")
func nested(name string, check jen.Code) []jen.Code {
	return []jen.Code{
		jen.Id("n").Op(":=").Len(jen.Op("*").Id("v")),
		check,
		jen.Id("v").Dot("within").Call(jen.Id("n"), jen.Lit(name)),
	}
}

func addViolation(name, rule string) jen.Code {
	return jen.Id("v").Dot("add").Call(jen.Lit(name), jen.Lit(rule))
}

// ifElse leaves out the branch that is empty.
func ifElse(condition *jen.Statement, then, otherwise []jen.Code) *jen.Statement {
	out := jen.If(condition).Block(then...)
	if len(otherwise) > 0 {
		out.Else().Block(otherwise...)
	}
	return out
}

// stringField emits
//
//	if s := string(r.Content); s == "" {
//		v.add("Content", "required")
//	} else {
//		v.chars("Content", s)
//	}
func (v *validation) stringField(f *goField, k *spec.String, at expr) jen.Code {
	checks := v.text(f.Name, k)
	s := jen.Id("s").Op(":=").String().Parens(at())
	if f.Required {
		return jen.If(s, jen.Id("s").Op("==").Lit("")).Block(addViolation(f.Name, "required")).Else().Block(checks...)
	}
	return jen.If(s, jen.Id("s").Op("!=").Lit("")).Block(checks...)
}

// text checks the text s, which is present.
func (v *validation) text(name string, k *spec.String) []jen.Code {
	s := jen.Id("s")
	out := []jen.Code{jen.Id("v").Dot("chars").Call(jen.Lit(name), s)}
	if r := k.Rules.MaxBytes; r.IsSet() {
		out = append(out, jen.If(jen.Len(s).Op(">").Lit(r.V)).Block(limitViolation(name, "max_bytes", r.V, jen.Len(s))))
	}
	minRunes, maxRunes := k.Rules.MinRunes, k.Rules.MaxRunes
	if minRunes.IsSet() || maxRunes.IsSet() {
		count := jen.Id("n").Op(":=").Qual("unicode/utf8", "RuneCountInString").Call(s)
		check := func(op, rule string, limit spec.Value[int]) *jen.Statement {
			return jen.If(jen.Id("n").Op(op).Lit(limit.V)).Block(limitViolation(name, rule, limit.V, jen.Id("n")))
		}
		switch {
		case !maxRunes.IsSet():
			out = append(out, jen.If(count, jen.Id("n").Op("<").Lit(minRunes.V)).Block(limitViolation(name, "min_runes", minRunes.V, jen.Id("n"))))
		case !minRunes.IsSet():
			out = append(out, jen.If(count, jen.Id("n").Op(">").Lit(maxRunes.V)).Block(limitViolation(name, "max_runes", maxRunes.V, jen.Id("n"))))
		default:
			out = append(out, count, check("<", "min_runes", minRunes), check(">", "max_runes", maxRunes))
		}
	}
	if r := k.Rules.Enum; r.IsSet() {
		var values []jen.Code
		for _, e := range r.V {
			values = append(values, jen.Lit(e))
		}
		out = append(out, jen.Switch(s).Block(jen.Case(values...), jen.Default().Block(detailViolation(name, "enum", strings.Join(r.V, ", ")))))
	}
	if r := k.Rules.Pattern; r.IsSet() {
		out = append(out, jen.If(jen.Op("!").Id(v.matcher(r.V)).Call(s)).Block(detailViolation(name, "pattern", r.V)))
	}
	if k.Rules.Format.IsSet() {
		out = append(out, jen.Id("v").Dot(k.Rules.Format.V).Call(jen.Lit(name), s))
	}
	return out
}

func limitViolation(name, rule string, limit int, got jen.Code) jen.Code {
	return jen.Id("v").Dot("limit").Call(jen.Lit(name), jen.Lit(rule), jen.Lit(limit), got)
}

func detailViolation(name, rule, detail string) jen.Code {
	return jen.Id("v").Dot("detail").Call(jen.Lit(name), jen.Lit(rule), jen.Lit(detail))
}

// number emits the checks of a number, or of one that is there.
func (v *validation) number(f *goField, at expr, checks func(expr) []jen.Code) []jen.Code {
	if f.Required {
		return checks(at)
	}
	body := checks(at.dot("Value"))
	if len(body) == 0 {
		return nil
	}
	return []jen.Code{jen.If(at.dot("Set")()).Block(body...)}
}

type rangeRule struct {
	rule, op, limit string
}

func rangeRules[T int64 | float64](low, high spec.Value[T]) []rangeRule {
	var out []rangeRule
	for _, r := range []struct {
		limit    spec.Value[T]
		rule, op string
	}{{low, "min", "<"}, {high, "max", ">"}} {
		if !r.limit.IsSet() {
			continue
		}
		text := strconv.FormatFloat(float64(r.limit.V), 'g', -1, 64)
		if whole, ok := any(r.limit.V).(int64); ok {
			text = strconv.FormatInt(whole, 10)
		}
		out = append(out, rangeRule{rule: r.rule, op: r.op, limit: text})
	}
	return out
}

func numberChecks(name string, at expr, rules []rangeRule) []jen.Code {
	var out []jen.Code
	for _, r := range rules {
		out = append(out, jen.If(at().Op(r.op).Op(r.limit)).Block(detailViolation(name, r.rule, r.limit)))
	}
	return out
}

// floatChecks emits the checks of a float: what is not finite is held to no limit.
func floatChecks(name string, k *spec.Float, at expr) []jen.Code {
	infinite := jen.Qual("math", "IsNaN").Call(at()).Op("||").Qual("math", "IsInf").Call(at(), jen.Lit(0))
	return []jen.Code{ifElse(infinite, []jen.Code{addViolation(name, "finite")}, numberChecks(name, at, rangeRules(k.Min, k.Max)))}
}

func intEnum(name string, k *spec.Int, at expr) []jen.Code {
	if !k.Enum.IsSet() {
		return nil
	}
	var values []jen.Code
	for _, e := range k.Enum.V {
		values = append(values, jen.Op(strconv.FormatInt(e, 10)))
	}
	return []jen.Code{jen.Switch(at()).Block(jen.Case(values...), jen.Default().Block(detailViolation(name, "enum", joinInts(k.Enum.V))))}
}

// emitMatchers emits the patterns' functions, by name.
func (v *validation) emitMatchers(f *file) {
	names := make([]string, 0, len(v.matchers))
	byName := map[string]string{}
	for expr, name := range v.matchers {
		names = append(names, name)
		byName[name] = expr
	}
	sort.Slice(names, func(i, j int) bool {
		return len(names[i]) < len(names[j]) || len(names[i]) == len(names[j]) && names[i] < names[j]
	})
	for _, name := range names {
		a, err := pattern.Compile(byName[name])
		if err != nil {
			panic(fmt.Sprintf("generator: %v", err)) // the spec was checked
		}
		f.add(doc(name+" reports whether s matches "+strconv.Quote(byName[name])+" as a whole."), matcherFunc(name, a))
	}
}

func (v *validation) matcher(expr string) string {
	if name, ok := v.matchers[expr]; ok {
		return name
	}
	name := "matchesPattern" + digits(len(v.matchers)+1)
	v.matchers[expr] = name
	return name
}

// matcherFunc emits
//
//	func matchesPattern1(s string) bool {
//		state := 0
//		for _, c := range s {
//			switch state {
//			case 0: …
//			}
//		}
//		return state == 1
//	}
func matcherFunc(name string, a *pattern.Automaton) jen.Code {
	var states []jen.Code
	var accepting []jen.Code
	for i, s := range a.States {
		if s.Accept {
			accepting = append(accepting, jen.Lit(i))
		}
		var edges []jen.Code
		for _, e := range s.Edges {
			condition := jen.Id("c").Op("==").LitRune(e.Lo)
			switch {
			case e.Lo == 0 && e.Hi == math.MaxInt32:
				condition = jen.True()
			case e.Lo == 0:
				condition = jen.Id("c").Op("<=").LitRune(e.Hi)
			case e.Lo != e.Hi:
				condition = jen.Id("c").Op(">=").LitRune(e.Lo).Op("&&").Id("c").Op("<=").LitRune(e.Hi)
			}
			edges = append(edges, jen.Case(condition).Block(jen.Id("state").Op("=").Lit(e.To)))
		}
		edges = append(edges, jen.Default().Block(jen.Return(jen.False())))
		states = append(states, jen.Case(jen.Lit(i)).Block(jen.Switch().Block(edges...)))
	}
	result := []jen.Code{jen.Return(jen.False())}
	if len(accepting) > 0 {
		result = []jen.Code{
			jen.Switch(jen.Id("state")).Block(jen.Case(accepting...).Block(jen.Return(jen.True()))),
			jen.Return(jen.False()),
		}
	}
	return jen.Func().Id(name).Params(jen.Id("s").String()).Bool().Block(append([]jen.Code{
		jen.Id("state").Op(":=").Lit(0),
		jen.For(jen.List(jen.Id("_"), jen.Id("c")).Op(":=").Range().Id("s")).Block(jen.Switch(jen.Id("state")).Block(states...)),
	}, result...)...)
}
