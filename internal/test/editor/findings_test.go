package editor

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// findingsOf opens documents and returns what the server finds wrong with each.
func (s *server) findingsOf(texts map[string]string) map[string][]diagnostic {
	s.t.Helper()
	open := map[string]document{}
	for name, text := range texts {
		open[name] = s.open(text)
	}
	out := map[string][]diagnostic{}
	for name, d := range open {
		out[name] = s.findings(d)
	}
	return out
}

func read(t *testing.T, files []string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(file)] = string(text)
	}
	return out
}

func TestBuiltinPlatformsAreFine(t *testing.T) {
	s := start(t)
	for name, found := range s.findingsOf(read(t, yamlFiles(t, root+"/spec/platforms"))) {
		if len(found) > 0 {
			t.Errorf("%s: %v", name, found)
		}
	}
}

// shapes are the mistakes that a schema can know. A type that is no kind may be the name of a scalar,
// and only the spec that is changed tells where a path leads.
var shapes = []string{
	"boolean-*", "change-name-*", "key-*", "kind-array", "kind-missing", "number-*", "path-index", "path-slashes",
	"path-without-section", "quoted-*", "section-missing", "section-version-text", "verb-*",
}

func TestEachMistakeIsFoundOnce(t *testing.T) {
	s := start(t)
	var files []string
	for _, shape := range shapes {
		matched, err := filepath.Glob(root + "/testdata/mistakes/" + shape + ".yaml")
		if err != nil || matched == nil {
			t.Errorf("no file is %s.yaml (%v)", shape, err)
		}
		files = append(files, matched...)
	}
	texts := read(t, files)
	maps.Copy(texts, map[string]string{
		"rename without a name":                 overlayWith("{rename: header.ToUserName}"),
		"keep without names":                    overlayWith("{keep: replies}"),
		"keep of a section that is no list":     overlayWith("{keep: header, only: [ToUserName]}"),
		"no verb":                               overlayWith("{because: x}"),
		"a field that is added without a place": overlayWith("{add: replies.text.Priority, value: {type: int}}"),
	})
	found := s.findingsOf(texts)
	for _, name := range slices.Sorted(maps.Keys(found)) {
		if len(found[name]) != 1 {
			t.Errorf("%s: %v", name, found[name])
		}
	}
}

func overlayWith(change string) string {
	return "replygen: 1\noverlay: x\nextends: builtin:wechat\nchanges:\n  - " + change + "\n"
}
