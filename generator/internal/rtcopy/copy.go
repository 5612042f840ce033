package rtcopy

import (
	"bytes"
	"fmt"
	"go/token"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/internal/output"
	"github.com/replygen/replygen/internal/rt"
	"github.com/replygen/replygen/internal/rt/extra"
)

// The run-time code is copied declaration by declaration: a package gets those that its generated files reach, so
// that nothing in it is unused.

// Names are the names that the run-time code has at package level. A spec's types cannot have them, whether or
// not a platform's package gets them: names stay free of clashes when a platform grows.
func Names() []string {
	var out []string
	for _, name := range fileNames(rt.Sources) {
		out = append(out, declaredNames(read(rt.Sources, name))...)
	}
	for _, file := range extras {
		out = append(out, declaredNames(read(extra.Sources, file))...)
	}
	slices.Sort(out)
	return out
}

// Files copies what the files of a package reach.
func Files(pkg string, generated []*gofile.File) []output.File {
	of := make([]map[string]bool, len(generated))
	gofile.Concurrently(len(generated), func(i int) {
		f := generated[i].Syntax
		of[i] = references(f, f, unresolved(f))
	})
	needs, testNeeds := map[string]bool{}, map[string]bool{}
	for i, f := range generated {
		if f.IsTest() {
			maps.Copy(testNeeds, of[i])
		} else {
			maps.Copy(needs, of[i])
		}
	}
	return append(copied(pkg, runtimeSource(), needs), copied(pkg, testSource(), testNeeds)...)
}

// copied are the files with the declarations that are needed, a file a topic.
func copied(pkg string, source []*runtimeFile, needs map[string]bool) []output.File {
	kept := reach(source, needs)
	var out []output.File
	for _, t := range topics {
		var decls []*runtimeDecl
		for _, f := range source {
			for _, d := range f.decls {
				if kept[d] && topicOf(f.name) == t.name {
					decls = append(decls, d)
				}
			}
		}
		if len(decls) > 0 {
			out = append(out, output.File{Name: t.name, Content: copyRuntime(pkg, decls)})
		}
	}
	return out
}

// reach follows references until nothing new is found.
func reach(source []*runtimeFile, needs map[string]bool) map[*runtimeDecl]bool {
	kept := map[*runtimeDecl]bool{}
	for before := -1; len(kept) > before; {
		before = len(kept)
		for _, f := range source {
			for _, d := range f.decls {
				if !kept[d] && d.isWanted(needs) {
					kept[d] = true
					maps.Copy(needs, d.uses)
				}
			}
		}
	}
	return kept
}

func (d *runtimeDecl) isWanted(needs map[string]bool) bool {
	if d.receiver != "" {
		name := d.names[0]
		return needs[d.receiver] && (needs["."+name] || needs[d.receiver+"."+name] || token.IsExported(name))
	}
	return slices.ContainsFunc(d.names, func(n string) bool { return needs[n] })
}

// adjoins reports whether d stands on the line after another declaration.
func (d *runtimeDecl) adjoins(other *runtimeDecl) bool {
	return other.file == d.file && string(d.file.text[other.to:d.from]) == "\n"
}

// copyRuntime returns a file of declarations. They are formatted as they are.
func copyRuntime(pkg string, decls []*runtimeDecl) []byte {
	var paths []string
	size := 1024 // of the beginning
	for _, d := range decls {
		for name := range d.uses {
			if path := d.file.paths[name]; path != "" {
				paths = append(paths, strconv.Quote(path))
			}
		}
		size += len("\n") + d.to - d.from + len("\n")
	}
	slices.Sort(paths)
	var b bytes.Buffer
	b.Grow(size)
	fmt.Fprintf(&b, "%s\n\npackage %s\n", gofile.Header, pkg)
	if paths = slices.Compact(paths); len(paths) == 1 {
		fmt.Fprintf(&b, "\nimport %s\n", paths[0])
	} else if len(paths) > 1 {
		fmt.Fprintf(&b, "\nimport (\n\t%s\n)\n", strings.Join(paths, "\n\t"))
	}
	for i, d := range decls {
		if i == 0 || !d.adjoins(decls[i-1]) {
			b.WriteByte('\n')
		}
		b.Write(d.file.text[d.from:d.to])
		b.WriteByte('\n')
	}
	return b.Bytes()
}
