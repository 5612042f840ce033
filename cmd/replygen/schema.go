package main

import (
	"flag"

	"github.com/replygen/replygen/spec"
)

var schemaCommand = &command{
	name:    "schema",
	summary: "prints the JSON Schema of specs and overlays, for editors",
	long: `An editor with a language server for YAML completes and checks a file that names
the schema in its first line:

  # yaml-language-server: $schema=replygen.schema.json

"replygen init" writes the schema beside the overlay that it starts; this keeps
it current:

  replygen schema > replygen.schema.json
`,
	setup: func(c *invocation, _ *flag.FlagSet) action {
		return func([]string) int { return c.print(spec.JSONSchema()) }
	},
}
