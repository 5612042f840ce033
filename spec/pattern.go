package spec

import (
	"fmt"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/code"
)

// CompilePattern compiles a pattern so that it matches whole texts only. Generated validators compile the expression
// of the result.
func CompilePattern(pattern string) (*regexp.Regexp, error) {
	parsed, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil, err
	}
	// Wrap the parsed form: around the text as written, a `\Q` without `\E` would quote the closing parenthesis.
	return regexp.Compile(`\A(?:` + parsed.String() + `)\z`)
}

// checkPattern reports a pattern that is no RE2 expression, and warns of one that seems to be meant for a part of the
// value.
func (d *decoder) checkPattern(p Value[string]) {
	found := diag.Diagnostic{Span: p.Origin.Span, Code: code.Pattern}
	if _, err := CompilePattern(p.V); err != nil {
		reason := strings.TrimPrefix(err.Error(), "error parsing regexp: ")
		found.Message = fmt.Sprintf("pattern %q is no RE2 expression: %s", p.V, reason)
		d.p.Add(found)
	} else if hasOneAnchor(p.V) {
		found.Severity = diag.Warning
		found.Message = fmt.Sprintf("pattern %q has one anchor without the other: the whole value must match", p.V)
		found.Hint = "write `.*` where anything may stand, and leave the anchor out"
		d.p.Add(found)
	}
}

// chooseExample sets the text that samples of a field with a pattern are made of: the first example of the field or of
// its scalar that the pattern matches. It reports a pattern without one.
func (d *decoder) chooseExample(f *Field, k *String) {
	p := k.Rules.Pattern
	if !p.IsSet() {
		return
	}
	whole, err := CompilePattern(p.V)
	if err != nil {
		return // checkPattern reports it
	}
	for _, text := range validExamples(f, k.Scalar) {
		if text != "" && whole.MatchString(text) {
			k.Matching = text
			return
		}
	}
	d.p.Add(diag.Diagnostic{Span: p.Origin.Span, Code: code.Example,
		Message: fmt.Sprintf("no example matches the pattern %q", p.V),
		Hint:    "add `example: …` or `examples: [{value: …}]` with a value that matches as a whole"})
}

// validExamples are the examples that a spec states as valid, the field's own first.
func validExamples(f *Field, scalar *Scalar) []string {
	var out []string
	for _, example := range f.Example {
		out = append(out, example.V)
	}
	verdicts := f.Verdicts
	if scalar != nil {
		out = append(out, scalar.Example.V)
		verdicts = slices.Concat(verdicts, scalar.Verdicts)
	}
	for _, v := range verdicts {
		if v.Violates == "" {
			out = append(out, v.Text)
		}
	}
	return out
}

// hasOneAnchor reports whether a valid pattern, or one of its alternatives, has an anchor at its start or at its end,
// but not at both.
func hasOneAnchor(pattern string) bool {
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
