package pattern

import (
	"errors"
	"math/rand"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

var patterns = []string{
	``, `a`, `abc`, `a|b`, `a*`, `a+`, `a?`, `(?:ab)*`, `(a|b)*abb`, `a{3}`, `a{2,4}`, `a{2,}`, `(?:a{2}b){3}`, `(?:a?){5}`,
	`^abc$`, `\Aabc\z`, `^`, `$`, `^$`, `a^b`, `a$b`, `^^a$$`, `(?:^|x)a`, `a(?:$|b)`, `(?:^a|b$)c?`, `(?:^)*a`, `(?:$|a)*`, `(?:a|^b)*c`, `a(?:$)?b`,
	`(?i)straße`, `(?i)k`, `(?i)[k-s]+`, `(?i:a)b`, `ſ`, `(?i)ſ`, `(?i)σ+`,
	`.`, `.*`, `(?s).`, `(?s).*`, `(?s)a.b`, `a.b`, `[^a]`, `[^a]*`, `[^\n]*`, `[\x00-\x{10FFFF}]`, `[^\x00-\x{10FFFF}]`, `a[^\x00-\x{10FFFF}]|b`,
	`\p{Han}`, `\p{Han}{2,3}`, `\PL+`, `[\p{L}\p{N}_-]{1,20}`, `\p{Cs}`, `[^\p{Cs}]`, `\x{D800}|a`, `\x{FFFD}+`, `[\x{D000}-\x{F000}]`, `[\x{D7FF}\x{E000}]`,
	`\d{4}-\d{2}-\d{2}`, `\w+@\w+`, `[0-9A-Fa-f]{32}`, `https?://[^\s/]+(?:/\S*)?`, `wx[0-9a-f]{16}`, `[+-]?(?:0|[1-9]\d*)(?:\.\d+)?`,
	`text|image|voice|video`, `(?:foo|foobar|bar)*`, `(?:a|ab)(?:c|bcd)(?:d*)`, `(?:(?:a*)*)*`, `(?:a|(?:b|)*)*c`, `a*?b+?`, `(?U)a+b*`,
	`[[:alpha:]]+[[:digit:]]`, `\Qa.b`, `\Qa.b\E*`, `(?P<x>a)(b)`, `(?m)a`, `(?m)a.b`, "\n", `\n*`, `\r\n`, `(?:a|b)*a(?:a|b){4}`, `😀+`, `[😀-😎]`, `你好|您好`,
	`[^\d]{3}`, `[^[:^alpha:]b]`, `(?i)[^k]`, `\C?`, `a{0}`, `(?:a{0}|b)`, `[a-c][^b-d]?e`, `[a-z]{1,50}[0-9a-z]{1,50}`, `(?:.{8}){4}`, `(?:[a-z]{1,3}-?){6}`, `.{1,6}@.{1,9}`, `(?:a?b?){9}a`, `(?:.?[ab].?){4}`,
}

// wholly is what package regexp says, for patterns that cannot be put between
// `^(?:` and `)$`: \Q has no need of \E.
func wholly(re *regexp.Regexp, s string) bool {
	at := re.FindStringIndex(s) // leftmost and longest
	return at != nil && at[0] == 0 && at[1] == len(s)
}

func TestMatchesAsPackageRegexpDoes(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	for _, expr := range patterns {
		longest, err := regexp.Compile(expr)
		if err != nil {
			if _, err := Compile(expr); err == nil {
				t.Errorf("Compile(%q): no error", expr)
			}
			continue
		}
		longest.Longest()
		match := func(s string) bool { return wholly(longest, s) }
		if wrapped, err := regexp.Compile("^(?:" + expr + ")$"); err == nil {
			match = wrapped.MatchString
		}
		a, err := Compile(expr)
		if err != nil {
			t.Error(err)
			continue
		}
		checkForm(t, expr, a)
		checkExamples(t, expr, a, match)
		pieces := piecesOf(expr, a)
		matches := 0
		for i := range 1000 {
			s := ""
			if i%2 == 0 {
				s = walk(a, random, pieces)
			} else {
				for range random.Intn(9) {
					s += pieces[random.Intn(len(pieces))]
				}
			}
			want := match(s)
			if want {
				matches++
			}
			if got := a.Match(s); got != want {
				t.Errorf("%q on %q: %v, regexp says %v", expr, s, got, want)
				break
			}
		}
		if _, some := a.Example(); some && matches == 0 {
			t.Errorf("%q: no string of the test matched", expr)
		}
	}
}

// piecesOf returns what strings for a pattern are made from: its own
// characters, those beside the automaton's edges, and what is difficult
// everywhere.
func piecesOf(expr string, a *Automaton) []string {
	pieces := []string{"a", "b", "\n", "é", "\u212A", "ſ", "汉", "😀", "\uFFFD", "\xff", "\xed\xa0\x80", "\x00", "\U0010FFFF"}
	for _, r := range expr {
		pieces = append(pieces, string(r))
	}
	for i, s := range a.States {
		for j, e := range s.Edges {
			if i*len(s.Edges)+j < 200 {
				pieces = append(pieces, string(e.Lo), string(e.Hi), string(e.Lo-1), string(e.Hi+1))
			}
		}
	}
	return pieces
}

// walk follows random edges, so that long patterns are matched too, and
// sometimes strays.
func walk(a *Automaton, random *rand.Rand, pieces []string) string {
	var b strings.Builder
	at := 0
	for range 60 {
		edges := a.States[at].Edges
		if a.States[at].Accept && random.Intn(4) == 0 || len(edges) == 0 {
			break
		}
		e := edges[random.Intn(len(edges))]
		r := e.Lo + rune(random.Intn(int(e.Hi-e.Lo)+1))
		if !utf8.ValidRune(r) {
			r = e.Lo
		}
		b.WriteRune(r)
		at = e.To
	}
	if random.Intn(8) == 0 {
		b.WriteString(pieces[random.Intn(len(pieces))])
	}
	return b.String()
}

// checkForm holds an automaton to what Automaton promises.
func checkForm(t *testing.T, expr string, a *Automaton) {
	t.Helper()
	next := 1 // breadth-first numbers
	for i, s := range a.States {
		for j, e := range s.Edges {
			if e.Lo > e.Hi || !utf8.ValidRune(e.Lo) || !utf8.ValidRune(e.Hi) || e.To < 0 || e.To >= len(a.States) {
				t.Fatalf("%q: state %d: bad edge %v", expr, i, e)
			}
			if j > 0 {
				before := s.Edges[j-1]
				if before.Hi >= e.Lo || before.To == e.To && (before.Hi+1 == e.Lo || before.Hi == 0xD7FF && e.Lo == 0xE000) {
					t.Fatalf("%q: state %d: edges %v and %v overlap or are one", expr, i, before, e)
				}
			}
			if e.To > next {
				t.Fatalf("%q: state %d comes before %d", expr, e.To, next)
			}
			if e.To == next {
				next++
			}
		}
	}
	if next != len(a.States) {
		t.Fatalf("%q: %d states, %d can be reached", expr, len(a.States), next)
	}
	checkLive(t, expr, a)
	edges := 0
	for _, s := range a.States {
		edges += len(s.Edges)
	}
	if len(a.States) <= 60 && edges <= 400 {
		checkMinimal(t, expr, a)
	}
}

func checkLive(t *testing.T, expr string, a *Automaton) {
	t.Helper()
	live := make([]bool, len(a.States))
	for changed := true; changed; {
		changed = false
		for i := len(a.States) - 1; i >= 0; i-- {
			s := a.States[i]
			if !live[i] && (s.Accept || slices.ContainsFunc(s.Edges, func(e Edge) bool { return live[e.To] })) {
				live[i], changed = true, true
			}
		}
	}
	for i, l := range live {
		if !l && len(a.States) > 1 {
			t.Fatalf("%q: state %d is dead", expr, i)
		}
	}
}

// checkMinimal splits the states as Moore does, on the first characters of all
// edges.
func checkMinimal(t *testing.T, expr string, a *Automaton) {
	t.Helper()
	var samples []rune
	for _, s := range a.States {
		for _, e := range s.Edges {
			samples = append(samples, e.Lo, e.Hi+1)
		}
	}
	slices.Sort(samples)
	samples = slices.Compact(samples)
	class := make([]int, len(a.States))
	for count := 0; ; {
		known := map[string]int{}
		newer := make([]int, len(class))
		for i, s := range a.States {
			key := []byte{0, byte(class[i])}
			if s.Accept {
				key[0] = 1
			}
			for _, r := range samples {
				to := byte(255)
				for _, e := range s.Edges {
					if e.Lo <= r && r <= e.Hi {
						to = byte(class[e.To])
					}
				}
				key = append(key, to)
			}
			n, ok := known[string(key)]
			if !ok {
				n = len(known)
				known[string(key)] = n
			}
			newer[i] = n
		}
		class = newer
		if len(known) == count {
			break
		}
		count = len(known)
		if count == len(a.States) {
			return
		}
	}
	t.Fatalf("%q: %d states, %d are enough", expr, len(a.States), len(slices.Compact(slices.Sorted(slices.Values(class)))))
}

func TestPatternsOfOneMeaningHaveOneAutomaton(t *testing.T) {
	for _, same := range [][]string{
		{`a`, `^a$`, `\Aa\z`, `(a)`, `a{1}`, `(?:a|a)`, `[a]`, `\x61`, `a(?:)`, `a|\x{D800}`},
		{`[a-z]+`, `[a-z][a-z]*`, `(?:[a-m]|[n-z])+`, `[a-z]{2,}|[a-z]`},
		{`(?:a|b)*abb`, `[ab]*(?:a)bb`, `(?:a*b*)*abb`},
		{`(?s).`, `[\x00-\x{10FFFF}]`, `[^\p{Cs}]`, `\PL|\pL`},
		{`(?i)k`, `[kK\x{212A}]`},
		{``, `^$`, `a{0}`, `(?:)*`, `(?:^)+`},
		{`[^\x00-\x{10FFFF}]`, `a^b`, `\p{Cs}`, `$a`},
		{`.{0,3}a`, `a|.a|..a|...a`},
	} {
		first, err := Compile(same[0])
		if err != nil {
			t.Fatal(err)
		}
		for _, expr := range same[1:] {
			a, err := Compile(expr)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(a, first) {
				t.Errorf("%q is %+v, %q is %+v", same[0], first, expr, a)
			}
		}
	}
}

func TestNumberOfStates(t *testing.T) {
	for expr, want := range map[string]int{
		`[^\x00-\x{10FFFF}]`:           1,
		``:                             1,
		`(?s).*`:                       1,
		`(?:a|b)*abb`:                  4,
		`(?:a|b)*a(?:a|b){7}`:          256,
		`\d{4}-\d{2}-\d{2}`:            11,
		`(?:a|ab)(?:a|ab)`:             5,
		`[a-z]{0,1000}`:                1001,
		`[a-z]{1,500}[0-9a-z]{1,1000}`: 1501,
		`.{1,20}@.{1,20}`:              251,
		`.{999}.{1000}`:                MaxStates,
	} {
		a, err := Compile(expr)
		if err != nil {
			t.Error(err)
			continue
		}
		if len(a.States) != want {
			t.Errorf("%q: %d states, want %d", expr, len(a.States), want)
		}
	}
}

func TestRefusesWhatItCannotBuild(t *testing.T) {
	for _, tt := range []struct {
		expr string
		want error
	}{
		{`\b`, errSurroundings},
		{`a\B`, errSurroundings},
		{`(?m)^a`, errSurroundings},
		{`(?m)a$`, errSurroundings},
		{`(?:a|(?:\b){0})*`, errSurroundings},
		{`(a|b)*a(a|b){30}`, errTooLarge},
		{`(a|b)*a(a|b){11}`, errTooLarge},
		{`(?:[a-z]{1,3}-?){100}`, errTooLarge},
		{`.{1000}.{1000}`, errTooLarge},
		{`(?:(?:a{10}){10}){10}(?:(?:a{10}){10}){10}`, errTooLarge},
		{`(?:\pL?\pN?.?){333}`, nil},
		{`(?:` + strings.Repeat(`[a-f]?[d-z]?`, 40) + `){25}`, nil},
		{`(?:` + strings.Repeat(`(?:a|b|c)*x`, 500) + `){1000}`, errTooLarge},
		{strings.Repeat(`(?:.*a.*b)?`, 300), nil},
		{strings.Repeat(`\pL*\PN?`, 2000), nil},
		{`(?:` + strings.Repeat(`[a-z]{0,9}|.*x`, 300) + `)*y(?:.*z){20}`, nil},
		{`(?i)(?:` + strings.Repeat(`k?s*[^a-k]?`, 100) + `){10}`, nil},
	} {
		_, err := Compile(tt.expr)
		if tt.want != nil && !errors.Is(err, tt.want) {
			t.Errorf("Compile(%.60q) = %v, want %v", tt.expr, err, tt.want)
		}
		if err != nil && !errors.Is(err, errTooLarge) && !errors.Is(err, errSurroundings) {
			t.Errorf("Compile(%.60q) = %v", tt.expr, err)
		}
	}
	for _, expr := range []string{`(`, `a**`, `[z-a]`, `\8`, "\xff", `(?=a)`, `a{1001}`, `(?:a{100}){100}`} {
		if _, err := Compile(expr); err == nil {
			t.Errorf("Compile(%q): no error", expr)
		}
	}
}
