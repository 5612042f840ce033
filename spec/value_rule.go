package spec

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// ValueRule is a rule of a single value. Each is one row of a table, which the parser, the JSON Schema, the checks, Diff,
// the judge, the reference pages and the Go documentation read. What a row cannot say is written by hand: the check in
// generated code, and the words in each language.
type ValueRule struct {
	// Key is the rule's name in specs and in violations.
	Key   string
	Bound Bound
	// Unit is what a limit counts, "" where it counts nothing.
	Unit Unit
	// kinds are the kinds of fields that can have the rule.
	kinds []string
	form  keyKind
	doc   string
}

// Bound says how a rule narrows a value.
type Bound int

// The bounds. A value is at most or at least the limit, one of a set of values, or text of some form.
const (
	AtMost Bound = iota
	AtLeast
	OneOfSet
	OfForm
)

// Unit is what a limit counts, in the plural.
type Unit string

// The units. A text of n characters has at least n and at most 4·n bytes.
const (
	Bytes      Unit = "bytes"
	Characters Unit = "characters"
	Items      Unit = "items"
)

// The rules that hold without a key: a required value is present, XML carries every character, a float is finite.
const (
	RequiredRule = "required"
	CharsRule    = "chars"
	FiniteRule   = "finite"
)

// The limits of a text's length: indexes of StringRules.Size.
const (
	MinBytes = iota
	MaxBytes
	MinRunes
	MaxRunes
)

var sizeRules = [...]ValueRule{
	MinBytes: {"min_bytes", AtLeast, Bytes, onStrings, sizeKey, "fewest bytes of UTF-8 of a value that is present"},
	MaxBytes: {"max_bytes", AtMost, Bytes, onStrings, sizeKey, "most bytes of UTF-8"},
	MinRunes: {"min_runes", AtLeast, Characters, onStrings, sizeKey, "fewest Unicode characters of a value that is present"},
	MaxRunes: {"max_runes", AtMost, Characters, onStrings, sizeKey, "most Unicode characters"},
}

var (
	minRule      = ValueRule{"min", AtLeast, "", onNumbers, numberKey, "least value"}
	maxRule      = ValueRule{"max", AtMost, "", onNumbers, numberKey, "greatest value"}
	enumRule     = ValueRule{"enum", OneOfSet, "", []string{kindString, kindID, kindInt}, textListKey, "the only values"}
	patternRule  = ValueRule{"pattern", OfForm, "", onStrings, plainKey, "RE2 expression that the whole value matches; the field or its scalar has an example that does"}
	formatRule   = ValueRule{"format", OfForm, "", onStrings, formatKey, "a named form: " + strings.Join(formatNames, " or ")}
	minItemsRule = ValueRule{"min_items", AtLeast, Items, onLists, sizeKey, "fewest items"}
	maxItemsRule = ValueRule{"max_items", AtMost, Items, onLists, sizeKey, "most items"}
)

// valueRules are all rows, in the order in which violations are reported.
var valueRules = append(sizeRows(), &minRule, &maxRule, &enumRule, &patternRule, &formatRule, &minItemsRule, &maxItemsRule)

func sizeRows() []*ValueRule {
	var out []*ValueRule
	for i := range sizeRules {
		out = append(out, &sizeRules[i])
	}
	return out
}

// ValueRules returns the rules that a single value can have by a key, in the order in which violations are reported.
func ValueRules() []*ValueRule { return slices.Clone(valueRules) }

// FindValueRule returns the rule of a key, nil when there is none.
func FindValueRule(key string) *ValueRule {
	for _, r := range valueRules {
		if r.Key == key {
			return r
		}
	}
	return nil
}

// Kinds are the kinds of fields that can have the rule, as the key `type` spells them.
func (r *ValueRule) Kinds() []string { return slices.Clone(r.kinds) }

// IsLimit reports whether the rule is an upper or a lower limit.
func (r *ValueRule) IsLimit() bool { return r.Bound == AtMost || r.Bound == AtLeast }

// Allows reports whether a number keeps to a limit.
func (r *ValueRule) Allows(limit, n int) bool {
	if r.Bound == AtMost {
		return n <= limit
	}
	return n >= limit
}

// Measure is the length of a text in the unit of the rule.
func (r *ValueRule) Measure(text string) int {
	if r.Unit == Bytes {
		return len(text)
	}
	return utf8.RuneCountInString(text)
}

// Sizes are the limits of the length that the rules state, in the order of the table.
func (r *StringRules) Sizes() iter.Seq2[*ValueRule, Value[int]] {
	return func(yield func(*ValueRule, Value[int]) bool) {
		for i, limit := range r.Size {
			if limit.IsSet() && !yield(&sizeRules[i], limit) {
				return
			}
		}
	}
}

// StatedRule is a rule that a spec states, with its limit as the spec spells it, or the values of a set.
type StatedRule struct {
	*ValueRule
	Values []string
}

// RulesOf lists the rules that a kind of value has by a key, in the order of the table.
func RulesOf(k Kind) []StatedRule {
	var s stated
	switch k := k.(type) {
	case *String:
		s.text(&k.Rules)
	case *Int:
		add(&s, &minRule, k.Min)
		add(&s, &maxRule, k.Max)
		if k.Enum.IsSet() {
			values := make([]string, len(k.Enum.V))
			for i, v := range k.Enum.V {
				values[i] = strconv.FormatInt(v, 10)
			}
			s = append(s, StatedRule{&enumRule, values})
		}
	case *UnixTime:
		add(&s, &minRule, k.Min)
		add(&s, &maxRule, k.Max)
	case *Float:
		add(&s, &minRule, k.Min)
		add(&s, &maxRule, k.Max)
	case *List:
		add(&s, &minItemsRule, k.MinItems)
		add(&s, &maxItemsRule, k.MaxItems)
	case *Bool, *MsgType, *Const, *Count, *Object, *Union:
	}
	return s
}

// Stated is RulesOf for the rules of a text.
func (r *StringRules) Stated() []StatedRule {
	var s stated
	s.text(r)
	return s
}

type stated []StatedRule

func (s *stated) text(r *StringRules) {
	for rule, limit := range r.Sizes() {
		add(s, rule, limit)
	}
	if r.Enum.IsSet() {
		*s = append(*s, StatedRule{&enumRule, r.Enum.V})
	}
	add(s, &patternRule, r.Pattern)
	add(s, &formatRule, r.Format)
}

func add[T any](s *stated, rule *ValueRule, v Value[T]) {
	if v.IsSet() {
		*s = append(*s, StatedRule{rule, []string{fmt.Sprint(v.V)}})
	}
}

// ruleKeys are the keys of rules that some kind of field can have.
func ruleKeys(on []string) []key {
	var out []key
	for _, r := range valueRules {
		if slices.ContainsFunc(on, r.isOn) {
			out = append(out, key{name: r.Key, kind: r.form, on: r.kinds, doc: r.doc})
		}
	}
	return out
}

func (r *ValueRule) isOn(kind string) bool { return slices.Contains(r.kinds, kind) }

// isStringRule reports whether a key is a rule that a string can have.
func isStringRule(key string) bool { r := FindValueRule(key); return r != nil && r.isOn(kindString) }

// limitKeys are the keys of the limits that a kind can have, of any of the bounds.
func limitKeys(kind string, bounds ...Bound) []string {
	var out []string
	for _, r := range valueRules {
		if r.isOn(kind) && slices.Contains(bounds, r.Bound) {
			out = append(out, r.Key)
		}
	}
	return out
}
