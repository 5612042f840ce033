package interpret

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/replygen/replygen/spec"
)

// leaf checks a value that is present.
func (c *checker) leaf(path string, k spec.Kind, l *leaf) {
	before := len(c.found)
	switch k := k.(type) {
	case *spec.String:
		c.text(path, k.Enforced(), l.text)
	case *spec.Int:
		n := wholeOf(l)
		limits(c, path, n, k.Min, k.Max)
		if k.Enum.IsSet() && !slices.Contains(k.Enum.V, n) {
			c.add(path, "enum", joined(k.Enum.V))
		}
	case *spec.UnixTime:
		limits(c, path, wholeOf(l), k.Min, k.Max)
	case *spec.Float:
		if !isFinite(l.text) {
			c.add(path, "finite", "")
			break
		}
		f, _ := strconv.ParseFloat(l.text, 64) // canonical: it was parsed before
		limits(c, path, f, k.Min, k.Max)
	}
	for i := before; i < len(c.found); i++ {
		c.found[i].example = l.example
	}
}

func wholeOf(l *leaf) int64 {
	n, _ := strconv.ParseInt(l.text, 10, 64) // canonical: it was parsed before
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

func limits[T int64 | float64](c *checker, path string, n T, low, high spec.Value[T]) {
	if low.IsSet() && n < low.V {
		beyond(c, path, "min", low.V, n)
	}
	if high.IsSet() && n > high.V {
		beyond(c, path, "max", high.V, n)
	}
}

// beyond gives the limit as a number when it is an int on every machine, else
// as a text.
func beyond[T int64 | float64](c *checker, path, rule string, limit, n T) {
	whole, ok := any(limit).(int64)
	if !ok || whole < math.MinInt32 || whole > math.MaxInt32 {
		c.add(path, rule, fmt.Sprint(limit))
		return
	}
	c.size(path, rule, int(whole), int(n))
}

func (c *checker) text(path string, r spec.StringRules, s string) {
	if at := offending(s); at >= 0 {
		c.found = append(c.found, finding{Violation: Violation{Field: path, Rule: "chars", Offset: at}})
	}
	s = lineEnds.Replace(s) // the other rules are about the text as it is written
	for rule, limit := range r.Sizes() {
		if n := rule.Measure(s); !rule.Allows(limit.V, n) {
			c.size(path, rule.Key, limit.V, n)
		}
	}
	if r.Enum.IsSet() && !slices.Contains(r.Enum.V, s) {
		c.add(path, "enum", strings.Join(r.Enum.V, ", "))
	}
	if r.Pattern.IsSet() && !matches(r.Pattern.V, s) {
		c.add(path, "pattern", r.Pattern.V)
	}
	if f := spec.FindFormat(r.Format.V); f != nil && !f.Matches(s) {
		c.add(path, "format", r.Format.V)
	}
}

func matches(pattern, s string) bool {
	whole, err := spec.CompilePattern(pattern)
	return err == nil && whole.MatchString(s)
}

// offending returns the index of the first byte that XML cannot carry, -1 when
// there is none.
func offending(s string) int {
	return strings.IndexFunc(strings.ToValidUTF8(s, "\x00"), func(r rune) bool { return !isXMLChar(r) })
}
