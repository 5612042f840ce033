package generator

import (
	"bytes"
	"fmt"
	"go/parser"
	"go/token"
	"slices"
	"strings"

	"github.com/replygen/replygen/internal/rt/extra"
	"github.com/replygen/replygen/spec"
)

// extras are the files of internal/rt/extra, by the name that Options.With has for them.
var extras = []struct{ name, file string }{
	{"redis", "redis_store.go"},
}

// Extras are the names that Options.With may hold.
func Extras() []string {
	var out []string
	for _, e := range extras {
		out = append(out, e.name)
	}
	return out
}

// CheckWith says whether a platform's package can have all that Options.With asks for.
func (o Options) CheckWith(p *spec.Platform) error {
	for _, name := range o.With {
		if !slices.Contains(Extras(), name) {
			return fmt.Errorf("%q is nothing that a package can have: choose from %s", name, strings.Join(Extras(), ", "))
		}
	}
	if len(o.With) > 0 && !serves(o.reduced(p)) {
		return fmt.Errorf("%s: the package has no handler: %s states no messages and events, or no delivery, or --without leaves it out", o.With[0], p.ID)
	}
	return nil
}

// extraFiles are the files that a package has because it was asked for.
func extraFiles(p *goPackage, with []string) []File {
	var out []File
	for _, e := range extras {
		if slices.Contains(with, e.name) {
			_, text := extraSource(e.file)
			out = append(out, File{
				Name:    strings.TrimSuffix(e.file, ".go") + ".gen.go",
				Content: append([]byte(runtimeHeader+"\n\npackage "+p.name), text...),
			})
		}
	}
	return out
}

// extraSource returns the names that a file declares, and its text behind the package clause.
func extraSource(file string) (names []string, text []byte) {
	text, err := extra.Sources.ReadFile(file)
	if err != nil {
		panic(err) // embedded: it is there
	}
	if text, err = breakLines(file, text); err != nil {
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
