package spec

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"
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
