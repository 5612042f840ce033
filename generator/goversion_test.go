package generator_test

import (
	"bytes"
	"strconv"
	"strings"
	"testing"

	"github.com/replygen/replygen/generator"
	"github.com/replygen/replygen/spec"
)

// A package compiles with GoVersion and with none before it, in its language and in what it calls. Vet passes over the
// calls of generated files: without their first line, they are like any other.
func TestPackagesNeedGoVersion(t *testing.T) {
	if testing.Short() {
		t.Skip("runs go vet")
	}
	platform, err := spec.Load("wecom")
	if err != nil {
		t.Fatal(err)
	}
	files, err := generator.Generate(platform, generator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	m := newModule(t)
	for _, f := range files {
		_, text, _ := bytes.Cut(f.Content, []byte("\n"))
		m.write(t, "wecom/"+f.Name, text)
	}
	vet := func(version string) (string, error) {
		m.write(t, "go.mod", []byte("module generated\n\ngo "+version+"\n"))
		return m.output("vet", "./...")
	}
	if out, err := vet(generator.GoVersion); err != nil {
		t.Errorf("go %s: %v\n%s", generator.GoVersion, err, out)
	}
	minor, err := strconv.Atoi(strings.TrimPrefix(generator.GoVersion, "1."))
	if err != nil {
		t.Fatal(err)
	}
	before := "1." + strconv.Itoa(minor-1)
	if out, err := vet(before); err == nil || !strings.Contains(out, "requires go"+generator.GoVersion) {
		t.Errorf("nothing needs more than go %s: %v\n%s", before, err, out)
	}
}
