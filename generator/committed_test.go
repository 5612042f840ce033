package generator_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/replygen/replygen/generator"
	"github.com/replygen/replygen/spec"
)

// What is emitted for the builtin platforms is in the repository: a change of it shows there, that of tests included,
// which pass when they test less.
func TestCommittedPackagesAreWhatIsGenerated(t *testing.T) {
	for _, id := range spec.Builtins() {
		platform, err := spec.Load(id)
		if err != nil {
			t.Fatal(err)
		}
		files, err := generator.Generate(platform, generator.Options{Package: id})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			path := filepath.Join("..", "generated", id, f.Name)
			if committed, err := os.ReadFile(path); err != nil || !bytes.Equal(committed, f.Content) {
				t.Errorf("%s differs, %v: run go generate ./generated/...", path, err)
			}
		}
	}
}
