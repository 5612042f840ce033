package emit

import (
	"math"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
	"github.com/replygen/replygen/spec"
)

// validators emits what holds replies to their rules.
func Validators(p *gomodel.Package, f *gofile.File) {
	v := &validation{pkg: p}
	for _, r := range p.Replies {
		f.Add(gofile.Doc("Validate returns nil, or a *ValidationError with every rule that the reply breaks, in document order. It does not allocate "+
			"when there is none."), validateReply(r))
		f.Add(nil, v.method(&r.Type))
	}
	for _, t := range p.Types {
		f.Add(nil, v.method(t))
	}
	for _, t := range p.Truncates {
		emitTruncate(t, f)
	}
	for i, pattern := range v.patterns {
		f.Add(nil, patternVariable(patternName(i), pattern))
	}
}

// validateReply emits
//
//	func (r *TextReply) Validate() error {
//		var v violations
//		r.validate(&v)
//		return v.err()
//	}
func validateReply(r *gomodel.Reply) jen.Code {
	return jen.Func().Params(jen.Id("r").Op("*").Id(r.Name)).Id("Validate").Params().Error().Block(
		jen.Var().Id("v").Id("violations"),
		jen.Id("r").Dot("validate").Call(jen.Op("&").Id("v")),
		jen.Return(jen.Id("v").Dot("err").Call()),
	)
}

// validation emits the checks of one package.
type validation struct {
	pkg *gomodel.Package
	// patterns are those that the checks use, in the order of their first use.
	patterns []string
}

// method emits
//
//	func (r *TextReply) validate(v *violations) { … }
//
// whose violations name fields relative to r.
func (v *validation) method(t *gomodel.Type) jen.Code {
	var body []jen.Code
	for _, f := range t.Fields {
		if f.GoName != "" {
			body = append(body, v.field(t, f)...)
		}
	}
	for _, r := range t.Rules {
		body = append(body, ruleCheck(t, r))
	}
	receiver, param := jen.Id("r").Op("*").Id(t.Name), jen.Id("v").Op("*").Id("violations")
	if len(body) == 0 {
		receiver, param = jen.Op("*").Id(t.Name), jen.Op("*").Id("violations")
	}
	return jen.Func().Params(receiver).Id("validate").Params(param).Block(body...)
}

