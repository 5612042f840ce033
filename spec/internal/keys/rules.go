package keys

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// ValueRule is a rule of a single value, one row of the table that the checks of files, the JSON Schema, the comparison of
// platforms and, through package spec, the generator and the judge read.
type ValueRule struct {
	Key
	Bound Bound
	// Unit is what a limit counts, "" where it counts nothing.
	Unit string
}

// Bound is how a rule narrows a value.
type Bound int

// The ways in which a rule narrows a value.
const (
	AtMost Bound = iota
	AtLeast
	OneOfSet
	OfForm
)

// Allows reports whether a number keeps to a limit. Both are spelled as on the wire.
func (b Bound) Allows(limit, number string) bool {
	whole, err := strconv.ParseInt(limit, 10, 64)
	n, notWhole := strconv.ParseInt(number, 10, 64)
	order := cmp.Compare(n, whole)
	if err != nil || notWhole != nil {
		most, _ := strconv.ParseFloat(limit, 64)
		n, _ := strconv.ParseFloat(number, 64)
		order = cmp.Compare(n, most)
	}
	return order == 0 || (order < 0) == (b == AtMost)
}

// The units, in the plural.
const (
	Bytes      = "bytes"
	Characters = "characters"
	Items      = "items"
)

// The rules, by their indexes in the table. Those of a text's length come first.
const (
	MinBytes = iota
	MaxBytes
	MinRunes
	MaxRunes
	Min
	Max
	Enum
	Pattern
	Format
	MinItems
	MaxItems
)

// FormatNames are the named forms that a text can have.
var FormatNames = []string{"url"}

// ValueRules is the table of rules, in the order in which violations are reported.
var ValueRules = [...]ValueRule{
	MinBytes: {Key{Name: "min_bytes", Kind: SizeKey, On: onStrings, Doc: "fewest bytes of UTF-8 of a value that is present"}, AtLeast, Bytes},
	MaxBytes: {Key{Name: "max_bytes", Kind: SizeKey, On: onStrings, Doc: "most bytes of UTF-8"}, AtMost, Bytes},
	MinRunes: {Key{Name: "min_runes", Kind: SizeKey, On: onStrings, Doc: "fewest Unicode characters of a value that is present"}, AtLeast, Characters},
	MaxRunes: {Key{Name: "max_runes", Kind: SizeKey, On: onStrings, Doc: "most Unicode characters"}, AtMost, Characters},
	Min:      {Key{Name: "min", Kind: NumberKey, On: OnNumbers, Doc: "least value; a time's in seconds since 1970"}, AtLeast, ""},
	Max:      {Key{Name: "max", Kind: NumberKey, On: OnNumbers, Doc: "greatest value; a time's in seconds since 1970"}, AtMost, ""},
	Enum:     {Key{Name: "enum", Kind: TextListKey, On: []string{KindString, KindID, KindInt}, Doc: "the only values"}, OneOfSet, ""},
	Pattern:  {Key{Name: "pattern", Kind: PlainKey, On: onStrings, Doc: "RE2 expression that the whole value matches; the field or its scalar has an example that does"}, OfForm, ""},
	Format:   {Key{Name: "format", Kind: FormatKey, On: onStrings, Doc: "a named form: " + strings.Join(FormatNames, " or ")}, OfForm, ""},
	MinItems: {Key{Name: "min_items", Kind: SizeKey, On: onLists, Doc: "fewest items"}, AtLeast, Items},
	MaxItems: {Key{Name: "max_items", Kind: SizeKey, On: onLists, Doc: "most items"}, AtMost, Items},
}

// RuleOn returns the rule of a key that a kind can have, nil when there is none.
func RuleOn(kind, name string) *ValueRule {
	if r := RuleNamed(name); r != nil && r.Fits(kind) {
		return r
	}
	return nil
}

// RuleNamed returns the rule of a key, nil when there is none.
func RuleNamed(name string) *ValueRule {
	i := slices.IndexFunc(ValueRules[:], func(r ValueRule) bool { return r.Name == name })
	if i < 0 {
		return nil
	}
	return &ValueRules[i]
}

// IsLimit reports whether the rule is an upper or a lower limit.
func (r *ValueRule) IsLimit() bool { return r.Bound == AtMost || r.Bound == AtLeast }

// ruleKeys are the keys of rules that some kind of field can have.
func ruleKeys(on []string) []Key {
	var out []Key
	for _, r := range ValueRules {
		if slices.ContainsFunc(on, r.Fits) {
			out = append(out, r.Key)
		}
	}
	return out
}

// LimitKeys are the keys of the limits that a kind can have, of any of the bounds.
func LimitKeys(kind string, bounds ...Bound) []string {
	var out []string
	for _, r := range ValueRules {
		if r.Fits(kind) && slices.Contains(bounds, r.Bound) {
			out = append(out, r.Name)
		}
	}
	return out
}

// The rules that apply without a key.
const (
	RequiredRule = "required"
	CharsRule    = "chars"
)

// ExampleRules are the rules that the examples of some kind can violate.
func ExampleRules() []string {
	out := []string{RequiredRule, CharsRule}
	for _, k := range ruleKeys(OnValues) {
		out = append(out, k.Name)
	}
	return out
}
