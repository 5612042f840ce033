package main

import (
	"encoding/json"
	"flag"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/replygen/replygen/internal/test/golden"
)

var update = flag.Bool("update", false, "write the golden files")

// wrongLines are the lines of the mistakes that are not in the field on line 13.
var wrongLines = map[string][]int{
	"empty":                   {0},
	"changes-without-extends": {1}, "json-schema": {1}, "list-of-replies": {1}, "section-missing": {1}, "section-version-text": {1},
	"platform-id-hyphen": {2}, "platform-text": {2}, "overlay-with-replies": {5}, "keep-except": {6, 7}, "scalar-with-type": {7}, "rename-name": {7}, "name-as-key": {7}, "modes-chinese": {7},
	"change-then-kept-away": {6}, "change-removed-twice": {6}, "path-with-fields": {6}, "path-list-left-out": {6}, "path-spec": {6}, "path-brackets": {6}, "path-singular": {6},
	"path-event-type": {6}, "path-no-parent": {6}, "replace-set": {7}, "change-deadline-unit": {7}, "place-unknown": {7}, "rename-header": {6}, "add-to-section": {6}, "change-events-removed": {6},
	"platform-two-words": {3}, "platform-fullwidth-colon": {3}, "platform-with-ending": {3}, "platform-wechat-work": {3}, "bracket-other": {5}, "list-as-mapping": {5}, "dash-without-blank": {6}, "colon-missing": {14}, "indent-like-dash": {15}, "text-not-indented": {16}, "indent-of-text": {17},
	"platform-chinese": {3}, "platform-file-missing": {3}, "platform-qywx": {3}, "platform-weixin": {3},
	"change-removes-used-scalar": {6}, "change-then-removed": {6}, "path-case": {6}, "path-index": {6}, "path-item-left-out": {6}, "path-rule": {6},
	"path-slashes": {6}, "path-typo": {6}, "path-without-section": {6}, "verb-delete": {6}, "verb-modify": {6}, "verb-typo": {6},
	"change-acks-empty": {7}, "change-name-by-set": {7}, "change-name-of-element": {7}, "change-of-the-default": {7}, "change-overtaken-text": {7}, "change-root-of-replies": {7},
	"change-same-value": {7}, "change-unset-absent": {7}, "comment-swallows-because": {7}, "verb-missing-set": {7}, "verb-two": {7},
	"change-was-differs": {8}, "section-reply": {9}, "indent-list-missing-dash": {10},
	"indent-less": {11}, "indent-more": {11}, "null-value": {11}, "text-with-colon": {11}, "key-properties": {12},
	"several-at-once": {13, 14}, "field-twice": {14}, "kind-array": {14, 15}, "escape-pattern": {15}, "fullwidth-colon": {15}, "comment-swallows-value": {16},
}

// TestMistakes runs vet on specs and overlays with a mistake each, as people make them who write their first one. The
// golden file beside each is what they see: it has to lead to the mend without a look anywhere else.
func TestMistakes(t *testing.T) {
	dir, err := filepath.Abs("../../testdata/mistakes")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.yaml"))
	if err != nil || len(files) < 60 {
		t.Fatalf("%d mistakes, %v", len(files), err)
	}
	t.Chdir(dir)
	made := map[string][]byte{}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".yaml")
		r := replygen("vet", name+".yaml")
		if r.code != 1 {
			t.Errorf("%s: exit status %d", name, r.code)
		}
		made[name+".txt"] = []byte(r.out)
		checkHints(t, name)
	}
	differences, err := golden.Folder{Dir: dir, Update: *update}.Compare(made, func(path string) bool { return strings.HasSuffix(path, ".yaml") })
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range differences {
		t.Error(d)
	}
}

// checkHints checks that the findings about a mistake stand at its lines, and that each says what to do or shows another
// place.
func checkHints(t *testing.T, name string) {
	t.Helper()
	var found []struct {
		File  string
		Line  int
		Hint  string
		Notes []any
	}
	out := replygen("vet", "--format", "json", name+".yaml").out
	if err := json.Unmarshal([]byte(out), &found); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var lines []int
	for _, d := range found {
		if d.Hint == "" && len(d.Notes) == 0 {
			t.Errorf("%s: a finding without a hint:\n%s", name, out)
		}
		if d.File != name+".yaml" {
			t.Errorf("%s: a finding stands in %s", name, d.File)
		}
		lines = append(lines, d.Line)
	}
	want, ok := wrongLines[name]
	if !ok {
		want = []int{13}
	}
	if lines = slices.Compact(lines); !slices.Equal(lines, want) {
		t.Errorf("%s: findings at lines %v, want %v", name, lines, want)
	}
}
