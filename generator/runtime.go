package generator

import (
	"bytes"
	"embed"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/replygen/replygen/internal/rt"
)

// The run-time code is copied declaration by declaration: a package gets those that its generated files reach, so
// that nothing in it is unused.

// runtimeDecl is one top-level declaration of the run-time code.
type runtimeDecl struct {
	file  *runtimeFile
	names []string
	// receiver is the type of a method, "" for anything else.
	receiver string
	// from and to are the bytes of the declaration with its documentation.
	from, to int
	// uses are the package-level names that it refers to, selects the names behind its dots, with their type where it
	// is plain, imports the packages.
	uses, selects, imports map[string]bool
}

type runtimeFile struct {
	name  string
	text  []byte
	paths map[string]string // of imports, by name
	decls []*runtimeDecl
}

// runtimeSource is the run-time code of packages, testSource that of their tests.
var (
	runtimeSource = sync.OnceValue(func() []*runtimeFile { return parseAll(rt.Sources) })
	testSource    = sync.OnceValue(func() []*runtimeFile { return parseAll(rt.TestSources) })
)

func parseAll(sources embed.FS) []*runtimeFile {
	entries, err := sources.ReadDir(".")
	if err != nil {
		panic(err) // embedded: it is there
	}
	out := make([]*runtimeFile, len(entries))
	parallel(len(entries), func(i int) { out[i] = parseRuntime(sources, entries[i].Name()) })
	return out
}

func parseRuntime(sources embed.FS, name string) *runtimeFile {
	text, err := sources.ReadFile(name)
	if err != nil {
		panic(err)
	}
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, name, text, parser.ParseComments)
	if err != nil {
		panic(err) // it compiled
	}
	out := &runtimeFile{name: name, text: text, paths: map[string]string{}}
	for _, i := range f.Imports {
		path, _ := strconv.Unquote(i.Path.Value)
		name := strings.TrimSuffix(path, "/v2") // math/rand/v2 is rand
		out.paths[name[strings.LastIndexByte(name, '/')+1:]] = path
	}
	outside := unresolved(f)
	for _, d := range f.Decls {
		from, to := d.Pos(), d.End()
		decl := &runtimeDecl{file: out, uses: map[string]bool{}, selects: map[string]bool{}, imports: map[string]bool{}}
		var group *ast.CommentGroup
		switch d := d.(type) {
		case *ast.FuncDecl:
			group = d.Doc
			decl.names = []string{d.Name.Name}
			if d.Recv != nil {
				decl.receiver = receiverName(d.Recv.List[0].Type)
			}
		case *ast.GenDecl:
			if d.Tok == token.IMPORT {
				continue
			}
			group = d.Doc
			for _, s := range d.Specs {
				switch s := s.(type) {
				case *ast.TypeSpec:
					decl.names = append(decl.names, s.Name.Name)
				case *ast.ValueSpec:
					for _, n := range s.Names {
						decl.names = append(decl.names, n.Name)
					}
				}
			}
		}
		if group != nil {
			from = group.Pos()
		}
		decl.from, decl.to = fset.Position(from).Offset, fset.Position(to).Offset
		references(d, f, outside, decl)
		out.decls = append(out.decls, decl)
	}
	return out
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

func unresolved(f *ast.File) map[*ast.Ident]bool {
	out := make(map[*ast.Ident]bool, len(f.Unresolved))
	for _, id := range f.Unresolved {
		out[id] = true
	}
	return out
}

// typePrefix is "decoder." for a parameter or receiver of that type, "" for what shows no type by itself: methods of one
// name are told apart as far as that goes.
func typePrefix(x *ast.Ident) string {
	if x == nil || x.Obj == nil {
		return ""
	}
	field, ok := x.Obj.Decl.(*ast.Field)
	if !ok {
		return ""
	}
	t := field.Type
	if s, ok := t.(*ast.StarExpr); ok {
		t = s.X
	}
	if id, ok := t.(*ast.Ident); ok {
		return id.Name + "."
	}
	return ""
}

// references notes what a declaration needs from outside itself.
func references(n ast.Node, f *ast.File, outside map[*ast.Ident]bool, d *runtimeDecl) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			x, ok := n.X.(*ast.Ident)
			d.selects[typePrefix(x)+n.Sel.Name] = true
			if ok && outside[x] {
				d.imports[x.Name] = true
			}
		case *ast.Ident:
			if outside[n] || n.Obj != nil && f.Scope.Lookup(n.Name) == n.Obj {
				d.uses[n.Name] = true
			}
		}
		return true
	})
}

