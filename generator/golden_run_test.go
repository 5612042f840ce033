package generator_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/replygen/replygen/generator"
)

// The tests that are generated with each package hold it to its spec, through encoding/xml as an independent reader.
func TestPackagesPassTheirOwnTests(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles and runs every package of the cases")
	}
	module := newModule(t)
	for _, c := range goldenCases(t) {
		platform, err := c.load()
		if err != nil {
			continue
		}
		files, err := generator.Generate(platform, generator.Options{})
		if err != nil {
			continue
		}
		module.add(t, strings.ReplaceAll(c.name, "/", "_"), files)
	}
	module.run(t, "vet", "./...")
	module.run(t, "test", "./...")
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
	cmd := exec.Command("go", args...)
	cmd.Dir = m.dir
	cmd.Env = offline()
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

func offline() []string {
	return append(os.Environ(), "GOFLAGS=-mod=mod", "GOPROXY=off", "GOWORK=off", "GOTOOLCHAIN=local")
}
