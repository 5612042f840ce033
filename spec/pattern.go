package spec

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/pattern"
)

// CompilePattern compiles a pattern so that it matches whole texts only. Generated validators compile the expression
// of the result.
func CompilePattern(expression string) (*regexp.Regexp, error) {
	return pattern.Compile(expression)
}

// checkPattern reports a pattern that is no RE2 expression, and warns of one that seems to be meant for a part of the
// value.
func (d *decoder) checkPattern(p string, at diag.Span) {
	if _, err := CompilePattern(p); err != nil {
		reason := strings.TrimPrefix(err.Error(), "error parsing regexp: ")
		d.report(at, code.Pattern, "RE2 has no look-around or back-references; a sign meant as text has `\\` before it", nil, "pattern %q is no RE2 expression: %s", p, reason)
	} else if pattern.HasOneAnchor(p) {
		d.p.Add(diag.Diagnostic{Span: at, Code: code.Pattern, Severity: diag.Warning,
			Message: fmt.Sprintf("pattern %q has one anchor without the other: the whole value must match", p),
			Hint:    "write `.*` where anything may stand, and leave the anchor out"})
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
	var own []Example
	for _, example := range f.Example {
		own = append(own, Example{Text: example.V})
	}
	scalar := cmp.Or(k.Scalar, &Scalar{})
	for _, e := range slices.Concat(own, []Example{{Text: scalar.Example.V}}, f.Examples, scalar.Examples) {
		if e.Violates == "" && e.Text != "" && whole.MatchString(e.Text) {
			k.Matching = e.Text
			return
		}
	}
	d.report(p.Origin.Span, code.Example, "add `example: …` or `examples: [{value: …}]` with a value that matches as a whole", nil,
		"no example matches the pattern %q", p.V)
}
