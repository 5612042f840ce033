package sample

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode"
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
		{text(match(`(`)), "(", "pattern"},
		{text(format("url")), "https://example.com", ""},
		{text(format("url")), "example.com", "format"},
		{text(format("colour")), "https://example.com", "format"},
		{text(maxBytes(3), minRunes(9), maxRunes(2), enum("a"), match(`a`), format("url")), "\x01汉b",
			"chars max_bytes min_runes max_runes enum pattern format"},
	} {
		if got := strings.Join(Broken(tt.kind, tt.text), " "); got != tt.want {
			t.Errorf("%+v, %q: %q, want %q", tt.kind.Rules, tt.text, got, tt.want)
		}
	}
}

func TestURLHasASchemeAndAHost(t *testing.T) {
	for link, want := range map[string]bool{
		"http://example.com": true, "HTTPS://EXAMPLE.COM": true, "weixin://dl/business": true, "x-a+b.c1://h": true,
		"http://例子.中国/路径?q=值&名=《书》": true, "http://user:pass@example.com:8080/a:b@c": true, "http://localhost:/": true,
		"http://[::1]:80/": true, "http://[::1]": true, "http://h?a=b://c": true, "http://h/a]b": true, "http://a@b@c": true,
		"": false, "example.com/a": false, "//example.com/a": false, "mailto:a@b.c": false, "http:/example.com": false, "://example.com": false,
		"1http://example.com": false, "ht_tp://example.com": false, "网://example.com": false, "http://": false, "http:///path": false,
		"http://?q=a.b": false, "http://#h": false, "http://:80/": false, "http://user@/": false, "http://user@:80/": false, "http://h:80x/": false,
		"http://[]/": false, "http://[::1/": false, "http://[::1]a": false, " http://example.com": false, "http://example.com ": false,
		"http://example.com/a b": false, "http://example.com/a\u3000b": false, "http://example.com/\n": false, "http://example.com\n": false,
		"http://example.com/\x7f": false, "http://example.com/\u0085": false,
	} {
		if got := isURL(link); got != want {
			t.Errorf("%q: %v", link, got)
		}
	}
}

// A rule that refuses a working link is worse than none.
func FuzzURLTakesWhatNetURLTakes(f *testing.F) {
	for _, s := range []string{"http://example.com", "http://[::1]:80/", "a://b@c:1?#", "http://h/a]b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := isURL(s)
		u, err := url.Parse(s)
		if err != nil || u.Scheme == "" || u.Hostname() == "" || u.Opaque != "" ||
			strings.ContainsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }) {
			return
		}
		// IPv6 without brackets, which RFC 3986 has not.
		if strings.Count(u.Host, ":") > 1 && !strings.HasPrefix(u.Host, "[") {
			return
		}
		if !got {
			t.Errorf("isURL(%q) is false, net/url has host %q", s, u.Host)
		}
	})
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
