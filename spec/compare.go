package spec

import (
	"github.com/replygen/replygen/spec/internal/diff"
	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/tree"
)

// Class says what a change between two platforms means to those who write and read replies.
type Class int

// The classes, each with what somebody for whom the first platform was right meets with the second. The last three may
// change the generated Go API too: a field that becomes required moves into its constructor.
const (
	// Docs: evidence, or the same said in another way.
	Docs = Class(diff.Docs)
	// API: the documents are the same, Go names or types are others.
	API = Class(diff.API)
	// Widening: every reply that was valid is, with the same bytes.
	Widening = Class(diff.Widening)
	// Narrowing: the form on the wire is the same, but some reply that was valid is not.
	Narrowing = Class(diff.Narrowing)
	// Wire: some document is not one of the second platform, or is written in another way: elements, their order,
	// kinds, constants, CDATA, the root, the types of replies.
	Wire = Class(diff.Wire)
)

var classNames = []string{"docs", "api", "widening", "narrowing", "wire"}

// String returns the class's name: docs, api, widening, narrowing or wire.
func (c Class) String() string { return classNames[c] }

// MarshalText is String, for encoding/json.
func (c Class) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// Difference is one difference between two platforms.
type Difference struct {
	// Path names an element, or a key of one: replies.text.Content, replies.text.Content.max_bytes.
	Path  string
	Class Class
	// Verb is add, edit, remove, move or rename. Only a key is edited.
	Verb string
	// From and To are the values, text as it is and all else as YAML on one line; of an element that moved, the
	// places; of a renamed one, the names. From is "" after an add, To after a remove.
	From, To string
	// Before and After say where it stands. Before is nil for what was added; After is nil for what is not there,
	// unless an overlay removed it.
	Before, After *Origin
}

// Diff lists what differs between two platforms, in the order of b; what only a has comes after its siblings. It is
// empty exactly when the platforms are equal.
//
// What is no reply's matter is classed by what a service that was right for a meets: a shorter deadline, fewer attempts
// or a missing ack are narrowing, and so is a delivery that a does not state; other elements to recognise a repeated
// delivery by are wire, as is a mode of security that is gone. Of what the platform sends, a message, an event, the
// service is the reader: an element more is widening, one that may be missing now is narrowing, and order means nothing.
func Diff(a, b *Platform) []Difference {
	var out []Difference
	for _, d := range diff.Compare(&a.source, &b.source) {
		out = append(out, Difference{
			Path: d.Path, Class: Class(d.Class), Verb: d.Verb, From: d.From, To: d.To,
			Before: originOf(d.Before), After: originOf(d.After),
		})
	}
	return out
}

// OverlayTo writes an overlay of that name that turns p into q: applied to p, which extends names as an overlay does,
// it gives a platform equal to q. Reasons and guards are left to its author. The error is for a name that no overlay
// can have, and for an overlay that would exceed the size of a file.
func (p *Platform) OverlayTo(q *Platform, name, extends string) ([]byte, error) {
	return diff.WriteOverlay(p.source.Root, q.source.Root, name, extends)
}

// YAML writes the platform as a base spec that reads back to an equal platform. With origins, each line says where its
// value was decided.
func (p *Platform) YAML(origins bool) ([]byte, error) {
	if !origins {
		return tree.Encode(p.source.Root, nil)
	}
	return tree.Encode(p.source.Root, (*tree.Node).Origin)
}

// Equal reports whether two platforms say the same. Places and the order of keys do not count, nor how a value is
// written: where text is asked for, 1 and "1" are one.
func (p *Platform) Equal(q *Platform) bool { return keys.Spec.Same(p.source.Root, q.source.Root) }
