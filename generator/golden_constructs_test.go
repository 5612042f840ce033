package generator_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/replygen/replygen/generator"
	"github.com/replygen/replygen/internal/rt"
	"github.com/replygen/replygen/internal/test/golden"
	"github.com/replygen/replygen/spec"
)

// The cases hold some files of their packages only. Whatever Go a case or a builtin platform makes the generator emit,
// some golden shows an example of it.
func TestEveryConstructHasAGolden(t *testing.T) {
	t.Parallel()
	shown := constructs{runtime: runtimeNames(t), where: map[construct]string{}}
	held, err := golden.Read(casesDir)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range held {
		if strings.HasSuffix(name, ".go") {
			shown.add(t, path.Base(name), content, name)
		}
	}
	emitted := constructs{runtime: shown.runtime, where: map[construct]string{}}
	for _, c := range goldenCases(t) {
		if platform, err := c.load(); err == nil {
			emitted.addPackage(t, platform, "case "+c.name)
		}
	}
	for _, id := range spec.Builtins() {
		platform, err := spec.Load(id)
		if err != nil {
			t.Fatal(err)
		}
		emitted.addPackage(t, platform, "builtin "+id)
	}
	missing := map[string][]string{}
	for c, where := range emitted.where {
		if _, ok := shown.where[c]; !ok {
			missing[where] = append(missing[where], c.inside+" > "+c.piece)
		}
	}
	for _, where := range slices.Sorted(maps.Keys(missing)) {
		t.Errorf("no golden shows what stands in %s: create the file, empty, in a case's go folder and run with -update:\n\t%s", where, strings.Join(slices.Sorted(slices.Values(missing[where])), "\n\t"))
	}
}

// construct is a piece of Go directly inside another one in a kind of file. Names that come from the spec are left out,
// those of the language, the standard library and the run-time code are not.
type construct struct{ file, inside, piece string }

// constructs notes the first place of each construct.
type constructs struct {
	runtime map[string]bool
	where   map[construct]string
}

func (c constructs) addPackage(t *testing.T, platform *spec.Platform, name string) {
	t.Helper()
	files, err := generator.Generate(platform, generator.Options{})
	if err != nil {
		return
	}
	for _, f := range files {
		if dependsOnSpec(f.Name) {
			c.add(t, f.Name, f.Content, f.Name+" of "+name)
		}
	}
}

func (c constructs) add(t *testing.T, file string, content []byte, where string) {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, content, 0)
	if err != nil {
		return // an empty file that asks for a golden
	}
	var around []ast.Node
	ast.Inspect(parsed, func(n ast.Node) bool {
		if n == nil {
			around = around[:len(around)-1]
			return true
		}
		if len(around) > 0 && n != parsed.Name {
			key := construct{file, c.describe(around[len(around)-1]), c.describe(n)}
			if c.where[key] == "" {
				c.where[key] = where
			}
		}
		around = append(around, n)
		return true
	})
}

// describe is the kind of a piece with its operator, or its name unless that comes from the spec.
func (c constructs) describe(n ast.Node) string {
	kind := strings.TrimPrefix(fmt.Sprintf("%T", n), "*ast.")
	switch n := n.(type) {
	case *ast.Ident:
		isLocal := n.Obj != nil // and has the name that the spec gave it
		if !isLocal && (c.runtime[n.Name] || types.Universe.Lookup(n.Name) != nil) {
			return n.Name
		}
	case *ast.SelectorExpr:
		return "." + c.describe(n.Sel)
	case *ast.CallExpr:
		return c.describe(n.Fun) + "()"
	case *ast.BasicLit:
		return n.Kind.String()
	case *ast.BinaryExpr:
		return n.Op.String()
	case *ast.UnaryExpr:
		return n.Op.String()
	case *ast.AssignStmt:
		return n.Tok.String()
	}
	return kind
}

// runtimeNames are the names of what the run-time code declares, and of the packages that it imports.
func runtimeNames(t *testing.T) map[string]bool {
	t.Helper()
	entries, err := rt.Sources.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for _, e := range entries {
		text, err := rt.Sources.ReadFile(e.Name())
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), e.Name(), text, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range parsed.Imports {
			out[path.Base(strings.Trim(i.Path.Value, `"`))] = true
		}
		for _, d := range parsed.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil || !d.Name.IsExported() { // as a field of a spec might be
					out[d.Name.Name] = true
				}
			case *ast.GenDecl:
				for _, s := range d.Specs {
					switch s := s.(type) {
					case *ast.TypeSpec:
						out[s.Name.Name] = true
					case *ast.ValueSpec:
						for _, n := range s.Names {
							out[n.Name] = true
						}
					}
				}
			}
		}
	}
	return out
}
