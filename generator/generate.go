package generator

import (
	"go/token"

	"github.com/replygen/replygen/internal/diag"
	"github.com/replygen/replygen/spec"
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
}

// emitters are the files that depend on the spec, in the order in which a reader takes them.
var emitters = []struct {
	name string
	emit func(*goPackage, *file)
}{
	{"doc.gen.go", packageDoc},
	{"delivery.gen.go", delivery},
	{"types.gen.go", types},
	{"builders.gen.go", builders},
	{"writers.gen.go", writers},
	{"validators.gen.go", validators},
	{"decoders.gen.go", decoders},
	{"messages.gen.go", messages},
	{"message_decoders.gen.go", messageDecoders},
	{"rules.gen_test.go", ruleTests},
}

// Generate returns the files of a platform's package, sorted as they are emitted: the files that depend on the spec,
// then those of the run-time code that they reach. Its error is a *diag.List when the spec cannot become Go, with the
// places in the spec; any other error is a defect of the generator.
func Generate(p *spec.Platform, o Options) ([]File, error) {
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
	pkg := lower(name, p, &problems)
	problems.Dedupe()
	if err := problems.Err(); err != nil {
		return nil, err
	}
	var out []File
	for _, e := range emitters {
		f := newFile(pkg)
		e.emit(pkg, f)
		if f.empty() {
			continue
		}
		content, err := f.render(e.name)
		if err != nil {
			return nil, err
		}
		out = append(out, File{Name: e.name, Content: content})
	}
	run, err := runtimeFiles(pkg, out)
	if err != nil {
		return nil, err
	}
	return append(out, run...), nil
}
