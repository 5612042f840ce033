package redisstore

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/replygen/replygen/generator"
	"github.com/replygen/replygen/spec"
)

var update = flag.Bool("update", false, "take the copies from the root module")

// What is tested here is what a generated package gets, by the laws of its Store.
func TestCopiesAreThoseOfTheRootModule(t *testing.T) {
	for name, want := range map[string]string{
		"redis_store.gen.go": generated(t),
		"laws_test.go":       laws(t, "store_laws_test.go"),
		"model_test.go":      laws(t, "store_model_test.go"),
	} {
		if *update {
			if err := os.WriteFile(name, []byte(want), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if held, err := os.ReadFile(name); err != nil || string(held) != want {
			t.Errorf("%s differs (%v): run the test with -update", name, err)
		}
	}
}

func laws(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile("../../rt/" + file)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Replace(string(text), "package rt\n", "package redisstore\n", 1)
}

func generated(t *testing.T) string {
	t.Helper()
	platform, err := spec.Load("wechat")
	if err != nil {
		t.Fatal(err)
	}
	files, err := generator.Generate(platform, generator.Options{Package: "redisstore", With: []string{"redis"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if f.Name == "redis_store.gen.go" {
			return string(f.Content)
		}
	}
	t.Fatal("there is no redis_store.gen.go")
	return ""
}
