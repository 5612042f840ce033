package spec

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/replygen/replygen/spec/internal/keys"
)

// The law that the schema and the parser agree is held by the nested module internal/test/schema.

var updateSchema = flag.Bool("update-schema", false, "rewrite the checked-in JSON Schema")

const schemaFile = "replygen.schema.json"

func TestCheckedInSchemaIsThatOfTheTable(t *testing.T) {
	want := JSONSchema()
	if *updateSchema {
		if err := os.WriteFile(schemaFile, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	held, err := os.ReadFile(schemaFile)
	if err != nil || !bytes.Equal(held, want) {
		t.Errorf("%s is not what the table of keys gives (%v): run go test ./spec -run Schema -update-schema", schemaFile, err)
	}
}

func TestEveryShippedPlatformNamesTheSchema(t *testing.T) {
	for _, name := range Builtins() {
		text, err := builtinText(name)
		if err != nil {
			t.Fatal(err)
		}
		if line, _, _ := strings.Cut(string(text), "\n"); line != "# yaml-language-server: $schema=../"+schemaFile {
			t.Errorf("platforms/%s.yaml starts with %q", name, line)
		}
	}
}

// eachShape visits a shape and those of its keys, each once.
func eachShape(s *keys.Shape, seen map[*keys.Shape]bool, visit func(*keys.Shape)) {
	if s == nil || seen[s] {
		return
	}
	seen[s] = true
	visit(s)
	for _, k := range s.Keys() {
		eachShape(k.Of, seen, visit)
	}
}

// Two shapes of one name would share a definition, and a kind of value that the schema does not know would let
// anything pass.
func TestSchemaTellsShapesAndValuesApart(t *testing.T) {
	names := map[string]*keys.Shape{}
	seen := map[*keys.Shape]bool{}
	for _, top := range []*keys.Shape{keys.Spec, keys.Overlay} {
		eachShape(top, seen, func(s *keys.Shape) {
			name := definitionName(s)
			if names[name] != nil {
				t.Errorf("two shapes are called %q", name)
			}
			names[name] = s
			for _, k := range s.Keys() {
				if w := (&schemaWriter{defined: map[string]bool{}}); len(w.keyValue(s, &k)) == 0 {
					t.Errorf("%s: the key %q takes any value", name, k.Name)
				}
			}
		})
	}
}
