package generator_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/replygen/replygen/internal/test/golden"
	"github.com/replygen/replygen/spec"
)

// Every code that a spec or overlay can be answered with is shown by a case.
func TestEveryDiagnosticHasACase(t *testing.T) {
	shown := map[string]bool{}
	atEnd := regexp.MustCompile(`(?m) \[([a-z0-9-]+)\]$`)
	for _, content := range goldens(t, "errors.txt", "warnings.txt") {
		for _, m := range atEnd.FindAllSubmatch(content, -1) {
			shown[string(m[1])] = true
		}
	}
	for _, file := range []string{"../spec/internal/code/codes.go", "internal/gomodel/codes.go"} {
		for name, code := range stringConstants(t, file) {
			if !shown[code] {
				t.Errorf("%s (%q) in %s: no case shows it", name, code, file)
			}
		}
	}
}

// Most specs are wrong while they are written: what is said then is worth as much as what is generated.
func TestFaultsHaveAtLeastAsManyCases(t *testing.T) {
	faults, packages := len(goldens(t, "errors.txt")), len(goldens(t, "resolved.yaml"))
	if faults < packages {
		t.Errorf("%d cases end with errors and %d with a package", faults, packages)
	}
}

// Every key of the DSL and every kind stands in a case that becomes a package.
func TestEveryKeyAndKindHasACase(t *testing.T) {
	var inputs strings.Builder
	packages := goldens(t, "resolved.yaml")
	for _, c := range goldenCases(t) {
		if packages[c.name+"/resolved.yaml"] == nil {
			continue
		}
		for _, content := range c.inputs {
			inputs.Write(content)
		}
	}
	for _, file := range []string{"../spec/internal/keys/table.go", "../spec/internal/keys/table_overlay.go"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`\{Name: "([a-z_]+)", Kind: `).FindAllSubmatch(text, -1) {
			if !regexp.MustCompile(`(^|[\s{,])` + string(m[1]) + `:`).MatchString(inputs.String()) {
				t.Errorf("%s: no case has the key %q", file, m[1])
			}
		}
	}
	for _, rule := range spec.ValueRules() {
		if !regexp.MustCompile(`(^|[\s{,])` + rule.Key + `:`).MatchString(inputs.String()) {
			t.Errorf("no case has the rule %q", rule.Key)
		}
	}
	for name, kind := range stringConstants(t, "../spec/internal/keys/table.go") {
		if strings.HasPrefix(name, "Kind") && !strings.Contains(inputs.String(), "type: "+kind) {
			t.Errorf("no case has the kind %q", kind)
		}
	}
	for name, verb := range stringConstants(t, "../spec/internal/keys/table_overlay.go") {
		if strings.HasPrefix(name, "Verb") && !strings.Contains(inputs.String(), "- "+verb+":") && !strings.Contains(inputs.String(), "{"+verb+":") {
			t.Errorf("no case has the verb %q", verb)
		}
	}
}

// A word changed in what every package says changes as many goldens as hold the file, and the builtin platforms' packages.
func TestFewCasesHoldTheSameFile(t *testing.T) {
	const most = 32
	for _, file := range specFiles {
		if n := len(goldens(t, file)); n > most {
			t.Errorf("%d cases hold %s, more than %d", n, file, most)
		}
	}
}

// goldens returns the golden files of some names, by path.
func goldens(t *testing.T, names ...string) map[string][]byte {
	t.Helper()
	held, err := golden.Read(casesDir)
	if err != nil {
		t.Fatal(err)
	}
	for name := range held {
		if !slices.Contains(names, path.Base(name)) {
			delete(held, name)
		}
	}
	return held
}

// stringConstants returns the string constants of a file, by name.
func stringConstants(t *testing.T, file string) map[string]string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, d := range parsed.Decls {
		decl, ok := d.(*ast.GenDecl)
		if !ok || decl.Tok != token.CONST {
			continue
		}
		for _, s := range decl.Specs {
			s := s.(*ast.ValueSpec)
			for i, v := range s.Values {
				if lit, ok := v.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					text, err := strconv.Unquote(lit.Value)
					if err != nil {
						t.Fatal(err)
					}
					out[s.Names[i].Name] = text
				}
			}
		}
	}
	if len(out) == 0 {
		t.Fatalf("%s holds no string constants", file)
	}
	return out
}
