package rtcopy

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/internal/output"
	"github.com/replygen/replygen/internal/rt/extra"
)

// extras are the files of internal/rt/extra, by the name that Options.With has for them.
var extras = map[string]string{"redis": "redis_store.go"}

// ExtraNames are the names of what a package can have beside what it needs.
func ExtraNames() []string { return slices.Sorted(maps.Keys(extras)) }

// ExtraFiles are the files that a package has because it was asked for.
func ExtraFiles(pkg string, with []string) []output.File {
	var out []output.File
	for _, name := range ExtraNames() {
		if file := extras[name]; slices.Contains(with, name) {
			_, text, _ := bytes.Cut(read(extra.Sources, file), []byte("\npackage "))
			out = append(out, output.File{
				Name:    strings.TrimSuffix(file, ".go") + ".gen.go",
				Content: append([]byte(gofile.Header+"\n\npackage "+pkg), text[bytes.IndexByte(text, '\n'):]...),
			})
		}
	}
	return out
}
