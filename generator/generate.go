package generator

import (
	"errors"
	"slices"
	"sync"

	"github.com/replygen/replygen/generator/internal/emit"
	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
	"github.com/replygen/replygen/generator/internal/rtcopy"
	"github.com/replygen/replygen/spec"
)

// File is one file of a generated package.
type File struct {
	// Name is the file's base name.
	Name    string
	Content []byte
}

// HeaderPrefix starts the first line of every generated file.
const HeaderPrefix = gofile.HeaderPrefix

// GoVersion is the oldest Go that a generated package compiles with, as a go.mod states it.
const GoVersion = "1.23"

// emitters are the files that depend on the spec, in the order in which a reader takes them.
var emitters = []struct {
	name string
	emit func(*gomodel.Package, *gofile.File)
}{
	{"doc.gen.go", emit.PackageDoc},
	{"types.gen.go", emit.Types},
	{"builders.gen.go", emit.Builders},
	{"writers.gen.go", emit.Writers},
	{"xml_constants.gen.go", emit.XMLConstants},
	{"validators.gen.go", emit.Validators},
	{"decoders.gen.go", emit.Decoders},
	{"delivery.gen.go", emit.Delivery},
	{"messages.gen.go", emit.Messages},
	{"message_decoders.gen.go", emit.MessageDecoders},
	{"handler.gen.go", emit.Handler},
	{"mux.gen.go", emit.Mux},
	{"rules.gen_test.go", emit.RuleTests},
}

// Generate returns the files of a platform's package, sorted as they are emitted: the files that depend on the spec,
// what the options ask for, then those of the run-time code that they reach. Its error is a *diag.List when the spec
// cannot become Go, with the places in the spec; any other error is a defect of the generator.
func Generate(p *spec.Platform, o Options) ([]File, error) {
	pkg, err := gomodel.Lower(p, o.Package, o.Without)
	if err != nil {
		return nil, err
	}
	files, err := render(pkg)
	if err != nil {
		return nil, err
	}
	var out []File
	for _, f := range files {
		out = append(out, File{Name: f.Name, Content: f.Content})
	}
	for _, f := range append(rtcopy.ExtraFiles(pkg.Name, o.With), rtcopy.Files(pkg.Name, files)...) {
		out = append(out, File(f))
	}
	return out, nil
}

// Check returns the *diag.List that Generate would, or nil, and takes a fraction of its time.
func Check(p *spec.Platform, o Options) error {
	_, err := gomodel.Lower(p, o.Package, o.Without)
	return err
}

// Bot returns the source of a program that serves a platform with the package of these options, which has this import
// path: it answers every text with the same text, or acks every message where the platform has no text to answer with.
// The error is that of Check, or reports that the package serves nothing.
func Bot(p *spec.Platform, o Options, importPath string) ([]byte, error) {
	pkg, err := gomodel.Lower(p, o.Package, o.Without)
	if err != nil {
		return nil, err
	}
	return emit.Bot(pkg, importPath)
}

// render renders the files that hold something, all of them at a time: no emitter changes what they share.
func render(pkg *gomodel.Package) ([]*gofile.File, error) {
	files, errs := make([]*gofile.File, len(emitters)), make([]error, len(emitters))
	var all sync.WaitGroup
	for i, e := range emitters {
		all.Add(1)
		go func() {
			defer all.Done()
			files[i] = gofile.New(e.name, pkg.Name, pkg.Spec.Sources)
			if e.emit(pkg, files[i]); !files[i].Empty() {
				errs[i] = files[i].Render()
			}
		}()
	}
	all.Wait()
	return slices.DeleteFunc(files, (*gofile.File).Empty), errors.Join(errs...)
}
