package editor

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/replygen/replygen/spec"
)

func labels(offered []completion) []string {
	var out []string
	for _, c := range offered {
		out = append(out, c.Label)
	}
	return out
}

// placeholder is a place of a snippet that the cursor goes to, with the text that stands there.
var placeholder = regexp.MustCompile(`\$\{\d+:([^}]*)\}|\$\d+`)

func TestNewFileOffersABaseSpecAndAnOverlay(t *testing.T) {
	s := start(t)
	offered := s.complete("|")
	for _, label := range []string{"base spec", "overlay"} {
		i := slices.IndexFunc(offered, func(c completion) bool {
			return c.Label == label && strings.Contains(c.InsertText, "\n")
		})
		if i < 0 {
			t.Errorf("%q is not offered, but %q", label, labels(offered))
			continue
		}
		text := placeholder.ReplaceAllString(offered[i].InsertText, "$1")
		if found := s.findings(s.open(text)); len(found) > 0 {
			t.Errorf("%s: %v\n%s", label, found, text)
		}
		file := filepath.Join(t.TempDir(), "new.yaml")
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := spec.Load(file); err != nil {
			t.Errorf("%s: %v", label, err)
		}
	}
}

func TestFileThatMayBecomeAnythingOffersTheKeysOfBoth(t *testing.T) {
	s := start(t)
	for text, want := range map[string][]string{
		"replygen: 1\n|":                      {"overlay", "extends", "changes", "platform", "header", "replies"},
		"replygen: 1\noverlay: x\n|":          {"extends", "changes"},
		"replygen: 1\nheader: {root: xml}\n|": {"replies", "delivery"},
	} {
		got := labels(s.complete(text))
		for _, label := range want {
			if !slices.Contains(got, label) {
				t.Errorf("%q: %q is not offered, but %q", text, label, got)
			}
		}
	}
	if got := labels(s.complete("replygen: 1\nheader: {root: xml}\n|")); slices.Contains(got, "overlay") {
		t.Errorf("a base spec offers %q", got)
	}
}

func TestChangeOffersTheKeysOfItsVerb(t *testing.T) {
	got := labels(start(t).complete(overlayWith("remove: replies.text\n    |")))
	if want := []string{"was", "because", "if_present"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestExtendsOffersTheBuiltinPlatforms(t *testing.T) {
	var want []string
	for _, file := range yamlFiles(t, root+"/spec/platforms") {
		want = append(want, "builtin:"+strings.TrimSuffix(filepath.Base(file), ".yaml"))
	}
	got := labels(start(t).complete("replygen: 1\noverlay: x\nextends: |\n"))
	if slices.Sort(got); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestPathsOfferTheSections(t *testing.T) {
	s := start(t)
	for _, verb := range []string{"add", "edit", "replace", "remove", "move", "rename"} {
		got := labels(s.complete(overlayWith(verb + ": |")))
		for _, label := range []string{"replies.", "header."} {
			if !slices.Contains(got, label) {
				t.Errorf("%s: %q is not offered, but %q", verb, label, got)
			}
		}
	}
}

// Wherever a key is missing or a value, the server offers each key once, none that the mapping already has, and true
// and false only for values that can be either.
func TestEachKeyAndValueIsOfferedOnce(t *testing.T) {
	s := start(t)
	for _, p := range places(t) {
		if p.next != nil {
			once(t, p, labels(s.complete(p.beside())))
		}
		if !p.isLine() {
			continue
		}
		got := labels(s.complete(p.without()))
		once(t, p, got)
		values := []string{"value", "example"}
		if slices.Contains(got, "true") && p.value.Tag != "!!bool" && !slices.Contains(values, p.key.Value) {
			t.Errorf("%s:%d: the value of %q is offered as %q", p.file, p.key.Line, p.key.Value, got)
		}
	}
}

func once(t *testing.T, p place, got []string) {
	t.Helper()
	seen := map[string]bool{}
	for _, label := range got {
		if seen[label] {
			t.Errorf("%s: %q is offered twice beside or below %s", p.file, label, p.path)
		}
		seen[label] = true
	}
}
