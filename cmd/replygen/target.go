package main

import (
	"flag"
	"fmt"
	"strings"

	"github.com/replygen/replygen/generator"
	"github.com/replygen/replygen/internal/output"
	"github.com/replygen/replygen/spec/diag"
)

// target is the package that the flags of generate and check name.
type target struct {
	platformFlags
	dir, packageName string
	with, without    texts
	formatFlag
}

func (t *target) declare(flags *flag.FlagSet) {
	t.platformFlags.declare(flags)
	t.formatFlag.declare(flags)
	flags.StringVar(&t.dir, "out", "", "the `DIR` of the package "+
		"(default . under go generate and in a generated package, else ./ID, the platform's id)")
	flags.Var(&t.with, "with", "an `EXTRA`, which imports more than the standard library: "+
		strings.Join(generator.Extras(), ", ")+", a Store over go-redis; may be repeated")
	flags.Var(&t.without, "without", "a `PART` to leave out, with what depends on it: "+
		strings.Join(generator.Parts(), ", ")+"; may be repeated")
	flags.StringVar(&t.packageName, "package", "", "the `NAME` of the package "+
		"(default $GOPACKAGE under go generate, else that of the Go files in DIR, else the platform's id)")
}

// packageFiles are the files of a package, and their directory.
type packageFiles struct {
	dir  string
	list []output.File
}

// build generates the files. They are nil when the findings have an error. The error is about flags that do not fit the
// platform or the directory.
func (t *target) build(env func(string) string) (*packageFiles, *diag.List, error) {
	if err := t.checkPackage(); err != nil {
		return nil, &diag.List{}, err
	}
	go generator.Prepare()
	platform, found := t.load()
	if platform == nil {
		return nil, found, nil
	}
	dir, name, err := t.place(platform, env)
	if err != nil {
		return nil, found, err
	}
	if err := checkGoVersion(dir); err != nil {
		return nil, found, err
	}
	options := generator.Options{Package: name, With: t.with, Without: t.without}
	if err := options.Validate(platform); err != nil {
		return nil, found, fmt.Errorf("--%w", err)
	}
	generated, err := generator.Generate(platform, options)
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
