package emit

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
	"github.com/replygen/replygen/spec"
)

// Validators emits what checks replies against their rules.
func Validators(p *gomodel.Package, f *gofile.File) {
	v := &validation{pkg: p}
	for _, t := range p.Structs() {
		if t.IsReply {
			f.Add(gofile.Doc("Validate returns nil, or a *ValidationError with every rule that the reply breaks, in document order. It does not allocate "+
				"when there is none."), gofile.Code(
				"func (r *%s) Validate() error {\nvar v violations\nr.validate(&v)\nreturn v.err()\n}", t.Name))
		}
		f.Add(nil, v.method(t))
	}
	for _, t := range p.Truncates {
		emitTruncate(t, f)
	}
	for i, pattern := range v.patterns {
		f.Add(nil, patternVariable(i, pattern))
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
func (v *validation) method(t *gomodel.Type) string {
	var body []string
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

func (v *validation) field(t *gomodel.Type, f *gomodel.Field) []string {
	at := "r." + f.GoName
	switch k := f.Kind.(type) {
	case *spec.Object:
		checks := gomodel.Within(f.Name, at+".validate(v)")
		if f.Required {
			return []string{"{\n" + checks + "\n}"}
		}
		return []string{gofile.Code("if %s {\n%s\n}", gomodel.IsPresent(t, f, "r"), checks)}
	case *spec.List:
		return v.list(f, k, at)
	case *spec.Union:
		return []string{unionChecks(f.Union, at, f.Name, f.Required)}
	default: // a leaf
	}
	checks := v.leaf(f.Kind, f.Name, f.ValueOf(at))
	_, isTime := f.Kind.(*spec.UnixTime)
	switch isText := gomodel.BaseType(f.Kind) == "string"; {
	case isText && f.Required:
		return []string{requiredText(f.Name, at, checks)}
	case isText:
		return []string{gofile.Code("if s := string(%s); s != \"\" {\n%s\n}", at, checks)}
	case isTime && f.Required:
		return []string{ifElse(at+" == 0", addViolation(f.Name, "required"), checks)}
	case f.Required || checks == nil:
		return checks
	}
	return []string{gofile.Code("if %s.Set {\n%s\n}", at, checks)}
}

func addViolation(name, rule string) string { return gofile.Code("v.add(%q, %q)", name, rule) }

// ifElse leaves out the branch that is empty.
func ifElse(condition, then string, otherwise []string) string {
	if len(otherwise) == 0 {
		return gofile.Code("if %s {\n%s\n}", condition, then)
	}
	return gofile.Code("if %s {\n%s\n} else {\n%s\n}", condition, then, otherwise)
}

// requiredText emits
//
//	if s := string(r.Content); s == "" {
//		v.add("Content", "required")
//	} else {
//		v.chars("Content", s)
//	}
func requiredText(name, at string, checks []string) string {
	return ifElse("s := string("+at+`); s == ""`, addViolation(name, "required"), checks)
}

// leaf emits the checks of a value that is present: of the text s, or of the number at an expression.
func (v *validation) leaf(kind spec.Kind, name, at string) []string {
	var out []string
	rules := spec.RulesOf(kind)
	if k, ok := kind.(*spec.String); ok {
		enforced := k.Enforced()
		out, rules = []string{gofile.Code("v.chars(%q, s)", name)}, enforced.Stated()
	}
	counted := false
	for i, r := range rules {
		if i+1 < len(rules) && r.Unit == spec.Characters && rules[i+1].Unit == r.Unit { // they share the count
			counted = true
			out = append(out, "n := writtenRunes(s)")
		}
		out = append(out, v.rule(r, kind, name, at, counted))
	}
	if gomodel.BaseType(kind) == "float64" { // one that is not finite has no other violation
		infinite := gofile.Code("math.IsNaN(%[1]s) || math.IsInf(%[1]s, 0)", at)
		return []string{ifElse(infinite, addViolation(name, spec.FiniteRule), out)}
	}
	return out
}

// formatChecks are the methods of violations that check a text's format.
var formatChecks = map[string]string{"url": "url"}

// rule emits the check of one rule. Where n is counted, it is the number of the text's characters.
func (v *validation) rule(r spec.StatedRule, kind spec.Kind, name, at string, counted bool) string {
	limit, values := r.Values[0], strings.Join(r.Values, ", ")
	violation := gofile.Code("v.detail(%q, %q, %q)", name, r.Key, values)
	limited := gofile.Code("v.limit(%q, %q, %s, n)", name, r.Key, limit)
	op := "<"
	if r.Bound == spec.AtMost {
		op = ">"
	}
	isText := gomodel.BaseType(kind) == "string"
	switch {
	case r.Key == "pattern":
		return gofile.Code("if !%s().MatchString(written(s)) {\n%s\n}", v.pattern(limit), violation)
	case r.Key == "format":
		return gofile.Code("v.%s(%q, s)", formatChecks[limit], name)
	case r.Bound == spec.OneOfSet && isText:
		return gofile.Code("switch written(s) {\ncase %s:\ndefault:\n%s\n}", gofile.Texts(r.Values...), violation)
	case r.Bound == spec.OneOfSet:
		return gofile.Code("switch %s {\ncase %s:\ndefault:\n%s\n}", at, values, violation)
	case r.Key == "max_bytes":
		return gofile.Code("if len(s) > %s {\nv.maxBytes(%q, %[1]s, s)\n}", limit, name)
	case r.Unit == spec.Bytes:
		return gofile.Code("if n := len(written(s)); n %s %s {\n%s\n}", op, limit, limited)
	case counted:
		return gofile.Code("if n %s %s {\n%s\n}", op, limit, limited)
	case r.Unit == spec.Characters:
		return gofile.Code("if n := writtenRunes(s); n %s %s {\n%s\n}", op, limit, limited)
	}
	// A violation has numbers where the limit and the value beyond it fit into an int on every machine.
	if _, err := strconv.ParseInt(limit, 10, 32); err == nil && gomodel.BaseType(kind) == "int64" {
		violation = gofile.Code("v.limit(%q, %q, %s, int(%s))", name, r.Key, limit, at)
	}
	return gofile.Code("if %s %s %s {\n%s\n}", at, op, limit, violation)
}

// pattern returns the name of the variable for a pattern.
func (v *validation) pattern(pattern string) string {
	i := slices.Index(v.patterns, pattern)
	if i < 0 {
		i = len(v.patterns)
		v.patterns = append(v.patterns, pattern)
	}
	return patternName(i)
}

func patternName(i int) string { return "pattern" + strconv.Itoa(i+1) }

// patternVariable emits
//
//	var pattern1 = sync.OnceValue(func() *regexp.Regexp {
//		return regexp.MustCompile(`\A(?:[a-z]+)\z`)
//	})
func patternVariable(i int, pattern string) string {
	whole, err := spec.CompilePattern(pattern)
	if err != nil {
		panic(fmt.Sprintf("generator: %v", err)) // the spec was checked
	}
	expr := whole.String()
	literal := strconv.Quote(expr)
	if strconv.CanBackquote(expr) && !strings.ContainsFunc(expr, spec.IsTextHazard) {
		literal = "`" + expr + "`"
	}
	return gofile.Code("var %s = sync.OnceValue(func() *regexp.Regexp {\nreturn regexp.MustCompile(%s)\n})",
		patternName(i), literal)
}

// emitTruncate emits
//
//	func TruncateContent(s string) (string, bool) {
//		return truncate(s, 2048, math.MaxInt)
//	}
func emitTruncate(t *gomodel.Truncate, f *gofile.File) {
	most := map[spec.Unit]string{spec.Bytes: gofile.Code("math.MaxInt"), spec.Characters: gofile.Code("math.MaxInt")}
	var said []string
	for _, limit := range t.Limits {
		if most[limit.Unit] == "" {
			panic("truncate does not count " + string(limit.Unit))
		}
		most[limit.Unit] = strconv.Itoa(limit.N)
		said = append(said, limit.String())
	}
	f.Add(gofile.Doc(fmt.Sprintf("%s cuts s to %s as it is written, at a character, and reports whether it was longer: the platform would cut it "+
		"anywhere. It is for %s.", t.Name, strings.Join(said, " and "), strings.Join(t.Paths, ", "))),
		gofile.Code("func %s(s string) (string, bool) {\nreturn truncate(s, %s, %s)\n}", t.Name, most[spec.Bytes],
			most[spec.Characters]))
}
