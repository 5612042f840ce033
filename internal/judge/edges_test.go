package judge

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/replygen/replygen/spec"
)

func TestEdgesOfEachRule(t *testing.T) {
	for _, tt := range []struct {
		kind *spec.String
		rule string
		want []Edge
	}{
		{text(), "chars", []Edge{
			{"chars", true, "]]>"}, {"chars", true, "😀"}, {"chars", true, "\u0085"},
			{"chars", false, "\x01"}, {"chars", false, "\uFFFE"}, {"chars", false, "\xff"}, {"chars", false, "\xed\xa0\x80"},
		}},
		{text(minRunes(4), maxRunes(4)), "chars", []Edge{
			{"chars", true, "t]]>"}, {"chars", true, "tex😀"}, {"chars", true, "tex\u0085"},
			{"chars", false, "tex\x01"}, {"chars", false, "tex\uFFFE"}, {"chars", false, "tex\xff"}, {"chars", false, "t\xed\xa0\x80"},
		}},
		{text(match(`[b-z].*`), minRunes(3), maxBytes(4)), "chars", []Edge{
			{"chars", true, "t]]>"}, {"chars", true, "te\u0085"},
			{"chars", false, "tex\x01"}, {"chars", false, "\uFFFE"}, {"chars", false, "tex\xff"}, {"chars", false, "t\xed\xa0\x80"},
		}},
		{text(match(`\d+`), example("1")), "chars", []Edge{ // both rules broken: it cannot be helped
			{"chars", false, "\x01"}, {"chars", false, "\uFFFE"}, {"chars", false, "\xff"}, {"chars", false, "\xed\xa0\x80"},
		}},
		{text(maxBytes(8)), "max_bytes", []Edge{
			{"max_bytes", true, "汉汉aa"}, {"max_bytes", true, "😀😀"},
			{"max_bytes", false, "汉汉汉"}, {"max_bytes", false, "😀😀a"},
		}},
		{text(maxBytes(2)), "max_bytes", []Edge{
			{"max_bytes", true, "aa"}, {"max_bytes", false, "汉"},
		}},
		{text(maxBytes(8), maxRunes(2)), "max_bytes", []Edge{ // Chinese has no room for 8 bytes
			{"max_bytes", true, "😀😀"}, {"max_bytes", false, "汉汉汉"},
		}},
		{text(maxBytes(4), match(`[a-z]+`), example("xy")), "max_bytes", []Edge{{"max_bytes", true, "yyyy"}, {"max_bytes", false, "yyyyy"}}},
		{text(maxBytes(4), match(`\d+`), example("21")), "max_bytes", []Edge{{"max_bytes", true, "1111"}, {"max_bytes", false, "11111"}}},
		{text(maxBytes(8), match(`汉+`), example("汉")), "max_bytes", []Edge{{"max_bytes", true, "汉汉"}, {"max_bytes", false, "汉汉汉"}}},
		{text(maxBytes(5), match(`.+@`), example("a@")), "max_bytes", []Edge{
			{"max_bytes", true, "汉a@"}, {"max_bytes", false, "汉aa@"}, {"max_bytes", false, "😀a@"},
		}},
		{text(maxBytes(24), format("url")), "max_bytes", []Edge{
			{"max_bytes", true, "https://example.com/汉a"}, {"max_bytes", true, "https://example.com/😀"},
			{"max_bytes", false, "https://example.com/汉aa"}, {"max_bytes", false, "https://example.com/😀a"},
		}},
		{text(maxRunes(2)), "max_runes", []Edge{
			{"max_runes", true, "汉汉"}, {"max_runes", true, "😀😀"}, {"max_runes", false, "汉汉汉"}, {"max_runes", false, "😀😀😀"},
		}},
		{text(maxRunes(3), match(`\d+`), example("1")), "max_runes", []Edge{{"max_runes", true, "111"}, {"max_runes", false, "1111"}}},
		{text(minBytes(4)), "min_bytes", []Edge{
			{"min_bytes", true, "汉a"}, {"min_bytes", true, "😀"}, {"min_bytes", false, "汉"},
		}},
		{text(minBytes(1)), "min_bytes", []Edge{{"min_bytes", true, "a"}}},
		{text(minRunes(3)), "min_runes", []Edge{
			{"min_runes", true, "汉汉汉"}, {"min_runes", true, "😀😀😀"}, {"min_runes", false, "汉汉"}, {"min_runes", false, "😀😀"},
		}},
		{text(minRunes(1)), "min_runes", []Edge{{"min_runes", true, "汉"}, {"min_runes", true, "😀"}}},
		{text(enum("view", "click")), "enum", []Edge{{"enum", true, "view"}, {"enum", true, "click"}, {"enum", false, "viewx"}}},
		{text(enum("a", "A"), maxRunes(1)), "enum", []Edge{{"enum", true, "a"}, {"enum", true, "A"}, {"enum", false, "o"}}},
		{text(enum("1", "2"), match(`[12]{1,2}`), example("11")), "enum", []Edge{{"enum", true, "1"}, {"enum", true, "2"}, {"enum", false, "11"}}},
		{text(match(`[a-z]+`), example("a")), "pattern", []Edge{{"pattern", true, "a"}, {"pattern", false, "a\n"}, {"pattern", false, "a!"}}},
		{text(match(`\d{3}`), example("111"), maxBytes(3)), "pattern", []Edge{{"pattern", true, "111"}, {"pattern", false, "11"}}},
		{text(match(`(?s).*`), example("a")), "pattern", []Edge{{"pattern", true, "a"}}},
		{text(match(`(?s).{1,7}`), example("abcd")), "pattern", []Edge{{"pattern", true, "abcd"}, {"pattern", false, "abcdabcd"}}},
		{text(match(`a^b`)), "pattern", []Edge{{"pattern", false, "\n"}, {"pattern", false, "!"}}},
		{text(format("url")), "format", []Edge{
			{"format", true, "https://example.com/text"}, {"format", true, "weixin://dl/business"}, {"format", true, "http://例子.中国:8080/路径?q=值#页"},
			{"format", false, "example.com/text"}, {"format", false, "https:/example.com/text"}, {"format", false, "https://"}, {"format", false, "https://example.com/text b"},
		}},
	} {
		var got []Edge
		for _, e := range Edges(tt.kind) {
			if e.Rule == tt.rule {
				got = append(got, e)
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%+v, %s:\n got %#v\nwant %#v", tt.kind.Rules, tt.rule, got, tt.want)
		}
	}
}

func TestLimitsLieExactlyAtTheEdge(t *testing.T) {
	k := text(maxBytes(2048), maxRunes(600), minRunes(5))
	for _, e := range Edges(k) {
		bytes, runes := len(e.Text), utf8.RuneCountInString(e.Text)
		switch want := map[bool]int{true: 0, false: 1}[e.Inside]; {
		case e.Rule == "max_bytes" && bytes != 2048+want,
			e.Rule == "max_runes" && runes != 600+want,
			e.Rule == "min_runes" && runes != 5-want:
			t.Errorf("%s, inside %v: %d bytes, %d runes", e.Rule, e.Inside, bytes, runes)
		}
	}
}

// checkEdges checks what Edge promises.
func checkEdges(t *testing.T, k *spec.String) {
	t.Helper()
	edges := Edges(k)
	for i, e := range edges {
		broken := Broken(k, e.Text)
		if e.Text == "" || e.Inside && len(broken) > 0 || !e.Inside && !slices.Contains(broken, e.Rule) || slices.Contains(edges[:i], e) {
			t.Errorf("%+v: %#v breaks %v", k.Rules, e, broken)
		}
	}
	again := Edges(k)
	if !slices.Equal(edges, again) {
		t.Errorf("%+v: %#v, and then %#v", k.Rules, edges, again)
	}
	if name, ok := Value("Content", k); ok && (name == "" || len(Broken(k, name)) > 0) {
		t.Errorf("%+v: text %q", k.Rules, name)
	}
}

func FuzzEdges(f *testing.F) {
	f.Add(uint8(63), 20, 3, 9, `\w+`, "a,bc,")
	f.Add(uint8(8), 0, 0, 0, `.+@.+`, "")
	f.Add(uint8(41), 24, 0, 0, `.*`, "")
	f.Add(uint8(48), 0, 0, 0, ``, "weixin://dl/business")
	f.Add(uint8(7), -1, 1<<40, 1<<40, ``, "")
	f.Fuzz(func(t *testing.T, rules uint8, bytes, least, most int, expr, values string) {
		if len(expr) > 60 || len(values) > 200 {
			return
		}
		// A million characters are for one seed, not for each try.
		for _, n := range []*int{&bytes, &least, &most} {
			if *n > 5000 && *n < 1<<30 {
				*n %= 5000
			}
		}
		var list []rule
		for i, r := range []rule{maxBytes(bytes), minRunes(least), maxRunes(most), match(expr), enum(strings.Split(values, ",")...), format("url")} {
			if rules&(1<<i) != 0 {
				list = append(list, r)
			}
		}
		checkEdges(t, text(list...))
	})
}

func ExampleEdges() {
	for _, e := range Edges(text(maxRunes(2)))[6:] {
		fmt.Println(e.Rule, e.Inside, e.Text)
	}
	// Output:
	// max_runes true 汉汉
	// max_runes true 😀😀
	// max_runes false 汉汉汉
	// max_runes false 😀😀😀
}

func TestListsHaveNoEdges(t *testing.T) {
	k := &spec.List{MinItems: set(2), MaxItems: set(3)}
	if got := Edges(k); got != nil {
		t.Errorf("%v", got)
	}
}
