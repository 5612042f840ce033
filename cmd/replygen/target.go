package main

import (
	"flag"
	"go/token"
	"strings"

	"github.com/replygen/replygen/generator"
	"github.com/replygen/replygen/spec"
	"github.com/replygen/replygen/spec/diag"
)

// target is the package that the flags of generate and check name.
type target struct {
	generator.Options
	dir string
}

// declareTarget declares the flags of generate and check.
func (c *invocation) declareTarget(flags *flag.FlagSet) *target {
	t := &target{}
	c.declarePlatform(flags)
	declareFormat(flags, &c.format)
	flags.StringVar(&t.dir, "out", "", "the `DIR` of the package "+
		"(default . under go generate and in a generated package, else ./ID, the platform's id)")
	flags.Var((*texts)(&t.With), "with", "an `EXTRA`, which imports more than the standard library: "+
		strings.Join(generator.Extras(), ", ")+", a Store over go-redis; may be repeated")
	flags.Var((*texts)(&t.Without), "without", "a `PART` to leave out, with what depends on it: "+
		strings.Join(generator.Parts(), ", ")+"; may be repeated")
	flags.StringVar(&t.Package, "package", "", "the `NAME` of the package "+
		"(default $GOPACKAGE under go generate, else that of the Go files in DIR, else the platform's id)")
	return t
}

// packageFiles are the files of a package, and their directory.
type packageFiles struct {
	dir  string
	list []generator.File
}

// build generates the files. The warnings about the spec are left to show.
func (c *invocation) build(t *target) *packageFiles {
	c.unshown = &diag.List{}
	name := t.Package
	if name != "" && (!token.IsIdentifier(name) || name == "_" || name == "main" || strings.HasSuffix(name, "_test")) {
		fatal("--package %s: not the name of a package that can be imported", name)
	}
	go generator.Prepare()
	platform := must(spec.Load(c.spec, c.overlays...))
	c.unshown = platform.Warnings
	c.place(t, platform)
	checkGoVersion(t.dir)
	if err := t.Validate(platform); err != nil {
		fatal("--%w", err)
	}
	files, err := generator.Generate(platform, t.Options)
	merge(c.unshown, c.spec, err)
	stopOn(c.unshown.Err())
	return &packageFiles{dir: t.dir, list: files}
}
