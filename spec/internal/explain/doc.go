// Package explain finds the history of what a path names: who set it, who changed or removed it, where and why.
//
// Start reading at explain.go. path.go finds what a path names, in the document or among what overlays removed.
package explain
