package rtcopy

import (
	"embed"
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"sync"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/internal/rt"
)

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
		panic(err) // embedded
	}
	var out []*runtimeFile
	for _, e := range entries {
		out = append(out, parseRuntime(sources, e.Name()))
	}
	return out
}

func parseRuntime(sources embed.FS, name string) *runtimeFile {
	text, err := sources.ReadFile(name)
	if err != nil {
		panic(err)
	}
	if text, err = gofile.BreakLines(name, text); err != nil {
		panic(err) // it compiled
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
		decl := newNeeds()
		decl.file = out
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

// typePrefix is "decoder." for a parameter or receiver of that type, "" where the type is not plain from the declaration.
// It distinguishes methods of one name.
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
