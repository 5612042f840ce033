package judge

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/replygen/replygen/spec"
)

// Broken names the rules that a present value violates: chars or finite, and those of [spec.ValueRules], in that order.
// The value is spelled as on the wire.
func Broken(k spec.Kind, text string) []string { return newValueJudge(k).broken(text) }

// valueJudge judges the present values of one kind.
type valueJudge struct {
	kind      spec.Kind
	rules     []spec.StatedRule
	textRules spec.StringRules // the rules of a text once more, with limits that are numbers
	pattern   *regexp.Regexp   // nil when it cannot be compiled: nothing matches
}

func newValueJudge(k spec.Kind) *valueJudge {
	j := &valueJudge{kind: k, rules: spec.RulesOf(k)}
	if text, ok := k.(*spec.String); ok {
		j.textRules = text.Enforced()
		j.rules = j.textRules.Stated()
		j.pattern, _ = spec.CompilePattern(j.textRules.Pattern.V)
	}
	return j
}

func (j *valueJudge) broken(text string) []string {
	var out []string
	for _, v := range j.violations(text) {
		out = append(out, v.Rule)
	}
	return out
}

// violations are those of a value, without its field.
func (j *valueJudge) violations(text string) []Violation {
	var out []Violation
	switch j.kind.(type) {
	case *spec.String:
		if at := offending(text); at >= 0 {
			out = append(out, Violation{Rule: spec.CharsRule, Offset: at})
		}
		text = lineEnds.Replace(text) // the other rules are about the text as it is written
	case *spec.Float:
		if !isFinite(text) {
			return []Violation{{Rule: spec.FiniteRule}}
		}
	case *spec.Int, *spec.UnixTime, *spec.Bool: // have rules of the table only
	case *spec.MsgType, *spec.Const, *spec.Count, *spec.Object, *spec.List, *spec.Union:
		return nil // no single value
	}
	for _, r := range j.rules {
		if v := j.check(r, text); v.Rule != "" {
			out = append(out, v)
		}
	}
	return out
}

// check returns the violation of one rule, without a Rule if the value satisfies it.
func (j *valueJudge) check(r spec.StatedRule, text string) Violation {
	satisfied := false
	switch {
	case r.IsLimit():
		return j.limit(r, text)
	case r.Bound == spec.OneOfSet:
		satisfied = slices.Contains(r.Values, text)
	case r.Key == "pattern":
		satisfied = j.pattern != nil && j.pattern.MatchString(text)
	case r.Key == "format":
		f := spec.FindFormat(r.Values[0])
		satisfied = f != nil && f.Matches(text)
	}
	if satisfied {
		return Violation{}
	}
	return Violation{Rule: r.Key, Detail: strings.Join(r.Values, ", ")}
}

// limit is check for an upper or lower limit. A violation gives the limit as a number where that is an int on every
// machine, else as a text.
func (j *valueJudge) limit(r spec.StatedRule, text string) Violation {
	if _, ok := j.kind.(*spec.Float); ok {
		if breaks(r, numberOf(r.Values[0]), numberOf(text)) {
			return Violation{Rule: r.Key, Detail: r.Values[0]}
		}
		return Violation{}
	}
	limit, n := wholeOf(r.Values[0]), wholeOf(text)
	if r.Unit != "" {
		n = int64(r.Measure(text))
	}
	switch {
	case !breaks(r, limit, n):
		return Violation{}
	case r.Unit == "" && int64(int32(limit)) != limit:
		return Violation{Rule: r.Key, Detail: r.Values[0]}
	}
	return Violation{Rule: r.Key, Limit: int(limit), Got: int(n)}
}

func breaks[T int64 | float64](r spec.StatedRule, limit, n T) bool {
	return r.Bound == spec.AtMost && n > limit || r.Bound == spec.AtLeast && n < limit
}

func wholeOf(text string) int64 {
	n, _ := strconv.ParseInt(text, 10, 64) // it was parsed before
	return n
}

func numberOf(text string) float64 {
	f, _ := strconv.ParseFloat(text, 64) // it was parsed before
	return f
}

func isFinite(text string) bool {
	f, err := strconv.ParseFloat(text, 64)
	return err == nil && !math.IsNaN(f) && !math.IsInf(f, 0)
}

// offending returns the index of the first byte that XML cannot carry, -1 when there is none.
func offending(s string) int {
	return strings.IndexFunc(strings.ToValidUTF8(s, "\x00"), func(r rune) bool { return !isXMLChar(r) })
}
