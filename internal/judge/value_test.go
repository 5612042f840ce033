package judge

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/replygen/replygen/spec"
)

func TestBrokenNamesEachRule(t *testing.T) {
	for _, tt := range []struct {
		kind *spec.String
		text string
		want string
	}{
		{text(), "a]]>b\t\n\r\u0085\uFFFD😀\U0001FFFE", ""},
		{text(), "", ""},
		{text(), "a\x00", "chars"},
		{text(), "\x1f", "chars"},
		{text(), "\x7f\u0080", ""},
		{text(), "\uFFFE", "chars"},
		{text(), "\uFFFF", "chars"},
		{text(), "\xff", "chars"},
		{text(), "\xed\xa0\x80", "chars"},
		{text(), "\xe6\xb1", "chars"},
		{text(maxBytes(6)), "汉字", ""},
		{text(maxBytes(5)), "汉字", "max_bytes"},
		{text(minBytes(6)), "汉字", ""},
		{text(minBytes(7)), "汉字", "min_bytes"},
		{text(minBytes(3)), "a\r\nb", ""},
		{text(minBytes(4)), "a\r\nb", "min_bytes"},
		{text(maxRunes(2)), "😀😀", ""},
		{text(maxRunes(2)), "abc", "max_runes"},
		{text(minRunes(2)), "汉字", ""},
		{text(minRunes(3)), "汉字", "min_runes"},
		{text(minRunes(1)), "", "min_runes"},
		{text(enum("a", "b")), "b", ""},
		{text(enum("a", "b")), "B", "enum"},
		{text(match(`a|ab`)), "ab", ""},
		{text(match(`ab|a`)), "a", ""},
		{text(match(`b`)), "abc", "pattern"},
		{text(match(`^a$`)), "a\n", "pattern"},
		{text(match(`a*?`)), "aaa", ""},
		{text(match(`\Qa.`)), "a.", ""},
		{text(format("url")), "https://example.com", ""},
		{text(format("url")), "example.com", "format"},
		{text(maxBytes(3), minRunes(9), maxRunes(2), enum("a"), match(`a`), format("url")), "\x01汉b",
			"chars max_bytes min_runes max_runes enum pattern format"},
	} {
		if got := strings.Join(Broken(tt.kind, tt.text), " "); got != tt.want {
			t.Errorf("%+v, %q: %q, want %q", tt.kind.Rules, tt.text, got, tt.want)
		}
	}
}

func FuzzCarriableIsProductionChar(f *testing.F) {
	f.Add("a\x00\uFFFE\xff")
	f.Fuzz(func(t *testing.T, s string) {
		want := utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool {
			return !(r == 0x9 || r == 0xA || r == 0xD || r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000)
		})
		if got := !slices.Contains(Broken(text(), s), "chars"); got != want {
			t.Errorf("%q: %v", s, got)
		}
	})
}
