package spec

import (
	"slices"

	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/tree"
)

// document is the tree of a spec and what overlays did to it.
type document struct {
	root *tree.Node
	log  history
}

// elements is the document as an element.
func (d *document) elements() keys.Element { return keys.Element{Shape: keys.Spec, Node: d.root} }

// history lists what overlays did to a document, oldest first. Read from the newest to the oldest, its entries lead
// from the document as it is back to its base: what an entry took away is out of reach of the changes after it, and so
// stays as it was.
type history []act

// act is one step of a change.
type act struct {
	by *tree.Change
	// path is the element's, key the one that was set or unset, "" for the element as a whole.
	path  []string
	key   string
	shape *keys.Shape
	verb  string
	// at is where the change says it.
	at *tree.Node
	// old is the value before, nil for none.
	old *tree.Node
}

// within returns what a path names inside the element of an entry as it was before, nil if there was none.
func (r *act) within(path []string) *tree.Node {
	if r.old == nil {
		return nil
	}
	t, rest := keys.Element{Path: r.path, Shape: r.shape, Node: r.old}.Descend(path[len(r.path):])
	if len(rest) > 0 {
		return nil
	}
	return t.Node
}

// concerns reports whether an entry is about the element of a path as a whole, or one that contains it.
func (r *act) concerns(path []string) bool {
	return r.key == "" && len(r.path) <= len(path) && slices.Equal(r.path, path[:len(r.path)])
}

// origin returns the place of an entry as a node: that is where an absent value was decided.
func (r *act) origin() *tree.Node {
	by := *r.by
	by.Verb = r.verb
	return &tree.Node{Span: r.at.Span, By: &by}
}