// runtimeNames are the names that the run-time code has at package level. A spec's types cannot have them, whether or
// not a platform's package gets them: names stay free of clashes when a platform grows.
func runtimeNames() []string {
	var out []string
	for _, f := range runtimeSource() {
		for _, d := range f.decls {
			if d.receiver == "" {
				out = append(out, d.names...)
			}
		}
	}
	for _, e := range extras {
		names, _ := extraSource(e.file)
		out = append(out, names...)
	}
	slices.Sort(out)
	return out
}

// runtimeAPI is part of every generated package, whether or not its other files speak of it.
var runtimeAPI = []string{"Violation", "ValidationError", "SyntaxError"}

// runtimeFiles copies what the files of a package reach.
func runtimeFiles(p *goPackage, generated []*file) []File {
	needs, testNeeds := newNeeds(runtimeAPI...), newNeeds()
	for _, f := range generated {
		of := needs
		if f.isTest() {
			of = testNeeds
		}
		of.add(f.needs)
	}
	return append(copied(p, runtimeSource(), needs), copied(p, testSource(), testNeeds)...)
}

func newNeeds(names ...string) *runtimeDecl {
	needs := &runtimeDecl{uses: map[string]bool{}, selects: map[string]bool{}, imports: map[string]bool{}}
	for _, name := range names {
		needs.uses[name] = true
	}
	return needs
}

func (d *runtimeDecl) add(other *runtimeDecl) {
	maps.Copy(d.uses, other.uses)
	maps.Copy(d.selects, other.selects)
}

// copied are the files with the declarations that are needed.
func copied(p *goPackage, source []*runtimeFile, needs *runtimeDecl) []File {
	var out []File
	kept := reach(source, needs)
	for _, f := range source {
		if content := copyRuntime(p, f, kept); content != nil {
			out = append(out, File{Name: f.copyName(), Content: content})
		}
	}
	return out
}

// copyName is rt_scan.gen.go for scan.go, rt_rules.gen_test.go for rules_test.go.
func (f *runtimeFile) copyName() string {
	if name, ok := strings.CutSuffix(f.name, "_test.go"); ok {
		return "rt_" + name + ".gen_test.go"
	}
	return "rt_" + strings.TrimSuffix(f.name, ".go") + ".gen.go"
}

// reach follows references until nothing new is found.
func reach(source []*runtimeFile, needs *runtimeDecl) map[*runtimeDecl]bool {
	kept := map[*runtimeDecl]bool{}
	for grown := true; grown; {
		grown = false
		for _, f := range source {
			for _, d := range f.decls {
				if kept[d] || !wanted(d, needs) {
					continue
				}
				kept[d], grown = true, true
				needs.add(d)
			}
		}
	}
	return kept
}

func wanted(d, needs *runtimeDecl) bool {
	if d.receiver != "" {
		name := d.names[0]
		return needs.uses[d.receiver] && (needs.selects[name] || needs.selects[d.receiver+"."+name] || token.IsExported(name))
	}
	return slices.ContainsFunc(d.names, func(n string) bool { return needs.uses[n] })
}

// copyRuntime returns the kept declarations of one file, nil when there are none. They are formatted as they are.
func copyRuntime(p *goPackage, f *runtimeFile, kept map[*runtimeDecl]bool) []byte {
	imports := map[string]bool{}
	var body bytes.Buffer
	for _, d := range f.decls {
		if !kept[d] {
			continue
		}
		for name := range d.imports {
			imports[name] = true
		}
		body.WriteByte('\n')
		body.Write(f.text[d.from:d.to])
		body.WriteByte('\n')
	}
	if body.Len() == 0 {
		return nil
	}
	var paths []string
	for name, path := range f.paths {
		if imports[name] {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\n\npackage %s\n", header(p), p.name)
	switch len(paths) {
	case 0:
	case 1:
		fmt.Fprintf(&b, "\nimport %q\n", paths[0])
	default:
		b.WriteString("\nimport (\n")
		for _, path := range paths {
			fmt.Fprintf(&b, "\t%q\n", path)
		}
		b.WriteString(")\n")
	}
	b.Write(body.Bytes())
	return b.Bytes()
}
