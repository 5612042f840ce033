package builtins_test

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/replygen/replygen/internal/test/builtins"
	"github.com/replygen/replygen/spec"
)

func TestPackagesAreThoseOfTheBuiltinPlatforms(t *testing.T) {
	if got := slices.Sorted(maps.Keys(builtins.Packages)); !slices.Equal(got, spec.Builtins()) {
		t.Errorf("packages of %q, platforms %q: run go generate in internal/test/builtins", got, spec.Builtins())
	}
}

// Beside its YAML, a builtin platform has a package that go generate writes and a row in the README.
func TestBuiltinPlatformHasAPackageAndARowInTheReadme(t *testing.T) {
	const root = "../../../"
	readme, err := os.ReadFile(root + "README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range spec.Builtins() {
		directive, err := os.ReadFile(root + "generated/" + id + "/gen.go")
		if err != nil || !strings.Contains(string(directive), "replygen generate --spec "+id+"\n") {
			t.Errorf("generated/%s/gen.go does not generate %s: %v", id, id, err)
		}
		if row := "| [`" + id + "`](spec/platforms/" + id + ".yaml) | "; !strings.Contains(string(readme), row) {
			t.Errorf("the README has no row that begins with %q", row)
		}
	}
}
