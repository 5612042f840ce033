package diag

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func FuzzWrite(f *testing.F) {
	f.Add([]byte("a: b\n"), 1, 4, 1, "m", "h")
	f.Add([]byte("\t消息\u202e👨\u200d👩\u200d👧\xff\r\n\x1b"), 1, 3, 9, "m\n", "\x9b")
	f.Add([]byte(strings.Repeat("消e\u0301", 300)), 1, 500, 40, "%0A::x", "")
	f.Add([]byte{}, 9, -1, -1, "", "")
	f.Fuzz(func(t *testing.T, source []byte, row, col, width int, message, hint string) {
		span := Span{"a.yaml", row, col, width}
		l := &List{Sources: map[string][]byte{"a.yaml": source}}
		l.Add(Diagnostic{Span: span, Code: "c", Message: message, Hint: hint, Notes: []Note{{span, message}}})

		text := rendered(t, l, Text, false)
		isPrintable(t, text)
		lines := strings.Split(text, "\n")
		want := 3 // message, note, what follows the last newline
		switch {
		case row > 0:
			want += 2
			if rest := strings.TrimLeft(lines[2], " "); !strings.HasPrefix(rest, "| ") ||
				!strings.HasPrefix(strings.TrimLeft(rest[1:], " "), "^") {
				t.Errorf("no carets in %q", lines[2])
			}
			if cells := cellsOf(lines[1]); cells > 5+3+maxCells+2+20 {
				t.Errorf("the source line takes %d cells", cells)
			}
		case hint != "":
			want++
		}
		if len(lines) != want {
			t.Errorf("%d lines, want %d: %q", len(lines), want, text)
		}

		annotation := rendered(t, l, GitHub, false)
		isPrintable(t, annotation)
		if strings.Count(annotation, "\n") != 1 {
			t.Errorf("an annotation of more than one line: %q", annotation)
		}
		if out := rendered(t, l, JSON, false); !json.Valid([]byte(out)) {
			t.Errorf("not JSON: %q", out)
		}
	})
}

func isPrintable(t *testing.T, s string) {
	t.Helper()
	if !utf8.ValidString(s) {
		t.Errorf("invalid UTF-8: %q", s)
	}
	for _, r := range s {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)) {
			t.Errorf("%U in %q", r, s)
		}
	}
}

func FuzzSuggest(f *testing.F) {
	f.Add("Contnet", "Content", "MediaId")
	f.Add("", "x", "\xff")
	f.Fuzz(func(t *testing.T, name, one, other string) {
		got := Suggest(name, []string{one, other})
		if back := Suggest(name, []string{other, one}); back != got {
			t.Errorf("%q or %q, by the order of the known names", got, back)
		}
		if got != "" && got != one && got != other {
			t.Errorf("%q is not known", got)
		}
	})
}

func cellsOf(line string) int {
	cs := clusters(line)
	return cs[len(cs)-1].cell
}
