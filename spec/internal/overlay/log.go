package overlay

import (
	"slices"

	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/tree"
)

// Document is the tree of a spec and what overlays did to it.
type Document struct {
	Root *tree.Node
	// Log lists what overlays did, oldest first. Read from the newest to the oldest, its entries lead from the document as
	// it is back to its base: what an entry took away is out of reach of the changes after it, and so stays as it was.
	Log []Entry
}

// Element is the document as an element.
func (d *Document) Element() keys.Element { return keys.Element{Shape: keys.Spec, Node: d.Root} }

// Entry is one step of a change.
type Entry struct {
	By *tree.Change
	// Path is the element's, key the one that was set or unset, "" for the element as a whole. From is the path before a
	// rename.
	Path  []string
	From  []string
	Key   string
	Shape *keys.Shape
	Verb  string
	// at is where the change says it.
	at *tree.Node
	// Old is the value before, nil for none.
	Old *tree.Node
}

// record adds an entry to the log: the change did this to an element.
func (a *Applier) record(c *change, e keys.Element, r Entry) {
	r.By, r.Path, r.Shape = &c.Change, e.Path, e.Shape
	a.Log = append(a.Log, r)
}

// startsWith reports whether a path is that of an element or leads through it.
func startsWith(path, element []string) bool {
	return len(path) >= len(element) && slices.Equal(path[:len(element)], element)
}

// Within returns what a path names inside the element of an entry as it was before, nil if there was none.
func (r *Entry) Within(path []string) *tree.Node {
	if r.Old == nil {
		return nil
	}
	t, rest := keys.Element{Path: r.Path, Shape: r.Shape, Node: r.Old}.Descend(path[len(r.Path):])
	if len(rest) > 0 {
		return nil
	}
	return t.Node
}

// PathBefore returns the path that an element had before the entry.
func (r *Entry) PathBefore(path []string) []string {
	if r.From == nil || !startsWith(path, r.Path) {
		return path
	}
	return slices.Concat(r.From, path[len(r.Path):])
}

// Concerns reports whether an entry is about the element of a path as a whole, or one that contains it.
func (r *Entry) Concerns(path []string) bool { return r.Key == "" && startsWith(path, r.Path) }

// Origin returns the place of an entry as a node: that is where an absent value was decided.
func (r *Entry) Origin() *tree.Node {
	by := *r.By
	by.Verb = r.Verb
	return &tree.Node{Span: r.at.Span, By: &by}
}
