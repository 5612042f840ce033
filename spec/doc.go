// Package spec reads specs of messaging platforms: their passive replies, and the messages and events that these answer.
//
// [Load] reads a platform by name or path, with its overlays, and returns the model, [Platform], in which each value
// has its [Origin]. [Diff] compares two platforms, [Platform.Explain] returns the history of a path, and [JSONSchema]
// describes the DSL to editors.
//
// A file becomes a tree of nodes with places (internal/tree), which is checked against the table of keys (internal/keys).
// Overlays change the tree (internal/overlay). The result is decoded into the model (decode.go and its neighbours) and
// checked (check.go) after every overlay. Start reading at load.go.
//
// The package knows nothing of Go identifiers; those are chosen by the generator.
package spec
