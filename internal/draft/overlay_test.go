package draft_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/replygen/replygen/generator"
	"github.com/replygen/replygen/internal/draft"
	"github.com/replygen/replygen/spec"
)

// withoutMarks takes the comment marks away, as the overlay says.
func withoutMarks(t *testing.T, overlay string) string {
	t.Helper()
	head, examples, found := strings.Cut(overlay, "# changes:\n")
	if !found {
		t.Fatalf("no examples:\n%s", overlay)
	}
	var b strings.Builder
	b.WriteString(head + "changes:\n")
	for _, line := range strings.SplitAfter(examples, "\n") {
		b.WriteString(strings.TrimPrefix(line, "# "))
	}
	return b.String()
}

func load(t *testing.T, file, text string) *spec.Platform {
	t.Helper()
	l := spec.Loader{ReadFile: func(name string) ([]byte, error) {
		if name == filepath.Clean(file) {
			return []byte(text), nil
		}
		return os.ReadFile(name)
	}}
	p, err := l.Load(file)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return p
}

func TestExamplesApplyOnceTheyAreNoComments(t *testing.T) {
	for _, name := range spec.Builtins() {
		overlay, err := draft.Overlay(name, "./mine.yaml", "mine")
		if err != nil {
			t.Fatal(err)
		}
		base, err := spec.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		// As it stands, only the names differ.
		if p := load(t, "./mine.yaml", string(overlay)); p.ID != "mine" || len(p.Replies) != len(base.Replies) {
			t.Errorf("%s: %s with %d replies", name, p.ID, len(p.Replies))
		}
		text := withoutMarks(t, string(overlay))
		if _, err := generator.Generate(load(t, "./mine.yaml", text), generator.Options{}); err != nil {
			t.Errorf("%s: %v\n%s", name, err, text)
		}
	}
}

func TestExamplesShowEveryVerb(t *testing.T) {
	overlay, err := draft.Overlay("wechat", "mine.yaml", "mine")
	if err != nil {
		t.Fatal(err)
	}
	text := withoutMarks(t, string(overlay))
	for _, verb := range []string{"add", "edit", "replace", "remove", "move", "rename", "keep"} {
		if !strings.Contains(text, "\n  - "+verb+": ") {
			t.Errorf("no example of %s:\n%s", verb, text)
		}
	}
}

// A platform that is nothing like WeChat gets examples that it can take.
func TestExamplesAreMadeForThePlatform(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{
		"one.yaml": `replygen: 1
platform: {id: one}
header: {}
replies: [{type: only}]
`,
		"numbers": `replygen: 1
platform: {id: numbers}
header: {fields: [{name: T, type: msg_type}]}
replies:
  - type: a
    fields: [{name: Priority, type: int, required: true}, {name: L, type: list, max_items: 2, min_items: 2, item: {name: i, type: float}}]
`,
	} {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		overlay, err := draft.Overlay("./"+name, "sub dir/mine.yaml", "mine")
		if err != nil {
			t.Fatal(err)
		}
		load(t, "sub dir/mine.yaml", string(overlay))
		load(t, "sub dir/mine.yaml", withoutMarks(t, string(overlay)))
		beside, err := draft.Overlay("./"+name, "mine.yaml", "mine")
		if err != nil {
			t.Fatal(err)
		}
		load(t, "./mine.yaml", string(beside))
	}
}

func TestExamplesAreFoundInsideElements(t *testing.T) {
	t.Chdir(t.TempDir())
	for path, field := range map[string]string{
		"replies.a.O.Text":      "{name: O, type: object, required: true, fields: [{name: Text, type: string}]}",
		"replies.a.L.item.Text": "{name: L, type: list, item: {name: i, fields: [{name: Text, type: string}]}}",
		"replies.a.U.one.Text":  "{name: U, type: union, tag: K, cases: [{case: one, fields: [{name: Text, type: string}]}]}",
	} {
		text := "replygen: 1\nplatform: {id: inside}\nheader: {fields: [{name: T, type: msg_type}]}\nreplies: [{type: a, fields: [" + field + "]}]\n"
		if err := os.WriteFile("inside.yaml", []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		overlay, err := draft.Overlay("./inside.yaml", "mine.yaml", "mine")
		if err != nil || !strings.Contains(string(overlay), "edit: "+path+"\n#     set: {max_bytes: 600}") {
			t.Errorf("%s: %v\n%s", path, err, overlay)
		}
	}
}

func TestBaseThatDoesNotLoadIsTheError(t *testing.T) {
	_, err := draft.Overlay("./none.yaml", "mine.yaml", "mine")
	if err == nil || !strings.Contains(err.Error(), "none.yaml") {
		t.Error(err)
	}
}
