package sample

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/replygen/replygen/spec"
)

// The rules that a text can break beside the limits of its length.
const (
	ruleChars   = spec.CharsRule
	ruleEnum    = "enum"
	rulePattern = "pattern"
	ruleFormat  = "format"
)

// Broken names the rules of k that a present text violates: chars, then those
// that it states, in the order of [spec.ValueRules].
func Broken(k *spec.String, text string) []string { return newJudge(k).broken(text) }

// judge holds texts to the rules of one kind.
type judge struct {
	rules   spec.StringRules
	pattern *regexp.Regexp // nil without a pattern, or when it is none
}

func newJudge(k *spec.String) *judge {
	j := &judge{rules: k.Enforced()}
	if k.Rules.Pattern.IsSet() {
		j.pattern, _ = spec.CompilePattern(k.Rules.Pattern.V)
	}
	return j
}

func (j *judge) broken(text string) []string {
	var out []string
	hold := func(rule string, ok bool) {
		if !ok {
			out = append(out, rule)
		}
	}
	hold(ruleChars, carriable(text))
	text = lineEnds.Replace(text) // the other rules are about the text as it is written
	r := &j.rules
	for rule, limit := range r.Sizes() {
		hold(rule.Key, rule.Allows(limit.V, rule.Measure(text)))
	}
	hold(ruleEnum, !r.Enum.IsSet() || slices.Contains(r.Enum.V, text))
	hold(rulePattern, !r.Pattern.IsSet() || j.pattern != nil && j.pattern.MatchString(text))
	hold(ruleFormat, !r.Format.IsSet() || isOf(r.Format.V, text))
	return out
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// carriable reports whether XML 1.0 can carry text: production Char, §2.2.
func carriable(text string) bool {
	for text != "" {
		r, size := utf8.DecodeRuneInString(text)
		switch {
		case r == utf8.RuneError && size == 1:
			return false
		case r == '\t', r == '\n', r == '\r':
		case r < 0x20, r == 0xFFFE, r == 0xFFFF:
			return false
		}
		text = text[size:]
	}
	return true
}

func isOf(format, text string) bool {
	f := spec.FindFormat(format)
	return f != nil && f.Matches(text)
}
