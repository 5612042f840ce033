package main

import (
	"cmp"
	"errors"
	"go/build"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/replygen/replygen/internal/output"
	"github.com/replygen/replygen/spec"
)

// place decides on the directory and the name of the package, where the flags do not. Go generate runs commands in the
// directory of the file with the directive, and sets the file's name and package in the environment.
func (c *invocation) place(t *target, p *spec.Platform) {
	file, around := c.env("GOFILE"), c.env("GOPACKAGE")
	if strings.HasSuffix(file, "_test.go") {
		around = strings.TrimSuffix(around, "_test")
	}
	switch {
	case t.dir != "":
		t.dir = filepath.Clean(t.dir)
	case file != "" || around != "" || slices.ContainsFunc(goFiles("."), func(f goFile) bool { return f.ours }):
		t.dir = "."
	default:
		t.dir = p.ID
	}
	present := goFiles(t.dir)
	t.Package = cmp.Or(t.Package, around, packageOf(present), p.ID)
	if t.Package == "main" && (len(present) == 0 || present[0].ours) {
		fatal("package main in %s cannot be imported: choose a name with --package", t.dir)
	}
	for _, f := range present {
		if !f.ours && f.packageName != t.Package {
			fatal("%s is in package %[2]s, not %[3]s: choose another directory with --out, "+
				"or write --package %[2]s", filepath.Join(t.dir, f.name), f.packageName, t.Package)
		}
	}
}

// pattern writes a directory as the go command takes it, quoted for a shell.
func pattern(dir string) string {
	out := filepath.ToSlash(dir)
	if !filepath.IsAbs(dir) && out != "." && !strings.HasPrefix(out, "../") {
		out = "./" + out
	}
	return quoted(out)
}

// goFile is a Go file in a directory.
type goFile struct {
	name, packageName string
	// ours means that it was generated: it may be overwritten or removed.
	ours bool
}

// packageOf returns the name of the package that files make, "" if there are none.
func packageOf(files []goFile) string {
	if len(files) == 0 {
		return ""
	}
	return files[0].packageName
}

// goFiles lists the files of the package in a directory, hand-written ones before generated ones. It leaves out tests,
// and files that a build constraint excludes: a program with the constraint "ignore" often stands beside a package.
func goFiles(dir string) []goFile {
	entries, err := os.ReadDir(dir)
	if !errors.Is(err, fs.ErrNotExist) {
		stopOn(err)
	}
	var theirs, ours []goFile
	for _, e := range entries {
		name := e.Name()
		if !e.Type().IsRegular() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		if built, err := build.Default.MatchFile(dir, name); err != nil || !built {
			continue
		}
		content := must(os.ReadFile(filepath.Join(dir, name)))
		syntax, err := parser.ParseFile(token.NewFileSet(), name, content, parser.PackageClauseOnly)
		if err != nil {
			continue // without a package clause, it is in no package
		}
		f := goFile{name: name, packageName: syntax.Name.Name, ours: output.Owns(name, content)}
		if f.ours {
			ours = append(ours, f)
		} else {
			theirs = append(theirs, f)
		}
	}
	return append(theirs, ours...)
}
