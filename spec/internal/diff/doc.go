// Package diff compares two documents, element by element, and classifies each difference: does it change documentation only,
// the Go API, what is valid, or the form on the wire? It also writes the overlay that leads from one to the other.
//
// Start reading at diff.go. pair.go finds the counterpart of an element, class.go classifies; overlay.go writes overlays.
package diff
