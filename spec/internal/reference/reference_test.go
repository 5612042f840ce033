package reference

import (
	"strings"
	"testing"

	"github.com/replygen/replygen/spec/internal/keys"
)

func TestEveryKeyHasWordsAndAnExample(t *testing.T) {
	values := exampleValues()
	for _, s := range shapes {
		for _, k := range s.Keys() {
			if k.Doc == "" {
				t.Errorf("key %q of %s has no Doc", k.Name, s.Name)
			}
			if values[idOf(&k)] == "" {
				t.Errorf("key %q of %s stands in no example of page.md", k.Name, s.Name)
			}
		}
		if s != keys.PlatformPatch && !strings.Contains(page, "<!-- keys: "+s.Name+" -->") {
			t.Errorf("page.md has no table of %s", s.Name)
		}
	}
}

func TestEveryKindRuleAndVerbHasItsPlace(t *testing.T) {
	var examples strings.Builder
	for _, f := range Files() {
		examples.WriteString(f.Text)
	}
	for _, kind := range keys.FieldKinds {
		if !strings.Contains(page, "\n| `"+kind+"` |") || !strings.Contains(examples.String(), "type: "+kind) {
			t.Errorf("kind %q lacks a row or an example", kind)
		}
	}
	for _, form := range keys.RuleForms {
		if !strings.Contains(page, form+": [A") && !strings.Contains(page, form+": [B") && !strings.Contains(page, form+": {") {
			t.Errorf("form %q lacks a row", form)
		}
	}
	changes := 0
	for _, verb := range keys.Verbs {
		if !strings.Contains(page, "\n**"+verb+"** ") {
			t.Errorf("verb %q lacks a paragraph", verb)
		}
	}
	for _, f := range Files() {
		if f.Diff != "" {
			changes++
		}
	}
	if changes < len(keys.Verbs) {
		t.Errorf("%d changes with an effect, %d verbs", changes, len(keys.Verbs))
	}
}
