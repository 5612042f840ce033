// Package schema validates the JSON Schema of the DSL against its metaschema, and compares it with the parser: it accepts
// every YAML file of the repo that becomes a platform, and rejects whatever the parser rejects for its shape. It also
// validates reports of probe against theirs. It is a module of its own, so that the validator does not become a
// requirement of replygen.
//
// Start with validate.go: it reads a file as an editor does and returns the places of the schema's errors.
package schema
