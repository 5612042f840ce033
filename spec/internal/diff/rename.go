package diff

import (
	"slices"

	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/overlay"
	"github.com/replygen/replygen/spec/internal/tree"
)

// renamed pairs what only one of two lists has with what only the other has, by the names in after: those that have one
// Go name are one element under two names.
func renamed(before, after []keys.Element) map[string]*keys.Element {
	out := map[string]*keys.Element{}
	for i := range before {
		old := &before[i]
		if named(after, old.Name()) != nil {
			continue
		}
		for _, m := range after {
			if named(before, m.Name()) == nil && out[m.Name()] == nil && m.Node.Str(m.Shape.ID) != old.Node.Str(m.Shape.ID) && isRenamed(*old, m) {
				out[m.Name()] = old
				break
			}
		}
	}
	return out
}

// isRenamed reports whether, for Go code, two elements differ in their names only. A scalar has no
// name but its Go name, and is the same if all else is.
func isRenamed(old, now keys.Element) bool {
	if old.Shape == keys.Scalar {
		a, b := old.Node.Clone(), now.Node.Clone()
		a.Unset(old.Shape.ID)
		b.Unset(old.Shape.ID)
		return len(a.Entries) > 0 && a.Same(b)
	}
	return old.HasGoNameOf(now) && structure(old) == structure(now) && sameEventType(old, now)
}

func sameEventType(a, b keys.Element) bool {
	return a.Shape != keys.Event || a.Node.Str("type") == b.Node.Str("type")
}

// shorten makes the changes by which a few words say much: what has another name only is renamed, and where most of a
// list goes, the rest is kept. It returns the document that they lead to.
func (w *overlayWriter) shorten(a, b *tree.Node) *tree.Node {
	w.applier = overlay.NewApplier(a, &tree.Problems{})
	w.rename(w.applier.Element(), keys.Element{Shape: keys.Spec, Node: b})
	for _, section := range keys.KeepableLists {
		w.keep(section, b)
	}
	return w.applier.Root
}

func (w *overlayWriter) rename(a, b keys.Element) {
	for _, f := range keys.SiblingsIn(a.Shape) {
		if !f.IsList() {
			if before, after := f.Of(a), f.Of(b); len(before) == 1 && len(after) == 1 {
				w.rename(before[0], after[0])
			}
			continue
		}
		after := f.Of(b)
		names := renamed(f.Of(a), after)
		for _, m := range after {
			if old := names[m.Name()]; old != nil {
				w.apply(tree.Text(old.String()), keys.VerbRename, "to", tree.Text(m.Node.Str(m.Shape.ID)))
			}
		}
		for _, m := range f.Of(a) {
			if same := named(after, m.Name()); same != nil && structure(m) == structure(*same) {
				w.rename(m, *same)
			}
		}
	}
}

// keep keeps what b has of a list, where that is shorter than to remove the rest.
func (w *overlayWriter) keep(section string, b *tree.Node) {
	shape := keys.Spec.Key(section).Of
	before, after := shape.NamesIn(w.applier.Root.Get(section)), shape.NamesIn(b.Get(section))
	only := &tree.Node{Kind: tree.Sequence, Flow: true}
	for _, name := range before {
		if slices.Contains(after, name) {
			only.Items = append(only.Items, tree.Text(name))
		}
	}
	const linesOfKeep = 2
	if len(only.Items) > 0 && len(before)-len(only.Items) > linesOfKeep {
		w.apply(tree.Text(section), keys.VerbKeep, "only", only)
	}
}

// apply adds a change and makes it.
func (w *overlayWriter) apply(path *tree.Node, verb, key string, value *tree.Node) {
	n := &tree.Node{Kind: tree.Mapping}
	n.Put(verb, path)
	n.Put(key, value)
	w.changes.Items = append(w.changes.Items, n)
	made := &tree.Node{Kind: tree.Mapping}
	made.Put("changes", &tree.Node{Kind: tree.Sequence, Items: []*tree.Node{n.Clone()}})
	w.applier.Apply("", made)
}
