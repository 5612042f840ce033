package generator_test

import (
	"bytes"
	"errors"
	"flag"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/replygen/replygen/generator"
	"github.com/replygen/replygen/internal/output"
	"github.com/replygen/replygen/internal/test/golden"
	"github.com/replygen/replygen/spec"
	"github.com/replygen/replygen/spec/diag"
)

// The golden suite. Each folder below casesDir that holds an input is a case:
//
//	spec.yaml      a base spec; without one the overlay extends a builtin platform
//	overlay.yaml   an overlay; overlay2.yaml extends it, and so on: the last one is loaded
//	with.yaml      an overlay that is named on its own, as the command line does
//
// A case that does not become a package holds errors.txt. One that does holds resolved.yaml, warnings.txt if there are
// any, and those of the following that its folder has already. To ask for one, create it empty and run with -update.
//
//	go/NAME.gen.go  a file of the package, of those that depend on the spec
//	go.diff         how the package differs from that of the builtin platform that the overlay extends
//
// The whole package is generated and checked whatever the folder has, and TestEveryConstructHasAGolden says what is
// missing. Inputs that are no text to commit are made by the test: see madeInputs.
const casesDir = "../testdata/cases"

var update = flag.Bool("update", false, "rewrite the golden files")

var inputName = regexp.MustCompile(`^(spec|overlay\d*|with\d*)\.yaml$`)

func TestGolden(t *testing.T) {
	for _, c := range goldenCases(t) {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			folder := golden.Folder{Dir: path.Join(casesDir, c.name), Update: *update, Outcomes: []string{"errors.txt", "resolved.yaml"}}
			held, err := golden.Read(folder.Dir)
			if err != nil {
				t.Fatal(err)
			}
			differences, err := folder.Compare(c.outputs(t, held), inputName.MatchString)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range differences {
				t.Error(d)
			}
		})
	}
}

// A file that belongs to no case would be a golden that nothing looks at.
func TestEveryFileBelongsToACase(t *testing.T) {
	cases := goldenCases(t)
	held, err := golden.Read(casesDir)
	if err != nil {
		t.Fatal(err)
	}
	for name := range held {
		if name == ".gitattributes" {
			continue
		}
		if !slices.ContainsFunc(cases, func(c goldenCase) bool { return strings.HasPrefix(name, c.name+"/") }) {
			t.Errorf("%s belongs to no case", name)
		}
	}
}

// goldenCase is one case with its inputs, by name.
type goldenCase struct {
	name   string
	inputs map[string][]byte
}

func goldenCases(t *testing.T) []goldenCase {
	t.Helper()
	held, err := golden.Read(casesDir)
	if err != nil {
		t.Fatal(err)
	}
	inputs := map[string]map[string][]byte{}
	for name, content := range held {
		if dir, file := path.Split(name); inputName.MatchString(file) {
			dir = strings.TrimSuffix(dir, "/")
			if inputs[dir] == nil {
				inputs[dir] = map[string][]byte{}
			}
			inputs[dir][file] = content
		}
	}
	for name, made := range madeInputs() {
		if inputs[name] != nil {
			t.Fatalf("case %s has inputs on disk and made ones", name)
		}
		inputs[name] = made
	}
	var out []goldenCase
	for name, in := range inputs {
		out = append(out, goldenCase{name, in})
	}
	slices.SortFunc(out, func(a, b goldenCase) int { return strings.Compare(a.name, b.name) })
	return out
}

// files names the file to load and the overlays that are named beside it.
func (c goldenCase) files() (ref string, overlays []string) {
	var names []string
	for name := range c.inputs {
		if strings.HasPrefix(name, "with") {
			overlays = append(overlays, name)
			continue
		}
		names = append(names, name)
	}
	slices.Sort(overlays)
	// overlay.yaml, overlay2.yaml, spec.yaml: the longest of the overlays is the last one.
	slices.SortFunc(names, func(a, b string) int {
		aSpec, bSpec := strings.HasPrefix(a, "spec"), strings.HasPrefix(b, "spec")
		switch {
		case aSpec != bSpec && aSpec:
			return -1
		case aSpec != bSpec:
			return 1
		case len(a) != len(b):
			return len(a) - len(b)
		}
		return strings.Compare(a, b)
	})
	return names[len(names)-1], overlays
}

