package generator_test

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/replygen/replygen/generator"
	"github.com/replygen/replygen/internal/output"
)

// What is true of every generated package, whatever its spec.

var repeats = flag.Int("repeats", 0, "how often the package of a case is generated again from the same files")

// checkStable generates again. checkReload does so by default. Map order shows in one of several runs only, but there
// are many cases.
func (c goldenCase) checkStable(t *testing.T, first []generator.File) {
	t.Helper()
	for range *repeats {
		platform, err := c.load()
		if err != nil {
			t.Fatalf("second load: %v", err)
		}
		again, err := generator.Generate(platform, generator.Options{})
		if err != nil {
			t.Fatalf("second run: %v", err)
		}
		compareFiles(t, "second run", first, again)
	}
}

// checkReload compares the platform that the resolved YAML describes with that of the base spec and its overlays.
func checkReload(t *testing.T, resolved []byte, first []generator.File) {
	t.Helper()
	platform, err := inMemory(map[string][]byte{"resolved.yaml": resolved}).Load("resolved.yaml")
	if err != nil {
		t.Fatalf("resolved YAML does not load: %v\n%s", err, resolved)
	}
	again, err := platform.YAML(false)
	if err != nil {
		t.Fatal(err)
	}
	if d := output.Unified("resolved.yaml", resolved, again); d != "" {
		t.Errorf("resolved YAML, loaded and written again: %s", d)
	}
	files, err := generator.Generate(platform, generator.Options{})
	if err != nil {
		t.Fatalf("generate from resolved YAML: %v", err)
	}
	compareFiles(t, "from resolved YAML", withoutHeader(first), withoutHeader(files))
}

// withoutHeader drops the first line, which names the overlays.
func withoutHeader(files []generator.File) []generator.File {
	out := slices.Clone(files)
	for i, f := range out {
		_, out[i].Content, _ = bytes.Cut(f.Content, []byte("\n"))
	}
	return out
}

func compareFiles(t *testing.T, when string, want, got []generator.File) {
	t.Helper()
	if len(want) != len(got) {
		t.Fatalf("%s: %d files, want %d", when, len(got), len(want))
	}
	for i := range want {
		if want[i].Name != got[i].Name {
			t.Errorf("%s: file %d is %s, want %s", when, i, got[i].Name, want[i].Name)
		}
		if d := output.Unified(want[i].Name, want[i].Content, got[i].Content); d != "" {
			t.Errorf("%s: %s", when, d)
		}
	}
}

// formatted are the hashes of files that were compared with what gofmt makes of them. Packages share copied files.
var formatted sync.Map

func checkPackage(t *testing.T, files []generator.File) {
	t.Helper()
	fset := token.NewFileSet()
	var parsed []*ast.File
	for _, f := range files {
		file, err := parser.ParseFile(fset, f.Name, f.Content, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Errorf("%v\n%s", err, f.Content)
			continue
		}
		parsed = append(parsed, file)
		if !ast.IsGenerated(file) {
			t.Errorf("%s: the header does not say that the file is generated", f.Name)
		}
		if _, checked := formatted.LoadOrStore(sha256.Sum256(f.Content), true); !checked {
			if formatted, err := format.Source(f.Content); err != nil || !bytes.Equal(formatted, f.Content) {
				t.Errorf("gofmt would change the file: %v\n%s", err, output.Unified(f.Name, f.Content, formatted))
			}
		}
		checkColumns(t, f)
		checkImports(t, f.Name, file)
		checkDirectives(t, fset, file, dependsOnSpec(f.Name))
		checkDocs(t, fset, file, dependsOnSpec(f.Name))
	}
	if _, err := typeCheck(fset, parsed); err != nil {
		t.Errorf("the package does not compile:\n%v", err)
	}
}

