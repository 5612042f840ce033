package rt

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"
	"unicode/utf8"
)

// scanReference finds rune by rune the first `]]>` and the first wrong byte,
// len(s) where there is none.
func scanReference(s string) (end, wrong int) {
	end, wrong = strings.Index(s, "]]>"), len(s)
	if end < 0 {
		end = len(s)
	}
	for i, r := range s {
		invalid := false
		if r == utf8.RuneError {
			_, size := utf8.DecodeRuneInString(s[i:])
			invalid = size == 1
		}
		if invalid || !legalRune(r) {
			return end, i
		}
	}
	return end, wrong
}

// legalRune is Char of XML 1.0, section 2.2.
func legalRune(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' ||
		0x20 <= r && r <= 0xD7FF || 0xE000 <= r && r <= 0xFFFD || 0x10000 <= r && r <= 0x10FFFF
}

func checkScan(t *testing.T, s string) {
	t.Helper()
	end, wrong := scanReference(s)
	if got, want := scan(s, true), min(end, wrong); got != want {
		t.Fatalf("scan(%q, true) = %d, want %d", s, got, want)
	}
	cr := strings.IndexByte(s, '\r')
	if cr < 0 {
		cr = len(s)
	}
	if got, want := copyable(s, true), min(end, wrong, cr); got != want {
		t.Fatalf("copyable(%q, true) = %d, want %d", s, got, want)
	}
	if got, want := copyable(s, false), min(wrong, cr); got != want {
		t.Fatalf("copyable(%q, false) = %d, want %d", s, got, want)
	}
	if got := scan(s, false); got != wrong {
		t.Fatalf("scan(%q, false) = %d, want %d", s, got, wrong)
	}
}

// notable are the pieces of text that scanning must notice, and those that look
// like one and are none.
var notable = []string{
	"]]>", "]]]]>", "]", "]]", "]>", "]]\n>",
	"\x00", "\x01", "\t", "\n", "\r", "\x0B", "\x1F", "\x7F", "\u0080",
	"\x80", "\xBF", "\xC0\x80", "\xC2", "\xDD", "\xDF\xBF",
	"\xE0\x9F\xBF", "\u0800", "\xE4\xBD", "\xE4", "\uD7FF", "\xED\xA0\x80", "\xED\xBF\xBF",
	"\uFFE5", "\uFFFD", "\xEF\xBF\xBE", "\xEF\xBF\xBF", "\xEF\xBF",
	"\xF0\x80\x80\x80", "\U00010000", "😀", "\xF0\x9F\x98", "\xF0\x9F", "\U0010FFFF",
	"\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80", "\xFF", "\x80\x80\x80\x80\x80",
}

// filled returns n bytes of whole characters from background, filled up with x at
// the front so that what follows can stand at any offset.
func filled(background string, n int) string {
	k := n
	for k > 0 && !utf8.RuneStart(background[k]) {
		k--
	}
	return "xxx"[:n-k] + background[:k]
}

// The exhaustive tests try every length.
func TestScanFindsEveryPieceAtEveryOffset(t *testing.T) { findPieces(t, 11) }

// findPieces has a piece at every offset of a text, of every length up to 64 and of each step-th above.
func findPieces(t *testing.T, step int) {
	const longest = 256
	for name, background := range map[string]string{
		"ascii":   strings.Repeat("Reply to: gh_0123456789ab; ", 20),
		"chinese": strings.Repeat("回复文本消息\uFF0C微信公众号\u3002", 20),
		"mixed":   mixedText(),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var fills [257]string
			for n := range fills {
				fills[n] = filled(background, n)
			}
			var b []byte
			for _, piece := range notable {
				for n := len(piece); n <= longest; n++ {
					if n > 64 && n%step != 0 {
						continue
					}
					for at := 0; at+len(piece) <= n; at++ {
						// What stands before and after must not matter.
						align := (n + at) % 16
						b = append(b[:0], "\x01]]>\xFF\xE4\x01]]>\xFF\xE4\x01]]>\xFF"[:align]...)
						b = append(b, fills[at]...)
						b = append(b, piece...)
						b = append(b, fills[n-at-len(piece)]...)
						b = append(b, "]>\x80\x80\x80\x80\x80\x80"...)
						checkScan(t, string(b)[align:align+n])
					}
				}
			}
		})
	}
}

// The spans that the states take change with the text, so long texts are mixed
// from runs of every kind.
func TestScanAgreesOnLongTexts(t *testing.T) {
	const texts = 20000
	random := rand.New(rand.NewSource(1))
	for range texts {
		checkScan(t, longText(random))
	}
}

func longText(random *rand.Rand) string {
	mixed := mixedText()
	runs := []string{"a", "]", "中", "文,", "Reply 回复:", "é", "😀", "Ω", "\n", "line\r\n\t", "ก", "힐", "\uFFE5"}
	var b strings.Builder
	for range 1 + random.Intn(6) {
		at := random.Intn(len(mixed) / 2)
		for !utf8.RuneStart(mixed[at]) {
			at--
		}
		sample := mixed[at:]
		switch random.Intn(4) {
		case 0:
			b.WriteString(filled(sample, random.Intn(len(sample))))
		case 1:
			b.WriteString(strings.Repeat(runs[random.Intn(len(runs))], random.Intn(1200)))
		default:
			b.WriteString(strings.Repeat(runs[random.Intn(len(runs))], random.Intn(100)))
		}
		if random.Intn(8) == 0 {
			b.WriteString(notable[random.Intn(len(notable))])
		}
	}
	return b.String()
}

func TestScanKnowsEveryRune(t *testing.T) {
	for r := rune(0); r <= utf8.MaxRune+1; r++ {
		legal := legalRune(r)
		var b [16]byte
		s := string(utf8.AppendRune(b[:0], r))
		if !utf8.ValidRune(r) {
			continue // AppendRune writes U+FFFD
		}
		if got := scan(s, false) == len(s); got != legal {
			t.Errorf("%U: %v, want %v", r, got, legal)
		}
	}
}

func TestScanAllocatesNothing(t *testing.T) {
	texts := []string{"你好", "Reply]]>", mixedText(), mixedText() + "\x01", strings.Repeat("回复", 500), strings.Repeat("]", 99)}
	for i, s := range texts {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			if n := testing.AllocsPerRun(10, func() { scan(s, true); scan(s, false) }); n != 0 {
				t.Errorf("%v allocations", n)
			}
		})
	}
}

// pad and kind put the input behind a run, so that the fuzzer reaches the code
// for long texts.
func FuzzScanAgreesWithReference(f *testing.F) {
	for i, piece := range notable {
		f.Add(piece+"回复", uint16(i*37), byte(i))
	}
	f.Add(mixedText(), uint16(0), byte(0))
	f.Fuzz(func(t *testing.T, s string, pad uint16, kind byte) {
		runs := []string{"a", "中", "回复Reply,", "é", "]", "\n"}
		run := runs[int(kind)%len(runs)]
		checkScan(t, strings.Repeat(run, int(pad)%3000/len(run))+s)
		checkScan(t, s+strings.Repeat(run, int(pad)%3000/len(run)))
	})
}
