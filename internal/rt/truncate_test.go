package rt

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

// checkTruncate checks the law of truncate: a prefix that keeps to the limits as it is written, s itself where that
// does, and no longer one otherwise.
func checkTruncate(t *testing.T, s string, maxBytes, maxRunes int) {
	t.Helper()
	fits := func(s string) bool {
		w := string(appendWritten(s))
		return len(w) <= maxBytes && utf8.RuneCountInString(w) <= maxRunes
	}
	got, cut := truncate(s, maxBytes, maxRunes)
	if !strings.HasPrefix(s, got) || !fits(got) || cut == fits(s) || cut != (len(got) < len(s)) {
		t.Fatalf("truncate(%q, %d, %d) = %q, %v", s, maxBytes, maxRunes, got, cut)
	}
	if utf8.ValidString(s) && !utf8.ValidString(got) {
		t.Fatalf("truncate(%q, %d, %d) = %q, which is cut inside a character", s, maxBytes, maxRunes, got)
	}
	if cut {
		rest := s[len(got):]
		_, size := utf8.DecodeRuneInString(rest)
		if strings.HasPrefix(rest, "\r\n") {
			size = 2
		}
		if fits(got+rest[:size]) || strings.HasSuffix(got, "\r") && rest[0] == '\n' {
			t.Fatalf("truncate(%q, %d, %d) = %q, which is not the longest", s, maxBytes, maxRunes, got)
		}
	}
}

// appendWritten is what a document carries for s.
func appendWritten(s string) []byte {
	return []byte(lineFeeds(carried(s)))
}

func TestTruncate(t *testing.T) {
	for _, c := range []struct {
		s                  string
		maxBytes, maxRunes int
		want               string
		cut                bool
	}{
		{"", 0, 0, "", false},
		{"abc", 3, math.MaxInt, "abc", false},
		{"abcd", 3, math.MaxInt, "abc", true},
		{"你好", 5, math.MaxInt, "你", true},
		{"你好", 6, 1, "你", true},
		{"a😀", 4, math.MaxInt, "a", true},
		{"a\r\nb", 3, math.MaxInt, "a\r\nb", false},
		{"a\r\nb", 2, math.MaxInt, "a\r\n", true},
		{"a\r\nb", 1, math.MaxInt, "a", true},
		{"a\rb", 2, 2, "a\r", true},
		{"a\xffb", 4, math.MaxInt, "a\xff", true},
		{"a\xffb", 3, math.MaxInt, "a", true},
		{"\x01", 2, math.MaxInt, "", true},
	} {
		if got, cut := truncate(c.s, c.maxBytes, c.maxRunes); got != c.want || cut != c.cut {
			t.Errorf("truncate(%q, %d, %d) = %q, %v", c.s, c.maxBytes, c.maxRunes, got, cut)
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	pieces := append([]string{"\r\n", "\r", "a", "你", "😀", "你好,世界"}, notable...)
	for range 20000 {
		var b strings.Builder
		for range random.IntN(8) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		checkTruncate(t, b.String(), random.IntN(20), random.IntN(10))
		checkTruncate(t, b.String(), random.IntN(20), math.MaxInt)
	}
}

func FuzzTruncate(f *testing.F) {
	f.Add("a\r\n你\xff", 4)
	f.Fuzz(func(t *testing.T, s string, n int) {
		checkTruncate(t, s, max(n, 0), math.MaxInt)
		checkTruncate(t, s, math.MaxInt, max(n, 0))
	})
}

// The rules of a text are about what is written.
func TestLimitsCountWhatIsWritten(t *testing.T) {
	for _, s := range []string{"", "a", "\r", "\r\n", "a\r\nb\rc\n", "\r\r\n\n", "你\r\n"} {
		if got := written(s); got != lineFeeds(s) {
			t.Errorf("written(%q) = %q", s, got)
		}
		if got := writtenRunes(s); got != utf8.RuneCountInString(lineFeeds(s)) {
			t.Errorf("%q has %d characters", s, got)
		}
		for limit := range 8 {
			var v violations
			v.maxBytes("F", limit, s)
			if n := len(lineFeeds(s)); (len(v) > 0) != (n > limit) || n > limit && (v[0].Got != n || v[0].Limit != limit || v[0].Rule != "max_bytes") {
				t.Errorf("%q with a limit of %d: %v", s, limit, v)
			}
		}
	}
}
