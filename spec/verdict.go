package spec

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/replygen/replygen/spec/diag"
)

// ruleNames are the rules that a single value can violate.
var ruleNames = []string{"required", "chars", "max_bytes", "max_runes", "min_runes", "enum", "pattern", "format", "min", "max"}

// checkVerdicts holds examples to rules that the field has.
func (d *decoder) checkVerdicts(list []Verdict, k Kind) {
	for _, v := range list {
		if !fitsText(v.Text, k) {
			d.p.add(diag.Diagnostic{Span: v.Origin.Span, Code: codeExample, Message: fmt.Sprintf("example %q is no %s", v.Text, k.kind())})
			continue
		}
		if v.Violates == "" || slices.Contains(rulesOf(k), v.Violates) {
			continue
		}
		if v.Origin.Overlay != d.last {
			continue // a later overlay has unset the rule
		}
		one := diag.Diagnostic{Span: v.Origin.Span, Code: codeExample, Message: fmt.Sprintf("the field has no rule %q to violate", v.Violates)}
		if slices.Contains(ruleNames, v.Violates) {
			one.Severity = diag.Warning // a platform that was resolved keeps the examples of rules that an overlay unset
		} else {
			one.Hint = didYouMean(v.Violates, ruleNames)
		}
		d.p.add(one)
	}
}

// fitsText reports whether a text is a value of a kind, as Go and the DSL both spell it.
func fitsText(text string, k Kind) bool {
	switch k.(type) {
	case *Int, *UnixTime:
		_, err := strconv.ParseInt(text, 10, 64)
		return err == nil
	case *Float:
		v, err := strconv.ParseFloat(text, 64)
		return err == nil && !math.IsInf(v, 0) && !math.IsNaN(v) && !strings.ContainsAny(text, "xX_pP")
	case *Bool:
		return text == "true" || text == "false"
	default:
		return true
	}
}

// rulesOf lists the rules that a value of the kind is held to.
func rulesOf(k Kind) []string {
	out := []string{"required"}
	has := func(set bool, name string) {
		if set {
			out = append(out, name)
		}
	}
	switch k := k.(type) {
	case *String:
		out = append(out, "chars")
		r := k.Enforced()
		has(r.MaxBytes.IsSet(), "max_bytes")
		has(r.MaxRunes.IsSet(), "max_runes")
		has(r.MinRunes.IsSet(), "min_runes")
		has(r.Enum.IsSet(), "enum")
		has(r.Pattern.IsSet(), "pattern")
		has(r.Format.IsSet(), "format")
	case *Int:
		has(k.Min.IsSet(), "min")
		has(k.Max.IsSet(), "max")
		has(k.Enum.IsSet(), "enum")
	case *Float:
		has(k.Min.IsSet(), "min")
		has(k.Max.IsSet(), "max")
	case *UnixTime:
		has(k.Min.IsSet(), "min")
		has(k.Max.IsSet(), "max")
	}
	return out
}
