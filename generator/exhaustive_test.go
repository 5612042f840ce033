//go:build exhaustive

package generator_test

import (
	"fmt"
	"testing"

	"github.com/replygen/replygen/spec"
)

// The packages of all cases.
func TestAllPackagesPassTheirOwnTests(t *testing.T) {
	passOwnTests(t, 50, func(goldenCase) bool { return true })
}

func TestAllPackagesWithoutPartsCompile(t *testing.T) { compileWithoutParts(t, spec.Builtins()...) }

// What type-checks also does what its spec says, in some of them.
func TestRandomPackagesPassTheirOwnTests(t *testing.T) {
	module := newModule(t)
	for seed := range uint64(5) {
		base, files := randomPackage(t, 1000+seed)
		folder := fmt.Sprintf("random%d", seed)
		module.add(t, folder, files)
		module.write(t, folder+"/spec.yaml", base)
	}
	module.run(t, "test", "-vet=all", "./...")
}

// A hundred replies are compiled to the end; a thousand, which take the Go compiler minutes, are type-checked and
// vetted.
func TestLargePlatformsCompile(t *testing.T) {
	m := newModule(t)
	m.add(t, "hundred", withoutTests(generateScaled(t, scaledSpec(100))))
	m.run(t, "build", "./...")
	m.add(t, "thousand", withoutTests(generateScaled(t, scaledSpec(1000))))
	m.run(t, "vet", "./thousand")
}
