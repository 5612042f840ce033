package diag

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseFormat(t *testing.T) {
	for name, want := range map[string]Format{"text": Text, "json": JSON, "github": GitHub} {
		if got, err := ParseFormat(name); err != nil || got != want {
			t.Errorf("%q: %v, %v", name, got, err)
		}
	}
	for _, name := range []string{"", "JSON", "xml"} {
		if _, err := ParseFormat(name); err == nil {
			t.Errorf("%q is taken", name)
		}
	}
}

func TestJSONHasEveryMember(t *testing.T) {
	l := &List{Sources: campus()}
	l.Add(unknownField(), Diagnostic{Span: Span{File: "文.yaml"}, Severity: Warning, Message: "<&>"})
	want := `[
  {
    "file": "overlays/campus.yaml",
    "line": 14,
    "col": 11,
    "endCol": 31,
    "severity": "error",
    "code": "overlay-target",
    "message": "edit: reply \"text\" has no field \"Contnet\"",
    "hint": "did you mean \"Content\"?",
    "notes": [
      {
        "file": "spec/platforms/wechat.yaml",
        "line": 22,
        "col": 7,
        "endCol": 11,
        "message": "the fields of \"text\" are declared here"
      }
    ]
  },
  {
    "file": "文.yaml",
    "line": 0,
    "col": 0,
    "endCol": 0,
    "severity": "warning",
    "code": "",
    "message": "<&>",
    "hint": "",
    "notes": []
  }
]
`
	if diff := cmp.Diff(want, rendered(t, l, JSON, false)); diff != "" {
		t.Error(diff)
	}
}

func TestNothingToReport(t *testing.T) {
	for _, l := range []*List{nil, {}} {
		for f, want := range map[Format]string{Text: "", GitHub: "", JSON: "[]\n"} {
			if got := rendered(t, l, f, true); got != want {
				t.Errorf("format %d: %q, want %q", f, got, want)
			}
		}
	}
}

func TestAnnotationsAreEscaped(t *testing.T) {
	tests := []struct {
		name string
		d    Diagnostic
		want string
	}{
		{
			"all parts",
			unknownField(),
			`::error file=overlays/campus.yaml,line=14,col=11,endColumn=31,title=overlay-target::` +
				`edit: reply "text" has no field "Contnet"%0Adid you mean "Content"?` +
				`%0Aspec/platforms/wechat.yaml:22:7: note: the fields of "text" are declared here`,
		},
		{
			"properties",
			Diagnostic{Span: Span{"C:\\a,b%\r\n.yaml", 1, 2, 3}, Code: "a:b", Message: "m"},
			`::error file=C%3A\a%2Cb%25%0D%0A.yaml,line=1,col=2,endColumn=5,title=a%3Ab::m`,
		},
		{
			"message",
			Diagnostic{Severity: Warning, Message: "100%: a,b\r\n::error::x %0A"},
			`::warning::100%25: a,b%0D%0A::error::x %250A`,
		},
		{
			"no column without a line",
			Diagnostic{Span: Span{"a", 0, 5, 1}, Message: "m"},
			`::error file=a::m`,
		},
		{
			"whole line",
			Diagnostic{Span: Span{"a", 3, 0, 0}, Message: "m"},
			`::error file=a,line=3::m`,
		},
		{
			"terminal sequences",
			Diagnostic{Message: "\x1b[31m\u202e"},
			`::error::\x1b[31m\u202e`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := &List{Diagnostics: []Diagnostic{tt.d}}
			if diff := cmp.Diff(tt.want+"\n", rendered(t, l, GitHub, true)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

type brokenPipe struct{}

var errPipe = errors.New("broken pipe")

func (brokenPipe) Write([]byte) (int, error) { return 0, errPipe }

func TestWriteReportsTheWritersError(t *testing.T) {
	l := &List{Diagnostics: []Diagnostic{unknownField()}}
	for _, f := range []Format{Text, JSON, GitHub} {
		if err := l.Write(brokenPipe{}, f, false); !errors.Is(err, errPipe) {
			t.Errorf("format %d: %v", f, err)
		}
	}
}
