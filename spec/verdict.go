package spec

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/tree"
)

// exampleRules are the rules that the examples of some kind can violate.
func exampleRules() []string {
	out := []string{RequiredRule, CharsRule}
	for _, k := range keys.RuleKeys(keys.OnValues) {
		out = append(out, k.Name)
	}
	return out
}

// checkVerdicts holds examples to rules that the field has.
func (d *decoder) checkVerdicts(list []Verdict, k Kind) {
	for _, v := range list {
		if !fitsText(v.Text, k) {
			d.p.Add(diag.Diagnostic{Span: v.Origin.Span, Code: code.Example, Message: fmt.Sprintf("example %q is no %s", v.Text, k.kind())})
			continue
		}
		if v.Violates == "" || canViolate(k, v.Violates) {
			continue
		}
		if v.Origin.Overlay != d.last {
			continue // a later overlay has unset the rule
		}
		one := diag.Diagnostic{Span: v.Origin.Span, Code: code.Example, Message: fmt.Sprintf("the field has no rule %q to violate", v.Violates)}
		if slices.Contains(exampleRules(), v.Violates) {
			one.Severity = diag.Warning // a platform that was resolved keeps the examples of rules that an overlay unset
		} else {
			one.Hint = tree.DidYouMean(v.Violates, exampleRules())
		}
		d.p.Add(one)
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

// canViolate reports whether a value of the kind is held to the rule.
func canViolate(k Kind, rule string) bool {
	if text, ok := k.(*String); ok {
		k = &String{Rules: text.Enforced()}
		if rule == CharsRule {
			return true
		}
	}
	return rule == RequiredRule || slices.ContainsFunc(RulesOf(k), func(r StatedRule) bool { return r.Key == rule })
}
