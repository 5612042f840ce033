package spec_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/replygen/replygen/spec"
	"github.com/replygen/replygen/spec/diag"
)

// findingsOf loads an overlay of builtin:wechat with some changes.
func findingsOf(t *testing.T, changes string) []diag.Diagnostic {
	t.Helper()
	p, err := loadFiles("over.yaml", []byte("replygen: 1\noverlay: o\nextends: builtin:wechat\nchanges:\n"+changes))
	if err != nil {
		return err.(*diag.List).Diagnostics
	}
	return p.Warnings.Diagnostics
}

func codesOf(found []diag.Diagnostic) (out []string) {
	for _, d := range found {
		out = append(out, fmt.Sprintf("%d %s", d.Span.Line, d.Code))
	}
	return out
}

func TestChangeWithoutEffectIsAnErrorHoweverItIsSpelled(t *testing.T) {
	for _, changes := range []string{
		"  - {edit: delivery, set: {deadline: 5000ms}}\n",
		"  - {edit: replies.text.Content, set: {cdata: true}}\n",
		"  - {edit: replies.video.Video.Title, set: {required: false}}\n",
		"  - {edit: header, set: {root: xml}}\n",
		"  - {edit: replies.text, set: {doc: \"\"}}\n",
		"  - {edit: replies.video.Video, set: {doc: d}}\n  - {remove: replies.video}\n",
		"  - {add: replies.video.Video.X, last: true, value: {type: int}}\n  - {keep: replies, only: [text]}\n",
		"  - {edit: replies.video.Video.Title, set: {doc: d}}\n  - {replace: replies.video.Video, value: {type: object, fields: []}}\n",
	} {
		if got := codesOf(findingsOf(t, changes)); !slices.Equal(got, []string{"5 overlay-no-change"}) {
			t.Errorf("%s%q", changes, got)
		}
	}
	for _, changes := range []string{
		"  - {edit: replies.text.Content, set: {cdata: false}}\n",
		"  - {edit: delivery, set: {deadline: 6s, doc: d}}\n",
	} {
		if got := codesOf(findingsOf(t, changes)); got != nil {
			t.Errorf("%s%q", changes, got)
		}
	}
}

// An event's name may also stand in its type.
func TestRenamedEventIsNamedByItsNewPath(t *testing.T) {
	_, err := loadFiles("base.yaml", []byte("replygen: 1\nplatform: {id: x}\nheader: {fields: [{name: MsgType, type: msg_type}]}\nreplies: []\n"+
		"events: [{event: vent, type: event}, {event: vent, type: other}]\n"),
		"over.yaml", []byte("replygen: 1\noverlay: o\nextends: base.yaml\nchanges:\n"+
			"  - {rename: events.event/vent, to: air}\n  - {rename: events.other/vent, to: wind}\n  - {edit: events.event/vent.A, set: {doc: d}}\n"))
	if err == nil || !strings.Contains(fmt.Sprint(err.(*diag.List).Diagnostics), "write `edit: events.event/air.A`") {
		t.Error(err)
	}
}

func TestAnErrorInTheBaseStandsAtTheChangeThatBringsIt(t *testing.T) {
	found := findingsOf(t, "  - {edit: replies.text, set: {note: n}}\n  - {remove: scalars.MediaID}\n  - {edit: replies.news, set: {note: n}}\n  - {remove: scalars.URL}\n")
	if got := codesOf(found); !slices.Equal(got, []string{"6 unknown-type", "8 unknown-type"}) {
		t.Errorf("%q", got)
	}
	for _, d := range found {
		if d.Span.File != "over.yaml" || len(d.Notes) < 2 || d.Notes[0].Span.File != "builtin:wechat" {
			t.Errorf("%+v", d)
		}
	}
}

// The error comes with the first change, goes with the second, and stays from the third on.
func TestTheChangeThatBringsAnErrorIsTheOneAfterWhichItStays(t *testing.T) {
	got := codesOf(findingsOf(t, `  - {remove: scalars.MediaID}
  - {rename: scalars.AccountID, to: MediaID}
  - {keep: scalars, only: [OpenID, URL]}
`))
	if !slices.Contains(got, "7 unknown-type") || slices.Contains(got, "5 unknown-type") {
		t.Errorf("%q", got)
	}
}

