package spec

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/pattern"
)

// ViolatedRules lists the rules that a present value violates: chars or finite, and those of [ValueRules], in that order.
// The value is spelled as on the wire.
func ViolatedRules(k Kind, text string) []StatedRule {
	var out []StatedRule
	switch kind := k.(type) {
	case *String:
		if Uncarriable(text) >= 0 {
			out = append(out, StatedRule{ValueRule: &ValueRule{Key: CharsRule, Bound: OfForm}})
		}
		k = &String{Rules: kind.Enforced()}
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n") // as it is written
	case *Float:
		if f, err := strconv.ParseFloat(text, 64); err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
			return []StatedRule{{ValueRule: &ValueRule{Key: FiniteRule, Bound: OfForm}}}
		}
	case *List:
		return nil // no single value
	case *Int, *UnixTime, *Bool, *MsgType, *Const, *Count, *Object, *Union:
	}
	for _, r := range RulesOf(k) {
		if !r.holds(text) {
			out = append(out, r)
		}
	}
	return out
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
