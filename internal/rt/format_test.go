package rt

import (
	"net/url"
	"strings"
	"testing"
)

var urlTests = []struct {
	s    string
	want bool
}{
	{"http://example.com", true},
	{"https://mp.weixin.qq.com/s?__biz=MzA5&mid=1#rd", true},
	{"HTTPS://EXAMPLE.COM", true},
	{"weixin://dl/business", true},
	{"x-a+b.c1://h", true},
	{"http://例子.中国/路径?q=值&名=《书》", true},
	{"http://user:pass@example.com:8080/a:b@c", true},
	{"http://localhost:/", true},
	{"http://[::1]:80/", true},
	{"http://[::1]", true},
	{"http://h?a=b://c", true},
	{"http://h/a]b", true},
	{"", false},
	{"example.com/a", false},
	{"//example.com/a", false},
	{"/a/b", false},
	{"mailto:a@b.c", false},
	{"http:example.com", false},
	{"http:/example.com", false},
	{"://example.com", false},
	{"1http://example.com", false},
	{"-x://example.com", false},
	{"ht_tp://example.com", false},
	{"网://example.com", false},
	{"http://", false},
	{"http:///path", false},
	{"http://?q=a.b", false},
	{"http://#h", false},
	{"http://:80/", false},
	{"http://user@/", false},
	{"http://user@:80/", false},
	{"http://a@b@/", false},
	{"http://h:80x/", false},
	{"http://[]/", false},
	{"http://[::1/", false},
	{"http://[::1]a", false},
	{" http://example.com", false},
	{"http://example.com ", false},
	{"http://example.com/a b", false},
	{"http://example.com/a\u3000b", false},
	{"http://example.com/a\u00a0b", false},
	{"http://example.com/\n", false},
	{"http://example.com/\x7f", false},
	{"http://example.com/\u0085", false},
}

func TestIsURL(t *testing.T) {
	for _, tt := range urlTests {
		if got := isURL(tt.s); got != tt.want {
			t.Errorf("isURL(%q) = %v", tt.s, got)
		}
	}
}

func TestIsURLAllocatesNothing(t *testing.T) {
	for _, tt := range urlTests {
		if n := testing.AllocsPerRun(10, func() { isURL(tt.s) }); n != 0 {
			t.Errorf("%q: %v allocations", tt.s, n)
		}
	}
}

// What net/url takes as absolute with a host must be taken here: a rule that
// refuses a working link is worse than none.
func FuzzIsURLTakesWhatNetURLTakes(f *testing.F) {
	for _, tt := range urlTests {
		f.Add(tt.s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := isURL(s)
		u, err := url.Parse(s)
		if err != nil || u.Scheme == "" || u.Hostname() == "" || u.Opaque != "" {
			return
		}
		if !strings.HasPrefix(u.Host, "[") && strings.Contains(u.Hostname(), ":") {
			return // net/url is lax about colons here
		}
		for _, r := range s {
			// Spaces and control characters, which net/url takes in places.
			if r <= ' ' || r == 0x7f || r >= 0x80 && !isURL("http://h/"+string(r)) {
				return
			}
		}
		if !got {
			t.Errorf("isURL(%q) is false, net/url has host %q", s, u.Host)
		}
	})
}
