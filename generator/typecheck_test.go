package generator_test

import (
	"errors"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"github.com/replygen/replygen/generator"
)

// importing reads the standard library from the build cache, once for all tests.
var importing = &lockedImporter{packages: importer.ForCompiler(token.NewFileSet(), "gc", exportData), ours: map[string]*types.Package{}}

type lockedImporter struct {
	mu       sync.Mutex
	packages types.Importer
	ours     map[string]*types.Package
}

// exportData opens what the compiler wrote about a package that a generated package or its tests import.
func exportData(path string) (io.ReadCloser, error) {
	files, err := exportFiles()
	if err != nil {
		return nil, err
	}
	return os.Open(files[path])
}

// exportFiles are the files of export data, by import path.
var exportFiles = sync.OnceValues(func() (map[string]string, error) {
	out, err := exec.Command("go", "list", "-deps", "-test", "-export", "-f", "{{.ImportPath}} {{.Export}}", "../generated/wecom").Output()
	files := map[string]string{}
	for line := range strings.Lines(string(out)) {
		path, file, _ := strings.Cut(strings.TrimSpace(line), " ")
		files[path] = file
	}
	return files, err
})

func (l *lockedImporter) Import(path string) (*types.Package, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if p := l.ours[path]; p != nil {
		return p, nil
	}
	return l.packages.Import(path)
}

// typeCheck returns all errors that a compiler would report.
func typeCheck(fset *token.FileSet, files []*ast.File) (*types.Package, error) {
	return typeCheckInfo(fset, files, nil)
}

func typeCheckInfo(fset *token.FileSet, files []*ast.File, info *types.Info) (*types.Package, error) {
	var all []error
	config := types.Config{Importer: importing, Error: func(err error) { all = append(all, err) }}
	if len(files) == 0 {
		return nil, errors.New("no files")
	}
	pkg, _ := config.Check("generated/"+files[0].Name.Name, fset, files, info)
	return pkg, errors.Join(all...)
}

// typeCheckSource checks a program of one file.
func typeCheckSource(t *testing.T, source string) error {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "program.go", source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatalf("the program is no Go: %v\n%s", err, source)
	}
	_, err = typeCheck(fset, []*ast.File{file})
	return err
}

// typeCheckPackage checks a generated package.
func typeCheckPackage(t *testing.T, files []generator.File) *types.Package {
	t.Helper()
	fset := token.NewFileSet()
	var parsed []*ast.File
	for _, f := range files {
		file, err := parser.ParseFile(fset, f.Name, f.Content, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		parsed = append(parsed, file)
	}
	pkg, err := typeCheck(fset, parsed)
	if err != nil {
		t.Fatalf("the package does not compile:\n%v", err)
	}
	return pkg
}

// makeImportable lets programs import a package by path.
func makeImportable(path string, pkg *types.Package) {
	importing.mu.Lock()
	defer importing.mu.Unlock()
	importing.ours[path] = pkg
}
