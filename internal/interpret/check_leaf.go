package interpret

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

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
	if n := len(s); r.MaxBytes.IsSet() && n > r.MaxBytes.V {
		c.size(path, "max_bytes", r.MaxBytes.V, n)
	}
	n := utf8.RuneCountInString(s)
	if r.MinRunes.IsSet() && n < r.MinRunes.V {
		c.size(path, "min_runes", r.MinRunes.V, n)
	}
	if r.MaxRunes.IsSet() && n > r.MaxRunes.V {
		c.size(path, "max_runes", r.MaxRunes.V, n)
	}
	if r.Enum.IsSet() && !slices.Contains(r.Enum.V, s) {
		c.add(path, "enum", strings.Join(r.Enum.V, ", "))
	}
	if r.Pattern.IsSet() && !matches(r.Pattern.V, s) {
		c.add(path, "pattern", r.Pattern.V)
	}
	if r.Format.V == "url" && !isURL(s) {
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

// absoluteURL has the groups of RFC 3986: scheme, user, host or [host], port,
// the rest.
var absoluteURL = regexp.MustCompile(`(?s)^[A-Za-z][A-Za-z0-9+.\-]*://([^/?#]*@)?(\[[^\]/?#@]+\]|[^\[:/?#@][^:/?#@]*)(:[0-9]*)?([/?#].*)?$`)

// isURL reports whether s is an absolute URL with a host. Beyond RFC 3986 it
// takes characters outside ASCII as they are.
func isURL(s string) bool {
	blank := func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }
	return absoluteURL.MatchString(s) && !strings.ContainsFunc(s, blank)
}
