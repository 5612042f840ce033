package spec_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/replygen/replygen/spec"
)

// wholeMatches are patterns with texts that match as a whole, and texts that do not.
var wholeMatches = []struct {
	pattern string
	yes, no []string
}{
	{`a|ab`, []string{"a", "ab"}, []string{"b", "aab", ""}},
	{`|a`, []string{"", "a"}, []string{"aa", "b"}},
	{`\Qab.c`, []string{"ab.c"}, []string{"abxc", "ab.c)", "ab.c)$"}},
	{`(?i)a|b`, []string{"A", "b"}, []string{"ab", "xB"}},
	{`a$`, []string{"a"}, []string{"a\n", "ba"}},
	{`^a`, []string{"a"}, []string{"\na", "ab"}},
	{`^a|b$`, []string{"a", "b"}, []string{"ax", "xb"}},
	{`(?m)^a$`, []string{"a"}, []string{"a\n", "\na", "a\na"}},
	{`(?s).`, []string{"\n", "汉"}, []string{"", "ab"}},
	{`.*`, []string{"", "ab"}, []string{"a\n"}},
	{`\bab\b`, []string{"ab"}, []string{"abc", "ab "}},
	{`a*?`, []string{"", "aaa"}, []string{"b"}},
}

func TestPatternMatchesTheWholeText(t *testing.T) {
	for _, tt := range wholeMatches {
		whole, err := spec.CompilePattern(tt.pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range tt.yes {
			if !whole.MatchString(text) {
				t.Errorf("%q does not match %q", tt.pattern, text)
			}
		}
		for _, text := range tt.no {
			if whole.MatchString(text) {
				t.Errorf("%q matches %q", tt.pattern, text)
			}
		}
	}
}

// The leftmost and longest match of a pattern as it is written is the whole text if any is.
func FuzzPatternMatchesWhatItsLongestMatchIs(f *testing.F) {
	for _, tt := range wholeMatches {
		for _, text := range append(tt.yes, tt.no...) {
			f.Add(tt.pattern, text)
		}
	}
	f.Fuzz(func(t *testing.T, pattern, text string) {
		written, err := regexp.Compile(pattern)
		if err != nil || len(pattern) > 200 || len(text) > 200 {
			return
		}
		whole, err := spec.CompilePattern(pattern)
		if err != nil {
			if strings.Contains(err.Error(), "too large") || strings.Contains(err.Error(), "too deeply") {
				return
			}
			t.Fatal(err)
		}
		written.Longest()
		at := written.FindStringIndex(text)
		if want := at != nil && at[0] == 0 && at[1] == len(text); whole.MatchString(text) != want {
			t.Errorf("%q as %q matches %q: %v, want %v", pattern, whole, text, !want, want)
		}
	})
}

// patternSpec has a scalar and a field of it, each with keys to be filled in.
func patternSpec(scalar, field string) []byte {
	return fmt.Appendf(nil, `replygen: 1
platform: {id: x}
scalars: [{name: Code, %s}]
header: {fields: []}
replies: [{type: text, fields: [{name: A, type: Code, %s}]}]
`, scalar, field)
}

func TestOneAnchorWithoutTheOtherIsAWarning(t *testing.T) {
	for pattern, want := range map[string]bool{
		"a": false, "^a$": false, `\Aa\z`: false, "(^a$)": false, "^a$|^b$": false, "^(?:a|b)$": false, "^(a$|b$)": false, "^a$|b": false,
		`\^a|a`: false, `a|a\$`: false, "[$]|a": false, "(?m)^a$": false, `a|\Q^a`: false,
		"^a": true, "a$": true, `\Aa`: true, `a\z`: true, "(^a)": true, "^a|b$": true, "^a|^b": true, "^a$|^b": true, "(?m)^a": true,
	} {
		p := mustLoad(t, "x.yaml", patternSpec("pattern: '"+pattern+"', example: a", "required: true"))
		if got := len(p.Warnings.Diagnostics) > 0; got != want {
			t.Errorf("%s: %v, %v", pattern, got, p.Warnings)
		}
	}
}

func TestPatternHasAnExampleThatMatches(t *testing.T) {
	for _, tt := range []struct{ scalar, field, want string }{
		{`pattern: "[a-z]+", example: a`, `required: true`, "a"},
		{`pattern: "[a-z]+", examples: [{value: "1", violates: pattern}, {value: b}]`, `required: true`, "b"},
		{`pattern: "[a-z]+", example: a`, `example: c`, "c"},
		{`pattern: "[a-z]+"`, `examples: [{value: d}]`, "d"},
		{`pattern: "[a-z]+", example: a`, `pattern: "[0-9]+", example: "7"`, "7"},
		{`example: e`, `pattern: "[a-z]+"`, "e"},
		{`pattern: "[a-z]+"`, `required: true`, ""},
		{`pattern: "[a-z]+"`, `examples: [{value: a, violates: pattern}]`, ""},
		{`pattern: "[a-z]+", example: "1"`, `example: "2"`, ""},
		{`pattern: "[a-z]+", example: a`, `pattern: "[0-9]+"`, ""},
		{`pattern: "[a-z]*", example: ""`, `required: true`, ""},
	} {
		p, err := loadFiles("x.yaml", patternSpec(tt.scalar, tt.field))
		if tt.want == "" {
			if err == nil || !strings.Contains(err.Error(), "no example matches the pattern") {
				t.Errorf("%+v: %v", tt, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%+v: %v", tt, err)
		} else if got := p.Replies[0].Fields[0].Kind.(*spec.String).Matching; got != tt.want {
			t.Errorf("%+v: %q", tt, got)
		}
	}
}
