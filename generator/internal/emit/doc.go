// Package emit writes the files of a generated package that depend on its spec.
//
// An emitter is a function of a [gomodel.Package] and the [gofile.File] that it adds to. It has one file, or several
// with one prefix, and uses nothing of another emitter: what two need is part of gomodel or gofile. The comment above a
// function shows the Go that it emits.
//
// The largest emitters start with a step of their own. The writers turn a reply into constant and variable pieces of
// XML (writers_pieces.go) and emit those twice, for a byte slice and for a stream. The tests call the functions of
// internal/rt/rules_test.go, which are copied as the run-time code is.
package emit
