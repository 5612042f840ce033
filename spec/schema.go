package spec

import (
	"github.com/replygen/replygen/spec/internal/jsonschema"
	"github.com/replygen/replygen/spec/internal/reference"
)

// JSONSchema returns the JSON Schema of the DSL, of base specs and overlays alike, as indented JSON. It is made from the
// table of keys that files are checked against.
//
// Whatever it rejects, [Load] rejects, but for texts and names that YAML reads as true or false: unless quoted, they are
// not suggested to anyone. It is of draft 07, which the language servers for YAML know best.
func JSONSchema() []byte { return jsonschema.Write(Builtins()) }

// Reference returns the reference of the DSL as Markdown: every key with its meaning and an example, kinds, rules, verbs and
// paths of overlays, and how to build a base spec. Its tables are those that files are checked against.
func Reference() []byte { return reference.Write() }
