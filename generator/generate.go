package generator

import (
	"errors"
	"go/token"
	"slices"

	"github.com/replygen/replygen/spec"
	"github.com/replygen/replygen/spec/diag"
)

// File is one file of a generated package.
type File struct {
	// Name is the file's base name.
	Name    string
	Content []byte
}

// Options are what a caller decides about a package beside its platform.
type Options struct {
	// Package is the name of the package; the platform's id when empty.
	Package string
	// With names what the package has beyond what it needs, of Extras; it may import more than the standard library.
	// Generate expects that CheckWith finds nothing wrong with it.
	With []string
	// Without names what the package lacks, of Parts: what depends on it is left out as well. Generate expects that
	// CheckWithout finds nothing wrong with it.
	Without []string
}

// GoVersion is the oldest Go that a generated package compiles with, as a go.mod states it.
const GoVersion = "1.23"

// emitters are the files that depend on the spec, in the order in which a reader takes them.
var emitters = []struct {
	name string
	emit func(*goPackage, *file)
}{
	{"doc.gen.go", packageDoc},
	{"types.gen.go", types},
	{"builders.gen.go", builders},
	{"writers.gen.go", writers},
	{"xml_constants.gen.go", xmlConstants},
	{"validators.gen.go", validators},
	{"decoders.gen.go", decoders},
	{"delivery.gen.go", delivery},
	{"messages.gen.go", messages},
	{"message_decoders.gen.go", func(p *goPackage, f *file) {
		messageDecoders(p, f)
		dedupe(p, f)
	}},
	{"handler.gen.go", handler},
	{"mux.gen.go", mux},
	{"rules.gen_test.go", ruleTests},
}

// Generate returns the files of a platform's package, sorted as they are emitted: the files that depend on the spec,
// what the options ask for, then those of the run-time code that they reach. Its error is a *diag.List when the spec
// cannot become Go, with the places in the spec; any other error is a defect of the generator.
func Generate(p *spec.Platform, o Options) ([]File, error) {
	pkg, err := lowered(p, o)
	if err != nil {
		return nil, err
	}
	files, err := emit(pkg)
	if err != nil {
		return nil, err
	}
	var out []File
	for _, f := range files {
		out = append(out, File{Name: f.name, Content: f.content})
	}
	out = append(out, extraFiles(pkg, o.With)...)
	return append(out, runtimeFiles(pkg, files)...), nil
}

// Check returns the *diag.List that Generate would, or nil, and takes a fraction of its time.
func Check(p *spec.Platform, o Options) error {
	_, err := lowered(p, o)
	return err
}

// lowered is the platform as Go sees it, or a *diag.List.
func lowered(p *spec.Platform, o Options) (*goPackage, error) {
	name := o.Package
	if name == "" {
		name = p.ID
	}
	var problems diag.List
	if p.Warnings != nil {
		problems.Sources = p.Warnings.Sources
	}
	if !token.IsIdentifier(name) || name == "_" {
		problems.Add(diag.Diagnostic{Span: p.Origin.Span, Code: codePackage, Message: "\"" + name + "\" is no name for a Go package", Hint: "choose one with --package"})
	}
	pkg := lower(name, o.reduced(p), &problems)
	pkg.delivery, pkg.without = p.Delivery, o.Without
	problems.Dedupe()
	return pkg, problems.Err()
}

// emit renders the files that hold something, all of them at a time: no emitter changes what they share.
func emit(pkg *goPackage) ([]*file, error) {
	files, errs := make([]*file, len(emitters)), make([]error, len(emitters))
	parallel(len(emitters), func(i int) {
		files[i] = newFile(pkg, emitters[i].name)
		if emitters[i].emit(pkg, files[i]); !files[i].empty() {
			errs[i] = files[i].render()
		}
	})
	return slices.DeleteFunc(files, (*file).empty), errors.Join(errs...)
}
