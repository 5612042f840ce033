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

// Validators emits what checks replies against their rules.
func Validators(p *gomodel.Package, f *gofile.File) {
	v := &validation{pkg: p}
	for _, r := range p.Replies {
		f.Add(gofile.Doc("Validate returns nil, or a *ValidationError with every rule that the reply breaks, in document order. It does not allocate "+
			"when there is none."), gofile.Code(
			"func (r *%s) Validate() error {\nvar v violations\nr.validate(&v)\nreturn v.err()\n}", r.Name))
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
	if len(body) == 0 {
		return gofile.Code("func (*%s) validate(*violations) {}", t.Name)
	}
	return gofile.Code("func (r *%s) validate(v *violations) {\n%s\n}", t.Name, body)
}

func (v *validation) field(t *gomodel.Type, f *gomodel.Field) []jen.Code {
	at := gofile.Expr("r").Dot(f.GoName)
	switch k := f.Kind.(type) {
	case *spec.String:
		return []jen.Code{v.stringField(f, k, at)}
	case *spec.UnixTime:
		if f.Required {
			return []jen.Code{ifElse(gofile.Code("%s == 0", at), addViolation(f.Name, "required"),
				numberChecks(f.Name, at, rangeRules(k.Min, k.Max)))}
		}
		return v.number(f, at,
			func(at gofile.Expr) []jen.Code { return numberChecks(f.Name, at, rangeRules(k.Min, k.Max)) })
	case *spec.Int:
		return v.number(f, at, func(at gofile.Expr) []jen.Code {
			return append(numberChecks(f.Name, at, rangeRules(k.Min, k.Max)), intEnum(f.Name, k, at)...)
		})
	case *spec.Float:
		return v.number(f, at, func(at gofile.Expr) []jen.Code { return floatChecks(f.Name, k, at) })
	case *spec.Object:
		checks := nested(f.Name, gofile.Code("%s.validate(v)", at))
		if f.Required {
			return []jen.Code{gofile.Code("{\n%s\n}", checks)}
		}
		return []jen.Code{gofile.Code("if %s {\n%s\n}", gomodel.IsPresent(t, f, gofile.Expr("r")), checks)}
	case *spec.List:
		return v.list(f, k, at)
	case *spec.Union:
		return []jen.Code{unionChecks(f.Union, at, f.Name, f.Required)}
	case *spec.Bool, *spec.MsgType, *spec.Const, *spec.Count: // no rules
	}
	return nil
}

// nested emits what checks an element, whose violations then stand below its name.
func nested(name string, check jen.Code) jen.Code {
	return gofile.Code("n := len(*v)\n%s\nv.within(n, %q)", check, name)
}

func addViolation(name, rule string) jen.Code { return gofile.Code("v.add(%q, %q)", name, rule) }

// limitViolation reports the number n, which is beyond a limit.
func limitViolation(name, rule string, limit int) jen.Code {
	return gofile.Code("v.limit(%q, %q, %d, n)", name, rule, limit)
}

func detailViolation(name, rule, detail string) jen.Code {
	return gofile.Code("v.detail(%q, %q, %q)", name, rule, detail)
}

// ifElse leaves out the branch that is empty.
func ifElse(condition, then jen.Code, otherwise []jen.Code) jen.Code {
	if len(otherwise) == 0 {
		return gofile.Code("if %s {\n%s\n}", condition, then)
	}
	return gofile.Code("if %s {\n%s\n} else {\n%s\n}", condition, then, otherwise)
}

// stringField emits
//
//	if s := string(r.Content); s == "" {
//		v.add("Content", "required")
//	} else {
//		v.chars("Content", s)
//	}
func (v *validation) stringField(f *gomodel.Field, k *spec.String, at gofile.Expr) jen.Code {
	if f.Required {
		return ifElse(gofile.Code(`s := string(%s); s == ""`, at), addViolation(f.Name, "required"), v.text(f.Name, k))
	}
	return gofile.Code("if s := string(%s); s != \"\" {\n%s\n}", at, v.text(f.Name, k))
}

// text emits the checks of the text s, which is present.
func (v *validation) text(name string, k *spec.String) []jen.Code {
	out := []jen.Code{gofile.Code("v.chars(%q, s)", name)}
	add := func(format string, operands ...any) { out = append(out, gofile.Code(format, operands...)) }
	rules := k.Enforced()
	if r := rules.Size[spec.MinBytes]; r.IsSet() {
		add("if n := len(written(s)); n < %d {\n%s\n}", r.V, limitViolation(name, "min_bytes", r.V))
	}
	if r := rules.Size[spec.MaxBytes]; r.IsSet() {
		add("if len(s) > %d {\nv.maxBytes(%q, %[1]d, s)\n}", r.V, name)
	}
	low, high := rules.Size[spec.MinRunes], rules.Size[spec.MaxRunes]
	count := "n := writtenRunes(s); "
	if low.IsSet() && high.IsSet() { // they share the count
		add("n := writtenRunes(s)")
		count = ""
	}
	if low.IsSet() {
		add("if %sn < %d {\n%s\n}", count, low.V, limitViolation(name, "min_runes", low.V))
	}
	if high.IsSet() {
		add("if %sn > %d {\n%s\n}", count, high.V, limitViolation(name, "max_runes", high.V))
	}
	if r := rules.Enum; r.IsSet() {
		add("switch written(s) {\ncase %s:\ndefault:\n%s\n}", gofile.Texts(r.V...),
			detailViolation(name, "enum", strings.Join(r.V, ", ")))
	}
	if r := rules.Pattern; r.IsSet() {
		add("if !%s().MatchString(written(s)) {\n%s\n}", v.pattern(r.V), detailViolation(name, "pattern", r.V))
	}
	if r := rules.Format; r.IsSet() {
		add("v.%s(%q, s)", formatChecks[r.V], name)
	}
	return out
}

// formatChecks are the methods of violations that check a text's format.
var formatChecks = map[string]string{"url": "url"}

// number emits the checks of a number, or of one that is there.
func (v *validation) number(f *gomodel.Field, at gofile.Expr, checks func(gofile.Expr) []jen.Code) []jen.Code {
	if f.Required {
		return checks(at)
	}
	body := checks(at.Dot("Value"))
	if len(body) == 0 {
		return nil
	}
	return []jen.Code{gofile.Code("if %s.Set {\n%s\n}", at, body)}
}

type rangeRule struct {
	rule, op, limit string
	// fits reports whether the limit and the value beyond it go into a violation's numbers on every machine.
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
			violation = gofile.Code("v.limit(%q, %q, %s, int(%s))", name, r.rule, r.limit, at)
		}
		out = append(out, gofile.Code("if %s %s %s {\n%s\n}", at, r.op, r.limit, violation))
	}
	return out
}

// floatChecks emits the checks of a float. One that is not finite has no other violation.
func floatChecks(name string, k *spec.Float, at gofile.Expr) []jen.Code {
	infinite := gofile.Code("math.IsNaN(%[1]s) || math.IsInf(%[1]s, 0)", at)
	return []jen.Code{ifElse(infinite, addViolation(name, "finite"), numberChecks(name, at, rangeRules(k.Min, k.Max)))}
}

func intEnum(name string, k *spec.Int, at gofile.Expr) []jen.Code {
	if !k.Enum.IsSet() {
		return nil
	}
	values := make([]string, len(k.Enum.V))
	for i, v := range k.Enum.V {
		values[i] = strconv.FormatInt(v, 10)
	}
	list := strings.Join(values, ", ")
	return []jen.Code{gofile.Code("switch %s {\ncase %s:\ndefault:\n%s\n}", at, list,
		detailViolation(name, "enum", list))}
}
