package generator

import (
	"errors"
	"slices"

	"github.com/replygen/replygen/spec"
)

// File is one file of a generated package.
type File struct {
	// Name is the file's base name.
	Name    string
	Content []byte
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
	pkg, err := lower(p, o.Package, o.Without)
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
	for _, f := range append(extraFiles(pkg.name, o.With), runtimeFiles(pkg.name, files)...) {
		out = append(out, File(f))
	}
	return out, nil
}

// Check returns the *diag.List that Generate would, or nil, and takes a fraction of its time.
func Check(p *spec.Platform, o Options) error {
	_, err := lower(p, o.Package, o.Without)
	return err
}

// Bot returns the source of a program that serves a platform with the package of these options, which has this import
// path: it answers every text with the same text, or acks every message where the platform has no text to answer with.
// The error is that of Check, or reports that the package serves nothing.
func Bot(p *spec.Platform, o Options, importPath string) ([]byte, error) {
	pkg, err := lower(p, o.Package, o.Without)
	if err != nil {
		return nil, err
	}
	return bot(pkg, importPath)
}

// emit renders the files that hold something, all of them at a time: no emitter changes what they share.
func emit(pkg *goPackage) ([]*file, error) {
	files, errs := make([]*file, len(emitters)), make([]error, len(emitters))
	parallel(len(emitters), func(i int) {
		files[i] = newFile(emitters[i].name, pkg.name, pkg.spec.Sources)
		if emitters[i].emit(pkg, files[i]); !files[i].empty() {
			errs[i] = files[i].render()
		}
	})
	return slices.DeleteFunc(files, (*file).empty), errors.Join(errs...)
}
