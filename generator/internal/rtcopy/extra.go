package rtcopy

import (
	"bytes"
	"go/parser"
	"go/token"
	"slices"
	"strings"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/internal/rt/extra"
)

// extras are the files of internal/rt/extra, by the name that Options.With has for them.
var extras = []struct{ name, file string }{
	{"redis", "redis_store.go"},
}

// ExtraNames are the names of what a package can have beside what it needs.
func ExtraNames() []string {
	var out []string
	for _, e := range extras {
		out = append(out, e.name)
	}
	return out
}

// ExtraFiles are the files that a package has because it was asked for.
func ExtraFiles(pkg string, with []string) []File {
	var out []File
	for _, e := range extras {
		if slices.Contains(with, e.name) {
			_, text := extraSource(e.file)
			out = append(out, File{
				Name:    strings.TrimSuffix(e.file, ".go") + ".gen.go",
				Content: append([]byte(gofile.Header+"\n\npackage "+pkg), text...),
			})
		}
	}
	return out
}

// extraSource returns the names that a file declares, and its text behind the package clause.
func extraSource(file string) (names []string, text []byte) {
	text, err := extra.Sources.ReadFile(file)
	if err != nil {
		panic(err) // embedded
	}
	if text, err = gofile.BreakLines(file, text); err != nil {
		panic(err) // its copy compiles
	}
	f, err := parser.ParseFile(token.NewFileSet(), file, text, 0)
	if err != nil {
		panic(err) // its copy compiles
	}
	for name := range f.Scope.Objects {
		names = append(names, name)
	}
	_, text, _ = bytes.Cut(text, []byte("\npackage "+f.Name.Name))
	return names, text
}
