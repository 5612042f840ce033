package difftest_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/replygen/replygen/generator"
	"github.com/replygen/replygen/internal/judge"
	"github.com/replygen/replygen/internal/test/difftest"
	"github.com/replygen/replygen/spec"
)

// madeDir is a folder of this package that is never there: the go command is
// told that it is. Only so can what is generated in a test meet the interpreter.
const madeDir = "everything"

// madeTest is a test of a made package.
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
	runMade(t, file)
}

// A rule that is accepted and not enforced is worse than an unknown key.
func TestEachRuleIsEnforcedByBothJudges(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles a package")
	}
	file := filepath.Join(t.TempDir(), "rules.yaml")
	if err := os.WriteFile(file, []byte(difftest.RulesSpec(t)), 0o644); err != nil {
		t.Fatal(err)
	}
	p := runMade(t, file)
	for _, f := range p.Replies[0].Fields {
		rule, seen := spec.RulesOf(f.Kind)[0], map[bool]bool{}
		for _, e := range judge.Edges(f.Kind) {
			seen[e.Inside] = seen[e.Inside] || e.Rule == rule.Key
		}
		for _, n := range []int{3, 4, 5} { // the limit is 4
			if rule.Unit != spec.Items {
				break
			}
			document := fmt.Sprintf("<%[1]s><Type>all</Type><%[2]s>%[3]s</%[2]s></%[1]s>", p.Header.Root, f.Name, strings.Repeat("<item>x</item>", n))
			_, list, err := judge.Parse(p, []byte(document))
			isBroken := slices.ContainsFunc(list, func(v judge.Violation) bool { return v.Field == f.Name && v.Rule == rule.Key })
			if inside := n == 4 || (n < 4) == (rule.Bound == spec.AtMost); err != nil || isBroken == inside {
				t.Errorf("%s, %d items: %v, %v", f.Name, n, list, err)
			}
			seen[!isBroken] = true
		}
		if !seen[true] || !seen[false] {
			t.Errorf("%s: no values inside and outside of the rule: %v", f.Name, seen)
		}
	}
}

// runMade runs madeTest in the package of a spec.
func runMade(t *testing.T, file string) *spec.Platform {
	t.Helper()
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
	run(t, file, exec.Command("go", "test", "-c", "-vet=off", "-trimpath", "-ldflags=-s -w", "-overlay", overlayFile, "-o", program, "./"+madeDir))
	run(t, file, exec.Command(program, "-test.run=^TestAgrees$", "-test.v"))
	return p
}

func run(t *testing.T, file string, cmd *exec.Cmd) {
	t.Helper()
	cmd.Env = append(os.Environ(), "SPEC="+file)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", strings.Join(cmd.Args, " "), err, out)
	}
	t.Logf("%s", out)
}
