// Package overlay applies the changes of overlays to the tree of a spec, and logs each step, so that a removed or replaced
// value can still be explained.
//
// Start reading at apply.go. change.go reads a change, path.go finds what its path names, hint.go what is meant by one that names
// nothing, log.go is the log.
package overlay
