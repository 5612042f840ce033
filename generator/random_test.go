package generator_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/replygen/replygen/generator"
	"github.com/replygen/replygen/internal/specgen"
)

// Any valid spec becomes Go that type-checks, gofmt-clean and documented, its generated tests included.
func TestRandomPlatformsBecomePackages(t *testing.T) {
	for seed := range uint64(30) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			base := specgen.Spec(rand.New(rand.NewPCG(seed, 4))).YAML()
			platform, err := inMemory(map[string][]byte{"spec.yaml": base}).Load("spec.yaml")
			if err != nil {
				t.Fatalf("%v\n%s", err, base)
			}
			files, err := generator.Generate(platform, generator.Options{})
			if err != nil {
				t.Fatalf("%v\n%s", err, base)
			}
			checkPackage(t, files)
			if t.Failed() {
				t.Logf("%s", base)
			}
		})
	}
}
