package rtcopy

import (
	"embed"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"strconv"
	"strings"
	"sync"
	"unicode"

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
	// uses are the names from outside itself that it refers to: of declarations and packages, and names behind its dots
	// with the dot, and with their type before it where that is plain: ".text", "decoder.text".
	uses map[string]bool
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

// Prepare reads the run-time code, which the first call of [Files] would otherwise do.
func Prepare() {
	runtimeSource()
	testSource()
}

func parseAll(sources embed.FS) []*runtimeFile {
	names := fileNames(sources)
	out := make([]*runtimeFile, len(names))
	gofile.Concurrently(len(names), func(i int) { out[i] = parseRuntime(sources, names[i]) })
	return out
}

func fileNames(sources embed.FS) []string {
	names, err := fs.Glob(sources, "*")
	if err != nil {
		panic(err) // embedded
	}
	return names
}

func read(sources embed.FS, name string) []byte {
	text, err := sources.ReadFile(name)
	if err != nil {
		panic(err) // embedded
	}
	return text
}

// declaredNames lists what formatted Go declares at package level, one name a line and methods aside. A parse would take
// many times as long.
func declaredNames(text []byte) []string {
	var out []string
	isGroup := false
	for line := range strings.Lines(string(text)) {
		keyword, names, _ := strings.Cut(line, " ")
		switch keyword {
		case "const", "func", "type", "var":
			isGroup = names == "(\n"
		default:
			if !isGroup || !strings.HasPrefix(line, "\t") {
				continue
			}
			names = line[1:]
		}
		isWord := func(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }
		if name := names[:len(names)-len(strings.TrimLeftFunc(names, isWord))]; name != "" {
			out = append(out, name)
		}
	}
	return out
}

func parseRuntime(sources embed.FS, name string) *runtimeFile {
	text, fset := read(sources, name), token.NewFileSet()
	f, err := parser.ParseFile(fset, name, text, parser.ParseComments)
	if err != nil {
		panic(err) // it compiled
	}
	file := fset.File(f.FileStart)
	out := &runtimeFile{name: name, text: text, paths: map[string]string{}}
	for _, i := range f.Imports {
		path, _ := strconv.Unquote(i.Path.Value)
		name := strings.TrimSuffix(path, "/v2") // math/rand/v2 is rand
		out.paths[name[strings.LastIndexByte(name, '/')+1:]] = path
	}
	outside := unresolved(f)
	for _, d := range f.Decls {
		from, to := d.Pos(), d.End()
		decl := &runtimeDecl{file: out, uses: references(d, f, outside)}
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
		decl.from, decl.to = file.Offset(from), file.Offset(to)
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

// typeOf is "decoder" for a parameter or receiver of that type, "" where the type is not plain from the declaration. It
// distinguishes methods of one name.
func typeOf(x ast.Expr) string {
	id, ok := x.(*ast.Ident)
	if !ok || id.Obj == nil {
		return ""
	}
	field, ok := id.Obj.Decl.(*ast.Field)
	if !ok {
		return ""
	}
	t := field.Type
	if s, ok := t.(*ast.StarExpr); ok {
		t = s.X
	}
	if id, ok := t.(*ast.Ident); ok {
		return id.Name
	}
	return ""
}

// references are the names that a declaration needs from outside itself.
func references(n ast.Node, f *ast.File, outside map[*ast.Ident]bool) map[string]bool {
	out := map[string]bool{}
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			out[typeOf(n.X)+"."+n.Sel.Name] = true
		case *ast.Ident:
			if outside[n] || n.Obj != nil && f.Scope.Lookup(n.Name) == n.Obj {
				out[n.Name] = true
			}
		}
		return true
	})
	return out
}
