// Package keys is the table of the DSL: which keys a mapping can have, what their values look like, and which kinds of fields
// they belong to. [Check] checks a tree of nodes against it; the JSON Schema, overlays and the comparison of platforms read it.
//
// Start reading at table.go. The rules of a single value have a table of their own, rules.go, which becomes part of the first.
package keys
