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
	laws, err := os.ReadFile("../rt/store_laws_test.go")
	if err != nil {
		t.Fatal(err)
	}
	// The last function is the test of another store.
	text, _, _ := strings.Cut(string(laws), "\nfunc Test")
	for name, want := range map[string]string{
		"redis_store.gen.go": generated(t),
		"laws_test.go":       strings.Replace(text, "package rt\n", "package redisstore\n", 1),
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
