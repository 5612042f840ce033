package generator_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/replygen/replygen/generator"
	"github.com/replygen/replygen/internal/test/randomspec"
)

var seeds = flag.Uint64("seeds", 10, "how many random specs become packages")

// Any valid spec becomes Go that type-checks, gofmt-clean and documented, its generated tests included.
func TestRandomPlatformsBecomePackages(t *testing.T) {
	for seed := range *seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			base, files := randomPackage(t, seed)
			checkPackage(t, files)
			if t.Failed() {
				t.Logf("%s", base)
			}
		})
	}
}

func randomPackage(t *testing.T, seed uint64) ([]byte, []generator.File) {
	t.Helper()
	base := randomspec.Spec(rand.New(rand.NewPCG(seed, 4))).YAML()
	platform, err := inMemory(map[string][]byte{"spec.yaml": base}).Load("spec.yaml")
	if err != nil {
		t.Fatalf("%v\n%s", err, base)
	}
	files, err := generator.Generate(platform, generator.Options{})
	if err != nil {
		t.Fatalf("%v\n%s", err, base)
	}
	return base, files
}
