package spec

import (
	"fmt"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/pattern"
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
}

// Bound says how a rule narrows a value.
type Bound int

// The bounds. A value is at most or at least the limit, one of a set of values, or text of some form.
const (
	AtMost   = Bound(keys.AtMost)
	AtLeast  = Bound(keys.AtLeast)
	OneOfSet = Bound(keys.OneOfSet)
	OfForm   = Bound(keys.OfForm)
)

// Unit is what a limit counts, in the plural.
type Unit string

// The units. A text of n characters has at least n and at most 4·n bytes.
const (
	Bytes      Unit = keys.Bytes
	Characters Unit = keys.Characters
	Items      Unit = keys.Items
)

// The rules that apply without a key: a required value is present, XML carries every character, a float is finite.
const (
	requiredRule = keys.RequiredRule
	CharsRule    = keys.CharsRule
	FiniteRule   = "finite"
)

// The limits of a text's length: indexes of StringRules.Size.
const (
	MinBytes = keys.MinBytes
	MaxBytes = keys.MaxBytes
	MinRunes = keys.MinRunes
	MaxRunes = keys.MaxRunes
)

// valueRules are all rules, in the order in which violations are reported.
var valueRules = func() (out []*ValueRule) {
	for _, r := range keys.ValueRules {
		out = append(out, &ValueRule{Key: r.Name, Bound: Bound(r.Bound), Unit: Unit(r.Unit), kinds: r.On})
	}
	return out
}()

// ValueRules returns the rules that a single value can have by a key, in the order in which violations are reported.
func ValueRules() []*ValueRule { return slices.Clone(valueRules) }

// FindValueRule returns the rule of a key, nil when there is none.
func FindValueRule(key string) *ValueRule {
	return first(valueRules, func(r *ValueRule) bool { return r.Key == key })
}

// Kinds are the kinds of fields that can have the rule, as the key `type` spells them.
func (r *ValueRule) Kinds() []string { return slices.Clone(r.kinds) }

// IsLimit reports whether the rule is an upper or a lower limit.
func (r *ValueRule) IsLimit() bool { return r.Bound == AtMost || r.Bound == AtLeast }

// Measure is the length of a text in the unit of the rule.
func (r *ValueRule) Measure(text string) int {
	switch r.Unit {
	case Bytes:
		return len(text)
	case Characters:
		return utf8.RuneCountInString(text)
	}
	panic("no text is measured in " + string(r.Unit))
}

// Sizes are the limits of the length that the rules state, in the order of the table.
func (r *StringRules) Sizes() iter.Seq2[*ValueRule, Value[int]] {
	return func(yield func(*ValueRule, Value[int]) bool) {
		for i, limit := range r.Size {
			if limit.IsSet() && !yield(valueRules[i], limit) {
				return
			}
		}
	}
}

// StatedRule is a rule that a spec states, with its limit as the spec spells it, or the values of a set.
type StatedRule struct {
	*ValueRule
	Values []string
	origin *Origin
}

// RulesOf lists the rules that a kind of value has by a key, in the order of the table.
func RulesOf(k Kind) []StatedRule {
	switch k := k.(type) {
	case *String:
		return k.Rules.Stated()
	case *Int:
		return slices.Concat(stated(keys.Min, k.Min), stated(keys.Max, k.Max), stated(keys.Enum, k.Enum))
	case *UnixTime:
		return slices.Concat(stated(keys.Min, k.Min), stated(keys.Max, k.Max))
	case *Float:
		return slices.Concat(stated(keys.Min, k.Min), stated(keys.Max, k.Max))
	case *List:
		return slices.Concat(stated(keys.MinItems, k.MinItems), stated(keys.MaxItems, k.MaxItems))
	case *Bool, *MsgType, *Const, *Count, *Object, *Union:
	}
	return nil
}

// Stated is RulesOf for the rules of a text.
func (r *StringRules) Stated() []StatedRule {
	var out []StatedRule
	for i, limit := range r.Size {
		out = append(out, stated(i, limit)...)
	}
	return slices.Concat(out, stated(keys.Enum, r.Enum), stated(keys.Pattern, r.Pattern), stated(keys.Format, r.Format))
}

// Same reports whether each rule is decided at the same place.
func (r *StringRules) Same(other StringRules) bool {
	return slices.EqualFunc(r.Stated(), other.Stated(), func(a, b StatedRule) bool {
		return a.ValueRule == b.ValueRule && a.origin == b.origin
	})
}

// stated lists the rule of an index in the table, if the spec states it.
func stated[T any](rule int, value Value[T]) []StatedRule {
	if !value.IsSet() {
		return nil
	}
	var values []string
	switch v := any(value.V).(type) {
	case []string:
		values = v
	case []int64:
		for _, n := range v {
			values = append(values, strconv.FormatInt(n, 10))
		}
	default:
		values = []string{fmt.Sprint(v)}
	}
	return []StatedRule{{valueRules[rule], values, value.Origin}}
}

// ViolatedRules lists the rules that a present value violates: chars or finite, and those of [ValueRules], in that order.
// The value is spelled as on the wire.
func ViolatedRules(k Kind, text string) []StatedRule {
	var out []StatedRule
	switch k.(type) {
	case *String:
		if Uncarriable(text) >= 0 {
			out = append(out, StatedRule{ValueRule: &ValueRule{Key: CharsRule, Bound: OfForm}})
		}
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n") // as it is written
	case *Float:
		if f, err := strconv.ParseFloat(text, 64); err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
			return []StatedRule{{ValueRule: &ValueRule{Key: FiniteRule, Bound: OfForm}}}
		}
	case *List:
		return nil // no single value
	case *Int, *UnixTime, *Bool, *MsgType, *Const, *Count, *Object, *Union:
	}
	for _, r := range enforcedRules(k) {
		if !r.holds(text) {
			out = append(out, r)
		}
	}
	return out
}

// enforcedRules are the rules of a kind that a value can break.
func enforcedRules(k Kind) []StatedRule {
	if text, ok := k.(*String); ok {
		rules := text.Enforced()
		return rules.Stated()
	}
	return RulesOf(k)
}

// holds reports whether a value obeys a rule.
func (r StatedRule) holds(text string) bool {
	limit := r.Values[0]
	switch {
	case r.Bound == OneOfSet:
		return slices.Contains(r.Values, text)
	case r.ValueRule == valueRules[keys.Pattern]:
		whole, err := CompilePattern(limit)
		return err != nil || whole.MatchString(text)
	case r.Bound == OfForm:
		f := FindFormat(limit)
		return f == nil || f.Matches(text)
	case r.Unit != "":
		text = strconv.Itoa(r.Measure(text))
	}
	return keys.Bound(r.Bound).Allows(limit, text)
}

// Uncarriable returns the index of the first byte of a text that XML cannot carry, -1 when there is none.
func Uncarriable(text string) int {
	return strings.IndexFunc(strings.ToValidUTF8(text, "\x00"), func(r rune) bool { return !pattern.IsXMLChar(r) })
}
