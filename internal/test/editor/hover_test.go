package editor

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"
)

// frame is what the server adds to a description: the title of the schema, values and the schema's name.
var frame = regexp.MustCompile(`(?s)^#### [^\n]*|(Allowed Values|Source):.*`)

func TestEachKeyHasWords(t *testing.T) {
	s := start(t)
	open := map[string]document{}
	left := keysOfTheSchema(t)
	for _, p := range places(t) {
		d, ok := open[p.file]
		if !ok {
			d = s.open(strings.Join(p.lines, "\n"))
			open[p.file] = d
		}
		words := s.hover(d, position{p.key.Line - 1, p.key.Column}) // inside the key
		if strings.TrimSpace(frame.ReplaceAllString(words, "")) == "" {
			t.Errorf("%s: %s has no words: %q", p.file, p.path, words)
		}
		delete(left, p.key.Value)
	}
	for key := range left {
		t.Errorf("no file has the key %q", key)
	}
}

func keysOfTheSchema(t *testing.T) map[string]bool {
	t.Helper()
	var schema struct {
		Definitions map[string]struct{ Properties map[string]any }
	}
	text, err := os.ReadFile(root + "/spec/replygen.schema.json")
	if err == nil {
		err = json.Unmarshal(text, &schema)
	}
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for _, d := range schema.Definitions {
		for key := range d.Properties {
			out[key] = true
		}
	}
	return out
}
