package schema

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/replygen/replygen/spec"
	"github.com/replygen/replygen/spec/diag"
)

const root = "../../.."

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	s, err := Compile()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSchemaIsValidAgainstItsMetaschema(t *testing.T) {
	if s := compiled(t); s.DraftVersion != 7 {
		t.Errorf("draft %d", s.DraftVersion)
	}
}

// yamlFiles returns the YAML files of the repo that hold a spec or overlay, by path.
func yamlFiles(t *testing.T) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".yaml" {
			return err
		}
		text, err := os.ReadFile(path)
		out[filepath.ToSlash(path)] = text
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	// The README's overlay counts like a file.
	readme, err := os.ReadFile(root + "/README.md")
	if err != nil {
		t.Fatal(err)
	}
	for i, m := range regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllSubmatch(readme, -1) {
		if bytes.Contains(m[1], []byte("replygen: 1\n")) {
			out["README.md, example "+strconv.Itoa(i+1)] = m[1]
		}
	}
	return out
}

// rejected reports whether a file is a mistake, or belongs to a case that ends with errors.
func rejected(path string) bool {
	dir := filepath.Dir(path)
	_, err := os.Stat(filepath.Join(dir, "errors.txt"))
	return err == nil || filepath.Base(dir) == "mistakes"
}

func TestSchemaAcceptsEveryFileThatBecomesAPlatform(t *testing.T) {
	s := compiled(t)
	accepted := 0
	for path, text := range yamlFiles(t) {
		if rejected(path) {
			continue
		}
		accepted++
		d, err := Read(text)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		for at, faults := range d.Faults(s) {
			t.Errorf("%s:%d:%d: %s", path, at.Line, at.Col, strings.Join(faults, "; "))
		}
	}
	if accepted < 50 {
		t.Errorf("%d files", accepted)
	}
}

// beyond are diagnostics with the code of a shape that take more than a shape, by case and line.
var beyond = map[string]string{
	"yaml/tags:6":                           "it only follows from another finding, or is counted",
	"overlay-faults/rename-and-keep:8":      "it only follows from another finding, or is counted",
	"shape/more-kinds-of-values:17":         "it only follows from another finding, or is counted",
	"overlay-faults/breaks-the-platform:12": "it only follows from another finding, or is counted",
	"shape/version-not-first:1":             "to JSON, keys have no order",
	"overlay-faults/verbs:28":               "a path does not tell the item of a list from a field of that name",
	"spec/limits-that-nothing-enforces:13":  "it takes a look at what is around the list",
	"spec/limits-that-nothing-enforces:20":  "it takes a look at what is around the list",
	"spec/keys-of-other-kinds:23":           "it takes the kind of another field",
	"spec/keys-of-other-kinds:24":           "it takes the kind of another field",
	"spec/keys-of-other-kinds:26":           "it takes the kinds of other fields",
	"spec/int-values:16":                    "it takes the kind of another field",
	"spec/int-values:17":                    "it takes the kind of another field",
	"spec/values-that-xml-cannot-carry:7":   "it is about the characters of a text",
	"spec/values-that-xml-cannot-carry:8":   "it is about the characters of a text",
	"spec/values-that-xml-cannot-carry:9":   "it is about the characters of a text",
	"spec/values-that-xml-cannot-carry:10":  "it is about the characters of a text",
	"spec/items-that-cannot-be:7":           "an item cannot be a list at all, the schema says",
	"inbound-faults/limits-by-message:15":   "replies and messages share the shape of their fields",
	"inbound-faults/dedupe:11":              "it takes the kind of another field",
	"inbound-faults/dedupe:17":              "it takes the kind of another field",
	"inbound-faults/dedupe:23":              "it takes the kind of another field",
	"rules/truncates-faults:14":             "replies and messages share the shape of their fields",
	"inbound-faults/aliases:5":              "replies and messages share the shape of their fields",
	"inbound-faults/aliases:9":              "replies and messages share the shape of their fields",
	"inbound-faults/aliases:10":             "replies and messages share the shape of their fields",
	"inbound-faults/aliases:18":             "flat and wrapped lists share the shape of their items",
	"overlay-faults/replaced-to-nowhere:9":  "a path does not tell the item of a list from a field of that name",
	"yaml/complex-key:6":                    "JSON has no such keys",
}

