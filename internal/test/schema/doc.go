// Package schema holds the JSON Schema of the DSL to its metaschema, to every YAML file of the repo and to what the
// parser rejects. It is a module of its own, so that the validator does not become a requirement of replygen.
//
// Start with validate.go: it reads a file as an editor does and says where the schema finds fault with it.
package schema
