package diag

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const wechat = "spec/platforms/wechat.yaml"

func unknownField() Diagnostic {
	return Diagnostic{
		Span:    Span{"overlays/campus.yaml", 14, 11, 20},
		Code:    "overlay-target",
		Message: `edit: reply "text" has no field "Contnet"`,
		Hint:    `did you mean "Content"?`,
		Notes:   []Note{{Span{wechat, 22, 7, 4}, `the fields of "text" are declared here`}},
	}
}

func campus() map[string][]byte {
	return map[string][]byte{
		"overlays/campus.yaml": []byte(strings.Repeat("\n", 13) + "  - edit: replies.text.Contnet\n"),
	}
}

func rendered(t *testing.T, l *List, f Format, colour bool) string {
	t.Helper()
	var b strings.Builder
	if err := l.Write(&b, f, colour); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestTextIsTheDocumentedForm(t *testing.T) {
	l := &List{Diagnostics: []Diagnostic{unknownField()}, Sources: campus()}
	want := `overlays/campus.yaml:14:11: edit: reply "text" has no field "Contnet" [overlay-target]
   14 |   - edit: replies.text.Contnet
      |           ^~~~~~~~~~~~~~~~~~~~ did you mean "Content"?
spec/platforms/wechat.yaml:22:7: note: the fields of "text" are declared here
`
	if diff := cmp.Diff(want, rendered(t, l, Text, false)); diff != "" {
		t.Error(diff)
	}
	if got := l.Error(); got != strings.TrimSuffix(want, "\n") {
		t.Errorf("Error() is not the text form: %q", got)
	}
}

func TestColourAddsSequencesAndNothingElse(t *testing.T) {
	l := &List{Diagnostics: []Diagnostic{unknownField()}, Sources: campus()}
	want := "\x1b[1moverlays/campus.yaml:14:11:\x1b[0m " +
		"\x1b[1;31medit: reply \"text\" has no field \"Contnet\"\x1b[0m \x1b[2m[overlay-target]\x1b[0m\n" +
		"\x1b[2m   14 |\x1b[0m   - edit: replies.text.Contnet\n" +
		"\x1b[2m      |\x1b[0m           \x1b[32m^~~~~~~~~~~~~~~~~~~~ did you mean \"Content\"?\x1b[0m\n" +
		"\x1b[1mspec/platforms/wechat.yaml:22:7:\x1b[0m note: the fields of \"text\" are declared here\n"
	if diff := cmp.Diff(want, rendered(t, l, Text, true)); diff != "" {
		t.Error(diff)
	}
}

func TestTextOfPlacesThatAreNotAStretchOfALine(t *testing.T) {
	tests := []struct {
		name string
		d    Diagnostic
		want string
	}{
		{
			"warning",
			Diagnostic{Span: Span{"a.yaml", 1, 1, 3}, Severity: Warning, Code: "c", Message: "m"},
			"a.yaml:1:1: warning: m [c]\n    1 | one: 1\n      | ^~~\n",
		},
		{
			"whole file",
			Diagnostic{Span: Span{File: "a.yaml"}, Code: "c", Message: "m", Hint: "h"},
			"a.yaml: m [c]\n      h\n",
		},
		{
			"whole line",
			Diagnostic{Span: Span{File: "a.yaml", Line: 2}, Message: "m", Hint: "h"},
			"a.yaml:2: m\n    2 |   two: 2  \n      |   ^~~~~~ h\n",
		},
		{
			"no file",
			Diagnostic{Message: "m", Code: "c"},
			"m [c]\n",
		},
		{
			"source not known",
			Diagnostic{Span: Span{"b.yaml", 3, 4, 5}, Message: "m", Hint: "h"},
			"b.yaml:3:4: m\n      h\n",
		},
		{
			"beyond the last line",
			Diagnostic{Span: Span{"a.yaml", 99, 1, 5}, Message: "m"},
			"a.yaml:3:1: m\n    3 |\n      | ^\n",
		},
		{
			"beyond the end of the line",
			Diagnostic{Span: Span{"a.yaml", 1, 50, 5}, Message: "m", Hint: "h"},
			"a.yaml:1:7: m\n    1 | one: 1\n      |       ^ h\n",
		},
		{
			"reaching over the end of the line",
			Diagnostic{Span: Span{"a.yaml", 1, 6, math.MaxInt}, Message: "m"},
			"a.yaml:1:6: m\n    1 | one: 1\n      |      ^\n",
		},
		{
			"negative",
			Diagnostic{Span: Span{"a.yaml", -1, -2, -3}, Message: "m"},
			"a.yaml: m\n",
		},
		{
			"no width",
			Diagnostic{Span: Span{"a.yaml", 1, 1, 0}, Message: "m"},
			"a.yaml:1:1: m\n    1 | one: 1\n      | ^\n",
		},
		{
			"message and names that attack the terminal",
			Diagnostic{Span: Span{File: "a\x1b.yaml", Line: 1, Col: 1}, Message: "m\n\u202e", Hint: "\x9b"},
			"a\\x1b.yaml:1:1: m\\x0a\\u202e\n      \\x9b\n",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := &List{
				Diagnostics: []Diagnostic{tt.d},
				Sources:     map[string][]byte{"a.yaml": []byte("one: 1\n  two: 2  \n")},
			}
			if diff := cmp.Diff(tt.want, rendered(t, l, Text, false)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestLinesAreCountedAsEditorsDo(t *testing.T) {
	for name, source := range map[string]string{
		"LF":              "one\ntwo\nthree",
		"CRLF":            "one\r\ntwo\r\nthree\r\n",
		"CR":              "one\rtwo\rthree",
		"byte order mark": "\uFEFFone\ntwo\nthree",
	} {
		t.Run(name, func(t *testing.T) {
			l := &List{Sources: map[string][]byte{"a": []byte(source)}}
			l.Add(Diagnostic{Span: Span{"a", 1, 2, 1}}, Diagnostic{Span: Span{"a", 3, 1, 9}})
			want := "a:1:2: \n    1 | one\n      |  ^\na:3:1: \n    3 | three\n      | ^~~~~\n"
			if diff := cmp.Diff(want, rendered(t, l, Text, false)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestEmptyFileHasOneLine(t *testing.T) {
	l := &List{Sources: map[string][]byte{"a": nil}}
	l.Add(Diagnostic{Span: Span{"a", 1, 1, 1}, Message: "m"})
	if got, want := rendered(t, l, Text, false), "a:1:1: m\n    1 |\n      | ^\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
