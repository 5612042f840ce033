package gofile

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/internal/output"
)

// File is one file under construction. It owns the header and keeps text of the spec from becoming code.
type File struct {
	jen  *jen.File
	Name string
	used bool
	// Content is the file as it is written, syntax what it was printed from: both are set by render.
	Content []byte
	Syntax  *ast.File
}

// Header is the first line of a file that does not depend on the spec.
var Header = output.Header + ". DO NOT EDIT."

// New starts a file of a package that comes from these specs.
func New(name, pkg string, sources []string) *File {
	// A path of its own lets jennifer tell this package from the ones it imports.
	f := jen.NewFilePathName("generated/"+pkg, pkg)
	f.HeaderComment(output.Header + " from " + strings.Join(sources, " + ") + ". DO NOT EDIT.")
	f.NoFormat = true // render formats, with the one parse that it needs anyway
	return &File{jen: f, Name: name}
}

// Empty reports whether nothing was added.
func (f *File) Empty() bool { return !f.used }

// IsTest reports whether the file is one of tests.
func (f *File) IsTest() bool { return strings.HasSuffix(f.Name, "_test.go") }

// Add appends declarations below their documentation, with no blank lines between; nothing if there are none.
func (f *File) Add(doc []string, declarations ...string) {
	if len(declarations) == 0 {
		return
	}
	f.used = true
	code := new(jen.Statement)
	for i, text := range strings.Split(strings.Join(slices.Concat(doc, declarations), "\n"), importMark) {
		if pkg, name, _ := strings.Cut(text, "."); i%2 == 1 {
			code.Qual(packages[pkg], name)
		} else {
			code.Op(text)
		}
	}
	f.jen.Add(code).Line()
}

// AddPackageDoc adds the documentation of the package.
func (f *File) AddPackageDoc(lines []string) {
	f.used = true
	for _, line := range lines {
		f.jen.PackageComment(line)
	}
}

// gofmt is the form of the command of that name.
var gofmt = printer.Config{Mode: printer.UseSpaces | printer.TabIndent, Tabwidth: 8}

// Render makes the content, and lets go of what that was made from. An error shows the text that is no Go.
func (f *File) Render() error {
	var raw, formatted bytes.Buffer
	if err := f.jen.Render(&raw); err != nil {
		return fmt.Errorf("%s: %w", f.Name, err)
	}
	fset := token.NewFileSet()
	text := wrapComments(raw.Bytes())
	syntax, err := parser.ParseFile(fset, f.Name, text, parser.ParseComments)
	if err != nil {
		return fmt.Errorf("%w in\n%s", err, text)
	}
	ast.SortImports(fset, syntax)
	formatted.Grow(len(text) + len(text)/4) // for the indentation
	if err := gofmt.Fprint(&formatted, fset, syntax); err != nil {
		return fmt.Errorf("%s: %w", f.Name, err)
	}
	f.jen, f.Syntax = nil, syntax
	f.Content, err = breakLines(f.Name, formatted.Bytes())
	return err
}

// Concurrently calls do with 0 to n-1, as many at a time as there are processors, since each takes much memory.
func Concurrently(n int, do func(int)) {
	running := make(chan struct{}, runtime.GOMAXPROCS(0))
	var all sync.WaitGroup
	for i := range n {
		running <- struct{}{}
		all.Add(1)
		go func() {
			defer func() { <-running; all.Done() }()
			do(i)
		}()
	}
	all.Wait()
}
