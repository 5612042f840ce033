package judge

import (
	"fmt"
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
	kind spec.Kind
	// rules and pattern are those of a text.
	rules   spec.StringRules
	pattern *regexp.Regexp
}

func newValueJudge(k spec.Kind) *valueJudge {
	j := &valueJudge{kind: k}
	if text, ok := k.(*spec.String); ok {
		j.rules = text.Enforced()
		if p := j.rules.Pattern; p.IsSet() {
			j.pattern, _ = spec.CompilePattern(p.V) // nil: nothing matches
		}
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
	switch k := j.kind.(type) {
	case *spec.String:
		return j.textViolations(text)
	case *spec.Int:
		n := wholeOf(text)
		out := limits(n, k.Min, k.Max)
		if k.Enum.IsSet() && !slices.Contains(k.Enum.V, n) {
			out = append(out, Violation{Rule: "enum", Detail: joined(k.Enum.V)})
		}
		return out
	case *spec.UnixTime:
		return limits(wholeOf(text), k.Min, k.Max)
	case *spec.Float:
		if !isFinite(text) {
			return []Violation{{Rule: spec.FiniteRule}}
		}
		f, _ := strconv.ParseFloat(text, 64)
		return limits(f, k.Min, k.Max)
	default: // nothing else has rules of its own
		return nil
	}
}

func wholeOf(text string) int64 {
	n, _ := strconv.ParseInt(text, 10, 64) // it was parsed before
	return n
}

func isFinite(text string) bool {
	f, err := strconv.ParseFloat(text, 64)
	return err == nil && !math.IsNaN(f) && !math.IsInf(f, 0)
}

func joined(values []int64) string {
	words := make([]string, len(values))
	for i, v := range values {
		words[i] = strconv.FormatInt(v, 10)
	}
	return strings.Join(words, ", ")
}

func limits[T int64 | float64](n T, low, high spec.Value[T]) []Violation {
	var out []Violation
	if low.IsSet() && n < low.V {
		out = append(out, beyond("min", low.V, n))
	}
	if high.IsSet() && n > high.V {
		out = append(out, beyond("max", high.V, n))
	}
	return out
}

// beyond gives the limit as a number when it is an int on every machine, else as a text.
func beyond[T int64 | float64](rule string, limit, n T) Violation {
	whole, ok := any(limit).(int64)
	if !ok || whole < math.MinInt32 || whole > math.MaxInt32 {
		return Violation{Rule: rule, Detail: fmt.Sprint(limit)}
	}
	return Violation{Rule: rule, Limit: int(whole), Got: int(n)}
}

func (j *valueJudge) textViolations(s string) []Violation {
	var out []Violation
	if at := offending(s); at >= 0 {
		out = append(out, Violation{Rule: spec.CharsRule, Offset: at})
	}
	s = lineEnds.Replace(s) // the other rules are about the text as it is written
	r := &j.rules
	for rule, limit := range r.Sizes() {
		if n := rule.Measure(s); !rule.Allows(limit.V, n) {
			out = append(out, Violation{Rule: rule.Key, Limit: limit.V, Got: n})
		}
	}
	if r.Enum.IsSet() && !slices.Contains(r.Enum.V, s) {
		out = append(out, Violation{Rule: "enum", Detail: strings.Join(r.Enum.V, ", ")})
	}
	if r.Pattern.IsSet() && (j.pattern == nil || !j.pattern.MatchString(s)) {
		out = append(out, Violation{Rule: "pattern", Detail: r.Pattern.V})
	}
	if r.Format.IsSet() {
		if f := spec.FindFormat(r.Format.V); f == nil || !f.Matches(s) {
			out = append(out, Violation{Rule: "format", Detail: r.Format.V})
		}
	}
	return out
}

// offending returns the index of the first byte that XML cannot carry, -1 when there is none.
func offending(s string) int {
	return strings.IndexFunc(strings.ToValidUTF8(s, "\x00"), func(r rune) bool { return !isXMLChar(r) })
}
