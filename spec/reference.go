package spec

import "github.com/replygen/replygen/spec/internal/reference"

// Reference returns the reference of the DSL as Markdown: every key with its meaning and an example, kinds, rules, verbs and
// paths of overlays, and how to build a base spec. Its tables are those that files are checked against.
func Reference() []byte { return reference.Write() }