func (v *validation) field(t *gomodel.Type, f *gomodel.Field) []jen.Code {
	at := gofile.Variable("r").Dot(f.GoName)
	switch k := f.Kind.(type) {
	case *spec.String:
		return []jen.Code{v.stringField(f, k, at)}
	case *spec.UnixTime:
		if f.Required {
			return []jen.Code{ifElse(at().Op("==").Lit(0), []jen.Code{addViolation(f.Name, "required")}, numberChecks(f.Name, at, rangeRules(k.Min, k.Max)))}
		}
		return v.number(f, at, func(at gofile.Expr) []jen.Code { return numberChecks(f.Name, at, rangeRules(k.Min, k.Max)) })
	case *spec.Int:
		return v.number(f, at, func(at gofile.Expr) []jen.Code {
			return append(numberChecks(f.Name, at, rangeRules(k.Min, k.Max)), intEnum(f.Name, k, at)...)
		})
	case *spec.Float:
		return v.number(f, at, func(at gofile.Expr) []jen.Code { return floatChecks(f.Name, k, at) })
	case *spec.Object:
		checks := nested(f.Name, at().Dot("validate").Call(jen.Id("v")))
		if f.Required {
			return []jen.Code{jen.Block(checks...)}
		}
		return []jen.Code{jen.If(gomodel.IsPresent(t, f, gofile.Variable("r"))()).Block(checks...)}
	case *spec.List:
		return v.list(f, k, at)
	case *spec.Union:
		return []jen.Code{unionChecks(f.Union, at, f.Name, f.Required)}
	case *spec.Bool, *spec.MsgType, *spec.Const, *spec.Count: // no rules
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
func (v *validation) stringField(f *gomodel.Field, k *spec.String, at gofile.Expr) jen.Code {
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
	rules := k.Enforced()
	if r := rules.Size[spec.MinBytes]; r.IsSet() {
		count := jen.Id("n").Op(":=").Len(jen.Id("written").Call(s))
		out = append(out, jen.If(count, jen.Id("n").Op("<").Lit(r.V)).Block(limitViolation(name, "min_bytes", r.V, jen.Id("n"))))
	}
	if r := rules.Size[spec.MaxBytes]; r.IsSet() {
		out = append(out, jen.If(jen.Len(s).Op(">").Lit(r.V)).Block(jen.Id("v").Dot("maxBytes").Call(jen.Lit(name), jen.Lit(r.V), s)))
	}
	minRunes, maxRunes := rules.Size[spec.MinRunes], rules.Size[spec.MaxRunes]
	if minRunes.IsSet() || maxRunes.IsSet() {
		count := jen.Id("n").Op(":=").Id("writtenRunes").Call(s)
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
	if r := rules.Enum; r.IsSet() {
		var values []jen.Code
		for _, e := range r.V {
			values = append(values, jen.Lit(e))
		}
		out = append(out, jen.Switch(jen.Id("written").Call(s)).Block(jen.Case(values...), jen.Default().Block(detailViolation(name, "enum", strings.Join(r.V, ", ")))))
	}
	if r := rules.Pattern; r.IsSet() {
		out = append(out, jen.If(jen.Op("!").Id(v.pattern(r.V)).Call().Dot("MatchString").Call(jen.Id("written").Call(s))).Block(detailViolation(name, "pattern", r.V)))
	}
	if r := rules.Format; r.IsSet() {
		out = append(out, jen.Id("v").Dot(formatChecks[r.V]).Call(jen.Lit(name), s))
	}
	return out
}

// formatChecks are the methods of violations that check a text's format.
var formatChecks = map[string]string{"url": "url"}

func limitViolation(name, rule string, limit int, got jen.Code) jen.Code {
	return jen.Id("v").Dot("limit").Call(jen.Lit(name), jen.Lit(rule), jen.Lit(limit), got)
}

func detailViolation(name, rule, detail string) jen.Code {
	return jen.Id("v").Dot("detail").Call(jen.Lit(name), jen.Lit(rule), jen.Lit(detail))
}

// number emits the checks of a number, or of one that is there.
func (v *validation) number(f *gomodel.Field, at gofile.Expr, checks func(gofile.Expr) []jen.Code) []jen.Code {
	if f.Required {
		return checks(at)
	}
	body := checks(at.Dot("Value"))
	if len(body) == 0 {
		return nil
	}
	return []jen.Code{jen.If(at.Dot("Set")()).Block(body...)}
}

type rangeRule struct {
	rule, op, limit string
	// fits says that the limit and the value beyond it go into a violation's numbers on every machine.
	fits bool
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
		one := rangeRule{rule: r.rule, op: r.op, limit: strconv.FormatFloat(float64(r.limit.V), 'g', -1, 64)}
		if whole, ok := any(r.limit.V).(int64); ok {
			one.limit = strconv.FormatInt(whole, 10)
			one.fits = whole >= math.MinInt32 && whole <= math.MaxInt32
		}
		out = append(out, one)
	}
	return out
}

func numberChecks(name string, at gofile.Expr, rules []rangeRule) []jen.Code {
	var out []jen.Code
	for _, r := range rules {
		violation := detailViolation(name, r.rule, r.limit)
		if r.fits {
			violation = jen.Id("v").Dot("limit").Call(jen.Lit(name), jen.Lit(r.rule), jen.Op(r.limit), jen.Int().Parens(at()))
		}
		out = append(out, jen.If(at().Op(r.op).Op(r.limit)).Block(violation))
	}
	return out
}

// floatChecks emits the checks of a float: what is not finite is held to no limit.
func floatChecks(name string, k *spec.Float, at gofile.Expr) []jen.Code {
	infinite := jen.Qual("math", "IsNaN").Call(at()).Op("||").Qual("math", "IsInf").Call(at(), jen.Lit(0))
	return []jen.Code{ifElse(infinite, []jen.Code{addViolation(name, "finite")}, numberChecks(name, at, rangeRules(k.Min, k.Max)))}
}

func intEnum(name string, k *spec.Int, at gofile.Expr) []jen.Code {
	if !k.Enum.IsSet() {
		return nil
	}
	var values []jen.Code
	for _, e := range k.Enum.V {
		values = append(values, jen.Op(strconv.FormatInt(e, 10)))
	}
	return []jen.Code{jen.Switch(at()).Block(jen.Case(values...), jen.Default().Block(detailViolation(name, "enum", joinInts(k.Enum.V))))}
}

func joinInts(list []int64) string {
	words := make([]string, len(list))
	for i, v := range list {
		words[i] = strconv.FormatInt(v, 10)
	}
	return strings.Join(words, ", ")
}
