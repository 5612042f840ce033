// Package spec is the DSL in which a platform's passive replies, and the messages and events that they answer, are
// stated: its syntax, its overlays, its checks, and the model that comes out, [Platform].
//
// [Load] reads a platform by name or path. A file becomes a tree of nodes with places (yaml.go, node.go), which is held
// to the table of keys (schema.go, shape.go). Overlays change the tree (overlay.go, path.go, apply.go); what results
// is decoded into the model (decode.go and its neighbours) and checked as a whole (check.go) after every step. Start
// reading at load.go.
//
// The package knows nothing of Go identifiers; that is the generator's.
package spec
