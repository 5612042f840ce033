package rt

import (
	"encoding/xml"
	"math"
	"math/rand"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// carried is what XML can carry of s: the rest is U+FFFD, one for each byte of
// invalid UTF-8 and for each character that XML does not have.
func carried(s string) string {
	var b strings.Builder
	for _, r := range s {
		if !legalRune(r) {
			r = utf8.RuneError
		}
		b.WriteRune(r)
	}
	return b.String()
}

// lineFeeds is s with a line feed for each line end.
func lineFeeds(s string) string {
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
}

func parsed(t *testing.T, content string) string {
	t.Helper()
	var text string
	if err := xml.Unmarshal([]byte("<x>"+content+"</x>"), &text); err != nil {
		t.Fatalf("%q: %v", content, err)
	}
	return text
}

func checkAppend(t *testing.T, s string) {
	t.Helper()
	section := appendCDATA([]byte("<![CDATA["), s)
	if got, want := parsed(t, string(append(section, "]]>"...))), lineFeeds(carried(s)); got != want || strings.Contains(string(section), "\r") {
		t.Fatalf("appendCDATA(%q) reads back as %q, want %q", s, got, want)
	}
	text := appendText(nil, s)
	if got, want := parsed(t, string(text)), lineFeeds(carried(s)); got != want || strings.Contains(string(text), "\r") {
		t.Fatalf("appendText(%q) reads back as %q, want %q", s, got, want)
	}
}

func TestAppendCDATA(t *testing.T) {
	for s, want := range map[string]string{
		"":                        "",
		"你好 <b>&amp;</b>":         "你好 <b>&amp;</b>",
		"]":                       "]",
		"]]":                      "]]",
		"]]>":                     "]]]]><![CDATA[>",
		"a]]]]>>b":                "a]]]]]]><![CDATA[>>b",
		"]]>]]>":                  "]]]]><![CDATA[>]]]]><![CDATA[>",
		"a\r\nb\tc":               "a\nb\tc",
		"\r\r\n\n\r":              "\n\n\n\n",
		"\x00":                    "\uFFFD",
		"a\x01b":                  "a\uFFFDb",
		"]]\x01>":                 "]]\uFFFD>",
		"\xFF\xFE":                "\uFFFD\uFFFD",
		"\xED\xA0\x80":            "\uFFFD\uFFFD\uFFFD",
		"\xEF\xBF\xBE":            "\uFFFD",
		"\xEF\xBF\xBF]]>\xE4\xBD": "\uFFFD]]]]><![CDATA[>\uFFFD\uFFFD",
		"\uFFFD":                  "\uFFFD",
		"\U0010FFFF\x7F":          "\U0010FFFF\x7F",
	} {
		if got := string(appendCDATA([]byte("x"), s)); got != "x"+want {
			t.Errorf("appendCDATA(%q) = %q, want %q", s, got[1:], want)
		}
	}
}

func TestAppendText(t *testing.T) {
	for s, want := range map[string]string{
		"":                             "",
		"你好,世界":                        "你好,世界",
		"a<b>&c\r\n\td'\"":             "a&lt;b&gt;&amp;c\n\td'\"",
		"\r<\r\n>\r\r":                 "\n&lt;\n&gt;\n\n",
		"]]>":                          "]]&gt;",
		"=?;$\"\x0C":                   "=?;$\"\uFFFD",
		"\x01&\xFF<\xEF\xBF\xBF":       "\uFFFD&amp;\uFFFD&lt;\uFFFD",
		"0123456<\u00A6\u00BC\u00BE8&": "0123456&lt;\u00A6\u00BC\u00BE8&amp;",
		"0\u01BE?\u01BE=\u01A6'12":     "0\u01BE?\u01BE=\u01A6'12",
	} {
		if got := string(appendText([]byte("x"), s)); got != "x"+want {
			t.Errorf("appendText(%q) = %q, want %q", s, got[1:], want)
		}
	}
}

func TestAppendedTextReadsBack(t *testing.T) {
	random := rand.New(rand.NewSource(2))
	pieces := append([]string{"&", "<", ">", "\r", "\r\n", "&lt;", "<![CDATA[", "]]>]]>"}, notable...)
	for range 3000 {
		var b strings.Builder
		for range random.Intn(20) {
			b.WriteString(filled(mixedText(), random.Intn(100)))
			b.WriteString(pieces[random.Intn(len(pieces))])
		}
		checkAppend(t, b.String())
	}
	for _, piece := range pieces {
		checkAppend(t, strings.Repeat(piece, 1000))
	}
}

func FuzzAppendedTextReadsBack(f *testing.F) {
	for _, piece := range notable {
		f.Add(piece + "&<>\r\n" + piece)
	}
	f.Fuzz(func(t *testing.T, s string) {
		checkAppend(t, s)
		checkAppend(t, strings.Repeat("回复Reply", 9)+s+strings.Repeat(s, 4))
	})
}

func TestAppendAllocatesNothingWithRoom(t *testing.T) {
	dst := make([]byte, 0, 8<<10)
	for _, s := range []string{"你好", mixedText()[:2048], "a]]>b\x01\xFF", strings.Repeat("]]>", 100)} {
		if n := testing.AllocsPerRun(10, func() { appendCDATA(dst, s); appendText(dst, s); appendFloat(dst, 0.1) }); n != 0 {
			t.Errorf("%q: %v allocations", s, n)
		}
	}
}

func TestAppendFloatReadsBack(t *testing.T) {
	for _, v := range []float64{0, math.Copysign(0, -1), 0.1, -39.908722, 23.134521, 1e21, math.MaxFloat64, math.SmallestNonzeroFloat64} {
		text := string(appendFloat(nil, v))
		if got, err := strconv.ParseFloat(text, 64); err != nil || math.Float64bits(got) != math.Float64bits(v) || strings.ContainsAny(text, "eE") {
			t.Errorf("%v is written as %s", v, text)
		}
	}
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		if got := string(appendFloat(nil, v)); got != "0" {
			t.Errorf("%v is written as %s", v, got)
		}
	}
}
