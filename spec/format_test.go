package spec_test

import (
	"net/url"
	"strings"
	"testing"
	"unicode"

	"github.com/replygen/replygen/spec"
)

var isURL = spec.FindFormat("url").Matches

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