// load reads the case's inputs, and no other file.
func (c goldenCase) load() (*spec.Platform, error) {
	ref, overlays := c.files()
	return inMemory(c.inputs).Load(ref, overlays...)
}

func inMemory(files map[string][]byte) spec.Loader {
	return spec.Loader{ReadFile: func(name string) ([]byte, error) {
		if content, ok := files[filepath.ToSlash(name)]; ok {
			return content, nil
		}
		return nil, &fs.PathError{Op: "open", Path: filepath.ToSlash(name), Err: fs.ErrNotExist}
	}}
}

// outputs runs the case and checks what is true of every package. It returns what the case's folder, which holds some
// files already, is to hold.
func (c goldenCase) outputs(t *testing.T, held map[string][]byte) map[string][]byte {
	t.Helper()
	platform, err := c.load()
	if err != nil {
		return map[string][]byte{"errors.txt": errorText(t, err)}
	}
	files, err := generator.Generate(platform, generator.Options{})
	if checked := generator.Check(platform, generator.Options{}); (checked == nil) != (err == nil) {
		t.Errorf("Check: %v, Generate: %v", checked, err)
	}
	if err != nil {
		return map[string][]byte{"errors.txt": errorText(t, err)}
	}
	resolved, err := platform.YAML(false)
	if err != nil {
		t.Fatalf("resolved YAML: %v", err)
	}
	out := map[string][]byte{"resolved.yaml": resolved}
	for _, f := range files {
		if _, ok := held["go/"+f.Name]; ok && dependsOnSpec(f.Name) {
			out["go/"+f.Name] = f.Content
		}
	}
	if _, ok := held["go.diff"]; ok {
		out["go.diff"] = c.fromBuiltin(t, platform.ID, files)
	}
	if w := platform.Warnings; w != nil && len(w.Diagnostics) > 0 {
		out["warnings.txt"] = rendered(t, w)
	}
	c.checkStable(t, files)
	checkReload(t, resolved, files)
	checkPackage(t, files)
	return out
}

var extendsBuiltin = regexp.MustCompile(`(?m)^extends: builtin:(\w+)$`)

// fromBuiltin is the difference between the package of the builtin platform that the case extends and that of the case.
func (c goldenCase) fromBuiltin(t *testing.T, name string, files []generator.File) []byte {
	t.Helper()
	var id string
	for _, input := range c.inputs {
		if m := extendsBuiltin.FindSubmatch(input); m != nil {
			id = string(m[1])
		}
	}
	builtin, err := spec.Load(id)
	if err != nil {
		t.Fatal(err)
	}
	base, err := generator.Generate(builtin, generator.Options{Package: name})
	if err != nil {
		t.Fatal(err)
	}
	contents := map[string][2][]byte{}
	for i, of := range [][]generator.File{base, files} {
		for _, f := range withoutHeader(of) {
			both := contents[f.Name]
			both[i] = f.Content
			contents[f.Name] = both
		}
	}
	var out strings.Builder
	for _, file := range specFiles {
		out.WriteString(output.Unified(file, contents[file][0], contents[file][1]))
	}
	return []byte(out.String())
}

// specFiles are the files of a package that the cases hold. The others are copied, or tests that run elsewhere.
var specFiles = []string{"doc.gen.go", "delivery.gen.go", "types.gen.go", "builders.gen.go", "writers.gen.go", "validators.gen.go", "decoders.gen.go",
	"xml_constants.gen.go", "messages.gen.go", "message_decoders.gen.go", "handler.gen.go", "mux.gen.go"}

func dependsOnSpec(name string) bool { return slices.Contains(specFiles, name) }

// errorText renders a list of diagnostics. Any other error is a defect.
func errorText(t *testing.T, err error) []byte {
	t.Helper()
	var list *diag.List
	if !errors.As(err, &list) {
		t.Fatalf("the error is no list of diagnostics but %T: %v", err, err)
	}
	for _, d := range list.Diagnostics {
		if d.Code == "" || d.Span.File == "" || d.Message == "" {
			t.Errorf("a diagnostic without code, file or message: %+v", d)
		}
	}
	return rendered(t, list)
}

func rendered(t *testing.T, list *diag.List) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := list.Write(&b, diag.Text, false); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
