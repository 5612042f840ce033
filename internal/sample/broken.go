package sample

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/replygen/replygen/spec"
)

// The rules that a text can break, in the order in which Broken names them.
const (
	ruleChars    = "chars"
	ruleMaxBytes = "max_bytes"
	ruleMinRunes = "min_runes"
	ruleMaxRunes = "max_runes"
	ruleEnum     = "enum"
	rulePattern  = "pattern"
	ruleFormat   = "format"
)

// Broken names the rules of k that a present text violates, in the order
// chars, max_bytes, min_runes, max_runes, enum, pattern, format.
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
	r, runes := &j.rules, utf8.RuneCountInString(text)
	hold(ruleMaxBytes, !r.MaxBytes.IsSet() || len(text) <= r.MaxBytes.V)
	hold(ruleMinRunes, !r.MinRunes.IsSet() || runes >= r.MinRunes.V)
	hold(ruleMaxRunes, !r.MaxRunes.IsSet() || runes <= r.MaxRunes.V)
	hold(ruleEnum, !r.Enum.IsSet() || slices.Contains(r.Enum.V, text))
	hold(rulePattern, !r.Pattern.IsSet() || j.pattern != nil && j.pattern.MatchString(text))
	hold(ruleFormat, !r.Format.IsSet() || r.Format.V == "url" && isURL(text))
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

// urlForm is scheme://[userinfo@]host[:port] of RFC 3986, §3, and then
// anything. A host in brackets may hold colons.
var urlForm = regexp.MustCompile(`(?s)\A[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#]*@)?(?:\[[^\]@/?#]+\]|[^\[:@/?#][^:@/?#]*)(?::[0-9]*)?(?:[/?#].*)?\z`)

func isURL(text string) bool {
	for _, r := range text {
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			return false
		}
	}
	return urlForm.MatchString(text)
}