// checkColumns reports lines of more than 120 columns, unless one word alone is longer than what is left beside it.
func checkColumns(t *testing.T, f generator.File) {
	t.Helper()
	columns := func(text string) (n int) {
		for _, r := range text {
			switch {
			case r == '\t':
				n += 4
			case r >= 0x1100:
				n += 2
			default:
				n++
			}
		}
		return n
	}
	for i, line := range strings.Split(string(f.Content), "\n") {
		if i == 0 || columns(line) <= 120 { // the first line names the files of the spec
			continue
		}
		separators, longest := " \t()[]{},*.&\"", 0
		if strings.HasPrefix(strings.TrimSpace(line), "//") {
			separators = " \t" // an address is one word
		}
		for _, word := range strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(separators, r) }) {
			longest = max(longest, columns(word))
		}
		if longest < 80 {
			t.Errorf("%s:%d: %d columns: %s", f.Name, i+1, columns(line), line)
		}
	}
}

// checkImports reports imports other than the standard library, and reflection where messages are handled.
func checkImports(t *testing.T, name string, file *ast.File) {
	t.Helper()
	for _, i := range file.Imports {
		imported, _ := strconv.Unquote(i.Path.Value)
		if first, _, _ := strings.Cut(imported, "/"); strings.Contains(first, ".") {
			t.Errorf("%s imports %s, which is not in the standard library", name, imported)
		}
		if slices.Contains([]string{"fmt", "reflect", "encoding/xml", "unsafe", "C"}, imported) && dependsOnSpec(name) {
			t.Errorf("%s imports %s", name, imported)
		}
		if imported == "regexp" && name != "validators.gen.go" {
			t.Errorf("%s imports regexp; only the patterns of validators need it", name)
		}
	}
}

// checkDirectives finds comments that a tool would obey: text of a spec must never become one. Run-time code has its own.
func checkDirectives(t *testing.T, fset *token.FileSet, file *ast.File, ofSpec bool) {
	t.Helper()
	for _, group := range file.Comments {
		for _, c := range group.List {
			text, isLine := strings.CutPrefix(c.Text, "//")
			switch {
			case text == "go:noinline" && !ofSpec:
			case !isLine:
				t.Errorf("%v: a general comment: %s", fset.Position(c.Pos()), c.Text)
			case text != "" && text[0] != ' ' && text[0] != '\t':
				t.Errorf("%v: a directive: %s", fset.Position(c.Pos()), c.Text)
			case strings.HasPrefix(strings.TrimSpace(text), "+build"):
				t.Errorf("%v: a build constraint: %s", fset.Position(c.Pos()), c.Text)
			}
		}
	}
}

// checkDocs reports exported identifiers without a comment that starts with their name. Of the copied files, whose fields
// speak in groups, only what is at package level counts.
func checkDocs(t *testing.T, fset *token.FileSet, file *ast.File, fields bool) {
	t.Helper()
	check := func(id *ast.Ident, docs ...*ast.CommentGroup) {
		if !id.IsExported() {
			return
		}
		for _, d := range docs {
			if rest, ok := strings.CutPrefix(d.Text(), id.Name); ok && (rest == "" || strings.ContainsAny(rest[:1], " :\n")) {
				return
			}
		}
		t.Errorf("%v: the comment of %s does not start with its name", fset.Position(id.Pos()), id.Name)
	}
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil || ast.IsExported(receiverName(d.Recv.List[0].Type)) {
				check(d.Name, d.Doc)
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				of := func(own *ast.CommentGroup) []*ast.CommentGroup {
					if len(d.Specs) == 1 {
						return []*ast.CommentGroup{own, d.Doc}
					}
					return []*ast.CommentGroup{own}
				}
				switch s := s.(type) {
				case *ast.ValueSpec:
					for _, n := range s.Names {
						check(n, of(s.Doc)...)
					}
				case *ast.TypeSpec:
					check(s.Name, of(s.Doc)...)
					for _, f := range members(s.Type) {
						for _, n := range f.Names {
							if fields {
								check(n, f.Doc)
							}
						}
					}
				}
			}
		}
	}
}

func receiverName(t ast.Expr) string {
	if s, ok := t.(*ast.StarExpr); ok {
		t = s.X
	}
	if s, ok := t.(*ast.IndexExpr); ok { // of a generic type
		t = s.X
	}
	return t.(*ast.Ident).Name
}

func members(t ast.Expr) []*ast.Field {
	switch t := t.(type) {
	case *ast.StructType:
		return t.Fields.List
	case *ast.InterfaceType:
		return t.Methods.List
	}
	return nil
}
