// Package jsonschema writes the table of keys as a JSON Schema, by which editors complete and check specs and overlays.
//
// Start reading at jsonschema.go. kinds.go adds the conditions of kinds and rules, change.go those of an
// overlay's changes, leaf.go the single values, newfile.go what an empty file can become; object.go prints JSON.
package jsonschema
