package gomodel

import (
	"strconv"
	"strings"

	"github.com/replygen/replygen/spec"
)

// RuleSentence is a sentence of the words of rules, "" for none.
func RuleSentence(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return strings.ToUpper(words[0][:1]) + strings.Join(words, ", ")[1:] + "."
}

// KindRuleWords are the rules of a value in English.
func KindRuleWords(kind spec.Kind) []string {
	quote := func(value string) string { return value }
	if _, ok := kind.(*spec.String); ok {
		quote = strconv.Quote
	}
	out := RulesWords(spec.RulesOf(kind), quote)
	switch k := kind.(type) {
	case *spec.String:
		if k.Truncates {
			out = append(out, "the platform cuts what is longer")
		}
	case *spec.UnixTime:
		out = append([]string{"in seconds since 1970"}, out...)
	case *spec.List:
		for _, r := range k.MaxItemsReplyingTo {
			out = append(out, "at most "+counted(strconv.Itoa(r.Limit.V), spec.Items)+" in reply to "+r.Type)
		}
	default: // the rules say all
	}
	return out
}

// RulesWords describes rules for the documentation of a type or field.
func RulesWords(rules []spec.StatedRule, quote func(string) string) []string {
	var out []string
	for _, r := range rules {
		out = append(out, ruleWords(r, quote))
	}
	return out
}

// ruleWords says a rule with its unit.
func ruleWords(r spec.StatedRule, quote func(string) string) string {
	switch r.Bound {
	case spec.AtMost:
		return "at most " + counted(r.Values[0], r.Unit)
	case spec.AtLeast:
		return "at least " + counted(r.Values[0], r.Unit)
	case spec.OneOfSet:
		values := make([]string, len(r.Values))
		for i, v := range r.Values {
			values[i] = quote(v)
		}
		return "one of " + strings.Join(values, ", ")
	}
	if f := spec.FindFormat(r.Values[0]); r.Key == "format" && f != nil {
		return f.Words
	}
	return "matching " + strconv.Quote(r.Values[0])
}

// counted is a number with its unit.
func counted(n string, unit spec.Unit) string {
	switch {
	case unit == spec.Bytes:
		return n + " bytes of UTF-8"
	case unit == spec.Items && n == "1":
		return "1 item"
	}
	return strings.TrimSuffix(n+" "+string(unit), " ")
}

// ItemPath is how violations name an item, less its index.
func ItemPath(f *Field, k *spec.List) string {
	if k.Flat {
		return f.Name
	}
	return f.Name + "." + k.Item.Name
}
