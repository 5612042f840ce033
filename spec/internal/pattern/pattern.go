// Package pattern has the forms of texts: the patterns of a spec, which match whole values, and URLs.
package pattern

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// Lazy returns a function that compiles a valid expression at its first call. Most runs never make it.
func Lazy(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

// Compile compiles a pattern so that it matches whole texts only.
func Compile(pattern string) (*regexp.Regexp, error) {
	parsed, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil, err
	}
	if strings.Contains(pattern, `\Q`) {
		pattern = parsed.String() // a `\Q` without `\E` would quote the closing parenthesis
	}
	return regexp.Compile(`\A(?:` + pattern + `)\z`)
}

// HasOneAnchor reports whether a valid pattern, or one of its alternatives, has an anchor at its start or at its end,
// but not at both.
func HasOneAnchor(pattern string) bool {
	parsed, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return false
	}
	alternatives := []*syntax.Regexp{parsed}
	if parsed.Op == syntax.OpAlternate {
		alternatives = parsed.Sub
	}
	return slices.ContainsFunc(alternatives, func(re *syntax.Regexp) bool { return isAnchored(re, false) != isAnchored(re, true) })
}

// isAnchored reports whether an expression has an anchor at its end, or else at its start.
func isAnchored(re *syntax.Regexp, atEnd bool) bool {
	switch re.Op {
	case syntax.OpBeginText, syntax.OpBeginLine:
		return !atEnd
	case syntax.OpEndText, syntax.OpEndLine:
		return atEnd
	case syntax.OpCapture, syntax.OpConcat:
		outer := re.Sub[0]
		if atEnd {
			outer = re.Sub[len(re.Sub)-1]
		}
		return isAnchored(outer, atEnd)
	case syntax.OpAlternate:
		return !slices.ContainsFunc(re.Sub, func(sub *syntax.Regexp) bool { return !isAnchored(sub, atEnd) })
	}
	return false
}

// urlForm is scheme://[userinfo@]host[:port] of RFC 3986, §3, and then anything. A host in brackets may contain
// colons.
var urlForm = Lazy(`(?s)\A[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#]*@)?(?:\[[^\]@/?#]+\]|[^\[:@/?#][^:@/?#]*)(?::[0-9]*)?(?:[/?#].*)?\z`)

// IsURL reports whether text is an absolute URL with a host. Beyond RFC 3986 it takes characters outside ASCII as they
// are.
func IsURL(text string) bool {
	blank := func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }
	return urlForm().MatchString(text) && !strings.ContainsFunc(text, blank)
}

// IsXMLChar is the production Char of XML 1.0, section 2.2.
func IsXMLChar(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000
}
