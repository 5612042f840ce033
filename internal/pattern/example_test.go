package pattern

import (
	"math"
	"testing"
	"unicode/utf8"
)

func compile(t *testing.T, expr string) *Automaton {
	t.Helper()
	a, err := Compile(expr)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestExampleIsShortAndReadable(t *testing.T) {
	for expr, want := range map[string]string{
		`[a-z]*`:                    "a",
		`.+`:                        "a",
		`\d{6}`:                     "111111",
		`[0-9A-F]{2}`:               "11",
		`\w+@\w+`:                   "a@a",
		`https?://[^\s/]+(?:/\S*)?`: "http://a",
		`zoo|bar|x{9}`:              "bar",
		`\p{Han}{2}`:                "一一",
		`[α-ω]`:                     "α",
		`[\x00-\x{10FFFF}]`:         "a",
		`[\x01\t]`:                  "\t",
		`\x01|xyz`:                  "xyz",
		`[\x01b]\x01|\x00?..`:       "aa",
		`[\x{FFFD}\x{2190}]`:        "←",
		`[\x{E000}-\x{F8FF}]`:       "\uE000",
		` |\x{1F600}`:               " ",
		`(?:ab)*`:                   "ab",
		``:                          "",
	} {
		got, ok := compile(t, expr).Example()
		if got != want || !ok {
			t.Errorf("%q: %q, %v, want %q", expr, got, ok, want)
		}
	}
}

func TestNoExampleOfWhatXMLCannotCarry(t *testing.T) {
	for _, expr := range []string{`\x01`, `[\x{FFFE}\x{FFFF}]+`, `a\x00b`, `a^b`} {
		if got, ok := compile(t, expr).Example(); ok {
			t.Errorf("%q: %q", expr, got)
		}
	}
}

func TestExampleOfALength(t *testing.T) {
	for _, tt := range []struct {
		expr     string
		min, max int
		want     string
		ok       bool
	}{
		{`[a-z]*`, 0, 3, "", true},
		{`[a-z]*`, 3, 3, "aaa", true},
		{`(?:abc)+`, 4, 8, "abcabc", true},
		{`(?:abc)+`, 4, 5, "", false},
		{`[a-z]{2,4}`, 5, math.MaxInt, "", false},
		{`[a-z]{2,4}`, 0, 1, "", false},
		{`a?b*\d`, 3, 9, "ab1", true},
		{`a*`, math.MaxInt - 1, math.MaxInt, "", false},
		{`(?:abcdef)*`, 7, math.MaxInt, "abcdefabcdef", true},
	} {
		got, ok := compile(t, tt.expr).ExampleOf(tt.min, tt.max)
		if got != tt.want || ok != tt.ok {
			t.Errorf("%q, %d to %d: %q, %v", tt.expr, tt.min, tt.max, got, ok)
		}
	}
	if got, _ := compile(t, `\w+`).ExampleOf(20000, math.MaxInt); utf8.RuneCountInString(got) != 20000 {
		t.Errorf("%d runes", utf8.RuneCountInString(got))
	}
}

// Examples of all that can be compiled match, by the judgement of regexp.
func checkExamples(t *testing.T, expr string, a *Automaton, match func(string) bool) {
	t.Helper()
	shortest, some := a.Example()
	for _, length := range [][2]int{{1, math.MaxInt}, {0, 3}, {5, 9}} {
		s, ok := a.ExampleOf(length[0], length[1])
		if !ok {
			continue
		}
		if n := utf8.RuneCountInString(s); n < length[0] || n > length[1] || !some || s != "" && n < utf8.RuneCountInString(shortest) {
			t.Fatalf("%q: %q for a length of %d to %d, while the example is %q", expr, s, length[0], length[1], shortest)
		}
		if !match(s) || !carriable(s) {
			t.Fatalf("%q: %q is no example", expr, s)
		}
	}
	if some && !match(shortest) {
		t.Fatalf("%q: %q is no example", expr, shortest)
	}
}

func carriable(s string) bool {
	for _, r := range s {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return false
		}
	}
	return utf8.ValidString(s)
}
