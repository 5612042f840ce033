// Package diff compares two documents, element by element, and classifies each difference: does it change documentation only,
// the Go API, what is valid, or the form on the wire? It also writes the overlay that leads from one to the other.
//
// Start reading at diff.go. class.go, limits.go and sent.go classify; overlay.go writes overlays.
package diff
