package main

import (
	"flag"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/replygen/replygen/generator"
	"github.com/replygen/replygen/internal/diag"
	"github.com/replygen/replygen/internal/output"
	"github.com/replygen/replygen/spec"
)

// owned tells our files from those of others.
var owned = output.Owned{Suffixes: []string{".gen.go", ".gen_test.go"}, Header: generator.HeaderPrefix}

// target is a package to generate, as the flags of generate and check name it.
type target struct {
	platformFlags
	dir, packageName string
	formatFlag
}

func (t *target) declare(flags *flag.FlagSet) {
	t.platformFlags.declare(flags)
	t.formatFlag.declare(flags)
	flags.StringVar(&t.dir, "out", "", "the `DIR` of the package (default . under go generate, else ./ID, the platform's id)")
	flags.StringVar(&t.packageName, "package", "", "the `NAME` of the package (default that of the directory's package under go generate, else the platform's id)")
}

// packageFiles are a package's files, and where they belong.
type packageFiles struct {
	dir  string
	list []output.File
}

// build makes the files. They are nil when the findings hold an error. The
// error is for flags that do not fit the place.
func (t *target) build(env func(string) string) (*packageFiles, *diag.List, error) {
	platform, found := t.load()
	if platform == nil {
		return nil, found, nil
	}
	dir, name, err := t.place(platform, env)
	if err != nil {
		return nil, found, err
	}
	generated, err := generator.Generate(platform, generator.Options{Package: name})
	if err != nil {
		found.Merge(asFindings(t.spec, err))
		return nil, found, nil
	}
	out := &packageFiles{dir: dir}
	for _, f := range generated {
		out.list = append(out.list, output.File(f))
	}
	return out, found, nil
}

// place decides the directory and the name of the package. Go generate runs
// commands in the directory of the file that asks, and says of which package
// that file is.
func (t *target) place(p *spec.Platform, env func(string) string) (dir, name string, err error) {
	file, around := env("GOFILE"), env("GOPACKAGE")
	if strings.HasSuffix(file, "_test.go") {
		around = strings.TrimSuffix(around, "_test")
	}
	underGoGenerate := file != "" && around != ""
	switch dir = t.dir; {
	case dir != "":
		dir = filepath.Clean(dir)
	case underGoGenerate:
		dir = "."
	default:
		dir = filepath.Join(".", p.ID)
	}
	if underGoGenerate && isHere(dir) {
		if t.packageName != "" && t.packageName != around {
			return "", "", fmt.Errorf("--package %s: the package of %s in the same directory is %s", t.packageName, file, around)
		}
		return dir, around, nil
	}
	if t.packageName != "" {
		return dir, t.packageName, nil
	}
	return dir, p.ID, nil
}

func isHere(dir string) bool {
	at, err := filepath.Abs(dir)
	if err != nil {
		return false
	}
	here, err := filepath.Abs(".")
	return err == nil && at == here
}
