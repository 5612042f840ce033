package generator_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/replygen/replygen/generator"
)

// The tests that are generated with each package check it against its spec, with encoding/xml as an independent reader.
// These packages are as unlike as can be; the exhaustive tests run all.
func TestPackagesPassTheirOwnTests(t *testing.T) {
	unlike := []string{"fields/numbers", "fields/text-rules", "fields/unions", "inbound/messages", "names/hostile-fields", "rules/all-forms"}
	passOwnTests(t, len(unlike), func(c goldenCase) bool { return slices.Contains(unlike, c.name) })
}

// passOwnTests runs the packages of some cases, at least so many.
func passOwnTests(t *testing.T, atLeast int, isMeant func(goldenCase) bool) {
	t.Helper()
	module := newModule(t)
	packages := 0
	for _, c := range goldenCases(t) {
		if !isMeant(c) {
			continue
		}
		platform, err := c.load()
		if err != nil {
			continue
		}
		files, err := generator.Generate(platform, generator.Options{})
		if err != nil {
			continue
		}
		module.add(t, strings.ReplaceAll(c.name, "/", "_"), files)
		packages++
	}
	if packages < atLeast {
		t.Fatalf("%d packages, want at least %d", packages, atLeast)
	}
	module.run(t, "test", "-vet=all", "./...")
}

// module is a folder in which the go command works on generated packages, without a network.
type module struct{ dir string }

func newModule(t *testing.T) module {
	t.Helper()
	m := module{t.TempDir()}
	m.write(t, "go.mod", []byte("module generated\n\ngo 1.24.0\n"))
	return m
}

func (m module) write(t *testing.T, name string, content []byte) {
	t.Helper()
	path := filepath.Join(m.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
}

func (m module) add(t *testing.T, folder string, files []generator.File) {
	t.Helper()
	for _, f := range files {
		m.write(t, folder+"/"+f.Name, f.Content)
	}
}

func (m module) run(t *testing.T, args ...string) {
	t.Helper()
	if out, err := m.output(args...); err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

func (m module) output(args ...string) (string, error) {
	cmd := exec.Command("go", args...)
	cmd.Dir = m.dir
	// Without the folder's path in it, what was compiled once comes from the build cache.
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod -trimpath", "GOPROXY=off", "GOWORK=off", "GOTOOLCHAIN=local")
	out, err := cmd.CombinedOutput()
	return string(out), err
}
