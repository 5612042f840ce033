package generator_test

import (
	"strings"
	"testing"

	"github.com/replygen/replygen/generator"
	"github.com/replygen/replygen/spec"
)

// A bot compiles with its package, whether the platform encrypts or not, has its texts in an element of their own, or
// takes no text in answer; and whether or not the package is called as its folder is.
func TestBotCompilesWithItsPackage(t *testing.T) {
	answers := map[string]string{
		"wechat": "m.ReplyText(m.Content)", "wecombot": "m.ReplyText(m.SentText.Content)", "miniprogram": "nil, nil",
	}
	for _, id := range spec.Builtins() {
		platform, err := spec.Load(id)
		if err != nil {
			t.Fatal(err)
		}
		o := generator.Options{Package: "reply"}
		files, err := generator.Generate(platform, o)
		if err != nil {
			t.Fatal(err)
		}
		pkg := typeCheckPackage(t, withoutTests(files))
		for _, dir := range []string{"reply", "other"} {
			importPath := "bots/" + id + "/" + dir
			makeImportable(importPath, pkg)
			program, err := generator.Bot(platform, o, importPath)
			if err != nil {
				t.Fatal(err)
			}
			if lines := strings.Count(string(program), "\n"); lines > 60 {
				t.Errorf("%s: %d lines, which is more than one reads at a glance", id, lines)
			}
			if err := typeCheckSource(t, string(program)); err != nil || !strings.Contains(string(program), answers[id]) {
				t.Errorf("%s: %v\n%s", id, err, program)
			}
		}
	}
}

func TestBotNeedsSomethingToServe(t *testing.T) {
	l := spec.Loader{ReadFile: func(string) ([]byte, error) {
		return []byte("replygen: 1\nplatform: {id: mute}\nheader: {}\nreplies: [{type: only}]\n"), nil
	}}
	platform, err := l.Load("./mute.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := generator.Bot(platform, generator.Options{}, "x/mute"); err == nil {
		t.Error("a bot for a platform that sends nothing")
	}
}
