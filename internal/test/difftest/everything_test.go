package difftest_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/replygen/replygen/generator"
	"github.com/replygen/replygen/spec"
)

// madeDir is a folder of this package that is never there: the go command is
// told that it is. Only so can what is generated in a test meet the interpreter.
const madeDir = "everything"

// madeTest holds the package of the spec everything.yaml against the
// interpreter.
const madeTest = `package everything

import (
	"math/rand/v2"
	"os"
	"testing"

	"github.com/replygen/replygen/internal/test/difftest"
	"github.com/replygen/replygen/spec"
)

func TestAgrees(t *testing.T) {
	p, err := spec.Load(os.Getenv("SPEC"))
	if err != nil {
		t.Fatal(err)
	}
	pair, err := difftest.New(p, ParseReply)
	if err != nil {
		t.Fatal(err)
	}
	difftest.Compare(t, pair, rand.New(rand.NewPCG(4, 2)), 1500, 40000)
}
`

func TestPackageOfEveryKindAndRuleAgrees(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles a package")
	}
	file, err := filepath.Abs("testdata/everything.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p, err := spec.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	files, err := generator.Generate(p, generator.Options{Package: madeDir})
	if err != nil {
		t.Fatal(err)
	}
	files = append(files, generator.File{Name: "difftest_test.go", Content: []byte(madeTest)})
	dir := t.TempDir()
	overlay := struct{ Replace map[string]string }{map[string]string{}}
	for _, f := range files {
		made := filepath.Join(dir, f.Name)
		if err := os.WriteFile(made, f.Content, 0o644); err != nil {
			t.Fatal(err)
		}
		pretended, err := filepath.Abs(filepath.Join(madeDir, f.Name))
		if err != nil {
			t.Fatal(err)
		}
		overlay.Replace[pretended] = made
	}
	list, err := json.Marshal(overlay)
	if err != nil {
		t.Fatal(err)
	}
	overlayFile := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(overlayFile, list, 0o644); err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(dir, "difftest.test")
	run(t, exec.Command("go", "test", "-c", "-vet=off", "-overlay", overlayFile, "-o", program, "./"+madeDir))
	run(t, exec.Command(program, "-test.run=^TestAgrees$", "-test.v"))
}

func run(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	cmd.Env = append(os.Environ(), "SPEC="+filepath.Join("testdata", "everything.yaml"))
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", strings.Join(cmd.Args, " "), err, out)
	}
	t.Logf("%s", out)
}
