package spec

import (
	"cmp"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/tree"
)

// Origin is where a value was decided: a place in a spec or overlay, and what stood there before.
type Origin struct {
	diag.Span
	// Overlay is the name of the overlay that set the value, "" for the base spec.
	Overlay string
	// Verb is the overlay's verb: add, edit, replace or move.
	Verb string
	// Because is the overlay's reason, as it gives one.
	Because string
	// Before is the decision that this one replaced, nil for the first.
	Before *Origin
}

// Value is one value of a spec with its origin. The zero Value is one that the spec does not state.
type Value[T any] struct {
	V      T
	Origin *Origin
}

// IsSet reports whether the spec states the value.
func (v Value[T]) IsSet() bool { return v.Origin != nil }

// isAfter reports whether a value was decided after another: further down in the file, or by an overlay.
func (o *Origin) isAfter(other *Origin) bool {
	if o.File != other.File {
		return o.Overlay != ""
	}
	return cmp.Or(o.Line-other.Line, o.Col-other.Col) > 0
}

// originOfNamed is originOf with the place of a mapping's name, which a reader knows it by.
func originOfNamed(n *tree.Node, idKey string) *Origin { return originOf(n.Named(idKey)) }

// originOf follows a node's history.
func originOf(n *tree.Node) *Origin {
	if n == nil {
		return nil
	}
	o := &Origin{Span: n.Span, Before: originOf(n.Prev)}
	if n.By != nil {
		o.Overlay, o.Verb, o.Because = n.By.Overlay, n.By.Verb, n.By.Because
	}
	return o
}

// IsTextHazard reports whether a character of a text is invisible or steers the display: control characters other
// than tab and line feed, bidirectional controls, and characters that no UTF-8 text should contain.
func IsTextHazard(r rune) bool { return tree.IsHazard(r) }
