package generator_test

import (
	"strings"
	"testing"

	"github.com/replygen/replygen/generator"
	"github.com/replygen/replygen/spec"
)

// A bot compiles with its package on platforms that encrypt or do not, whose texts lie in an element of their own, and
// that take no text in answer.
func TestBotCompilesWithItsPackage(t *testing.T) {
	for id, answers := range map[string]string{
		"wechat": "m.ReplyText(m.Content)", "qq": "m.ReplyText(m.Content)", "wecombot": "m.ReplyText(m.SentText.Content)", "miniprogram": "nil, nil",
	} {
		platform, err := spec.Load(id)
		if err != nil {
			t.Fatal(err)
		}
		o := generator.Options{Package: "reply"}
		files, err := generator.Generate(platform, o)
		if err != nil {
			t.Fatal(err)
		}
		for _, dir := range []string{"reply", "other"} {
			importPath := "bots/" + id + "/" + dir
			makeImportable(t, importPath, withoutTests(files))
			program, err := generator.Bot(platform, o, importPath)
			if err != nil {
				t.Fatal(err)
			}
			if lines := strings.Count(string(program), "\n"); lines > 30 {
				t.Errorf("%s: %d lines, which is more than one reads at a glance", id, lines)
			}
			if err := typeCheckSource(t, string(program)); err != nil || !strings.Contains(string(program), answers) {
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