func TestTextThatStatesTheNumberBeforeIsAWarning(t *testing.T) {
	base := func(doc, rule string) []byte {
		return withField("{name: A, type: list, " + rule + ", doc: '" + doc + "', item: {name: i, fields: [{name: B, type: string}]}}")
	}
	for doc, want := range map[string]int{
		"限制为10条以内": 1, "最多十条": 1, "超过10,则无响应": 1, "at most 10 items": 1,
		"限制为100条": 0, "第十条": 0, "限制为110条": 0, "二十条": 0, "十分重要": 0, "10.5": 0,
	} {
		p := mustLoad(t, "base.yaml", base(doc, "max_items: 10"), "o.yaml",
			[]byte("replygen: 1\noverlay: o\nextends: base.yaml\nchanges:\n  - {edit: replies.a.A, set: {max_items: 8}}\n"))
		if got := p.Warnings.Diagnostics; len(got) != want {
			t.Errorf("%s: %v", doc, got)
		}
		mustLoad(t, "base.yaml", base(doc, "max_items: 10"), "o.yaml",
			[]byte("replygen: 1\noverlay: o\nextends: base.yaml\nchanges:\n  - {edit: replies.a.A, set: {max_items: 8, doc: d}}\n"))
	}
	if got := codesOf(findingsOf(t, "  - {edit: delivery, set: {deadline: 8s}}\n")); !slices.Equal(got, []string{"5 overlay-overtaken"}) {
		t.Errorf("五秒: %q", got)
	}
}

// Two mistakes that have nothing to do with each other are mended in one round.
func TestFindingsOfTwoMistakesAreShownTogether(t *testing.T) {
	const field = "      - {name: Content, type: string, required: true, max_bytes: 600}\n"
	dir := "../testdata/mistakes"
	base, err := os.ReadFile(filepath.Join(dir, "kind-integer.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut(string(base), "      - {name: Content")
	var names []string
	fields := map[string]string{}
	for _, pattern := range []string{"kind-*", "key-*", "quoted-*", "boolean-*", "number-*", "example-*", "limits-*", "pattern-*", "fullwidth-digits"} {
		files, _ := filepath.Glob(filepath.Join(dir, pattern+".yaml"))
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if rest, ok := strings.CutPrefix(string(text), head); ok && !strings.Contains(rest, field) {
				names = append(names, filepath.Base(file))
				fields[filepath.Base(file)] = rest
			}
		}
	}
	if len(names) < 20 {
		t.Fatalf("%d mistakes of fields", len(names))
	}
	messages := func(text string) []string {
		p, err := spec.Loader{ReadFile: func(string) ([]byte, error) { return []byte(text), nil }}.Load("./a.yaml")
		list := &diag.List{}
		if err != nil {
			list = err.(*diag.List)
		} else {
			list = p.Warnings
		}
		var out []string
		for _, d := range list.Diagnostics {
			out = append(out, d.Message)
		}
		return out
	}
	for i, a := range names {
		for _, b := range names[i+1:] {
			other := strings.NewReplacer("name: Content", "name: Other", "name: Price", "name: Other", "name: Url", "name: Other", "name: Code", "name: Other").Replace(fields[b])
			both := messages(head + fields[a] + other)
			for _, want := range slices.Concat(messages(head+fields[a]), messages(head+other)) {
				if !slices.Contains(both, want) {
					t.Errorf("%s and %s: %q is not shown; shown are %q", a, b, want, both)
				}
			}
		}
	}
}

func TestAFieldOfAllMessagesLeadsToInbound(t *testing.T) {
	for change, hint := range map[string]string{
		"{rename: messages.text.MsgId, to: ID}":               "write `rename: inbound.MsgId`; all messages have the field",
		"{edit: messages.text.MsgId, set: {doc: d}}":          "write `edit: inbound.MsgId`; all messages have the field",
		"{remove: events.CLICK.MsgId}":                        "the fields are EventKey",
		"{move: replies.text.MsgId, first: true}":             "the fields are Content",
		"{edit: messages.text.FromUserName, set: {doc: d}}":   "write `edit: header.FromUserName`; all messages have the field",
		"{edit: events.CLICK.ToUserName, set: {doc: d}}":      "write `edit: header.ToUserName`; all events have the field",
		"{remove: replies.text.CreateTime}":                   "write `remove: header.CreateTime`; all replies have the field",
		"{replace: messages.image.MsgId, value: {type: int}}": "write `replace: inbound.MsgId`; all messages have the field",
	} {
		if found := findingsOf(t, "  - "+change+"\n"); len(found) != 1 || found[0].Hint != hint {
			t.Errorf("%s: %v", change, found)
		}
	}
}