func TestSchemaRejectsWhateverIsAMatterOfShape(t *testing.T) {
	s := compiled(t)
	codes := slices.DeleteFunc(shapeCodes(t), func(c diag.Code) bool { return c == "more" }) // it counts other findings
	shown := map[diag.Code]int{}
	used := map[string]bool{}
	for path, text := range yamlFiles(t) {
		dir, file := filepath.Split(path)
		if !rejected(path) {
			continue
		}
		name, err := filepath.Rel(root+"/testdata/cases", dir)
		if err != nil {
			t.Fatal(err)
		}
		d, err := Read(text)
		if err != nil {
			continue // not even YAML
		}
		faults := d.Faults(s)
		for _, one := range diagnostics(t, dir, file) {
			at := Place{one.Span.Line, one.Span.Col}
			key := filepath.ToSlash(name) + ":" + strconv.Itoa(at.Line)
			_, isBeyond := beyond[key]
			spelling, isNumber := d.Number(at)
			switch {
			case !slices.Contains(codes, one.Code):
				continue
			case isBeyond:
				used[key] = true
				continue
			case isNumber && !isWhole(spelling):
				continue // how a number is spelled, nobody knows once YAML is read
			}
			shown[one.Code]++
			if !found(d, faults, at, one.Code) {
				t.Errorf("%s: the schema has nothing against %s:%d:%d: %s [%s]; it finds %v", name, file, at.Line, at.Col, one.Message, one.Code, faults)
			}
		}
	}
	for _, c := range codes {
		if shown[c] == 0 {
			t.Errorf("no case shows that the schema knows %s", c)
		}
	}
	for key := range beyond {
		if !used[key] {
			t.Errorf("%s is no exception", key)
		}
	}
}

// found looks for a fault of the schema at the place of a diagnostic. What is wrong with the keys of a change, the parser
// tells at its path, and the schema at the key or the change.
func found(d *Document, faults map[Place][]string, at Place, code diag.Code) bool {
	if faults[at] != nil {
		return true
	}
	for p := range faults {
		if (code == "overlay-verb" || code == "missing-key") && d.Change(at.Line) >= 0 && d.Change(p.Line) == d.Change(at.Line) {
			return true
		}
	}
	return false
}

func isWhole(text string) bool {
	n, err := strconv.ParseFloat(text, 64)
	return err == nil && json.Valid([]byte(text)) && !(n == float64(int64(n)) && strings.ContainsAny(text, ".eE"))
}

// diagnostics are the parser's findings in one file of a case: of a base spec alone, of an overlay with what it extends.
func diagnostics(t *testing.T, dir, file string) []diag.Diagnostic {
	t.Helper()
	_, err := spec.Load(dir + file)
	var list *diag.List
	if !errors.As(err, &list) {
		return nil
	}
	return slices.DeleteFunc(list.Diagnostics, func(d diag.Diagnostic) bool {
		return d.Span.File != filepath.Clean(dir+file) || d.Severity != diag.Error
	})
}

// shapeCodes are the codes that spec/internal/code/codes.go lists under the heading of shapes.
func shapeCodes(t *testing.T) []diag.Code {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), root+"/spec/internal/code/codes.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	var out []diag.Code
	inside := false
	ast.Inspect(file, func(n ast.Node) bool {
		v, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if v.Doc != nil {
			inside = strings.Contains(v.Doc.Text(), "JSON Schema")
		}
		if inside {
			code, err := strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, diag.Code(code))
		}
		return true
	})
	if len(out) == 0 {
		t.Fatal("no group of codes speaks of the JSON Schema")
	}
	return out
}
