package diff

import (
	"fmt"
	"slices"

	"github.com/replygen/replygen/spec/internal/chain"
	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/overlay"
	"github.com/replygen/replygen/spec/internal/tree"
)

// WriteOverlay writes an overlay of that name that turns the tree a, which extends names, into b.
func WriteOverlay(a, b *tree.Node, name, extends string) ([]byte, error) {
	if !keys.NamePattern().MatchString(name) {
		return nil, fmt.Errorf("overlay name %q: letters, digits, _ and -, a letter first", name)
	}
	w := &overlayWriter{changes: &tree.Node{Kind: tree.Sequence}, platform: &tree.Node{Kind: tree.Mapping}}
	w.elements(keys.Element{Shape: keys.Spec, Node: w.shorten(a.Clone(), b)}, keys.Element{Shape: keys.Spec, Node: b.Clone()}, spot{})
	root := &tree.Node{Kind: tree.Mapping}
	root.Put("replygen", &tree.Node{Kind: tree.Scalar, Tag: tree.IntTag, Text: "1"})
	root.Put("overlay", tree.Text(name))
	root.Put("extends", tree.Text(extends))
	if len(w.platform.Entries) > 0 {
		root.Put("platform", w.platform)
	}
	if len(w.changes.Items) > 0 {
		root.Put("changes", w.changes)
	}
	text, err := tree.Encode(root, nil)
	if err != nil {
		return nil, err
	}
	return text, leadsTo(a, b, text)
}

// leadsTo checks that an overlay turns a copy of a into b.
func leadsTo(a, b *tree.Node, text []byte) error {
	id := b.Get("platform").Str("id")
	problems := &tree.Problems{}
	if f := chain.Parse("overlay of "+id, text, problems); f != nil {
		applier := overlay.NewApplier(a.Clone(), problems)
		applier.Apply(f.Name, f.Root)
		if !problems.List.HasErrors() && !keys.Spec.Same(applier.Root, b) {
			return fmt.Errorf("overlay: it does not lead from %s to %s", a.Get("platform").Str("id"), id)
		}
	}
	return problems.List.Err()
}

// overlayWriter collects changes.
type overlayWriter struct {
	platform, changes *tree.Node
	applier           *overlay.Applier
}

// spot is where a change puts an element among its siblings: first, last, or after one. The zero spot is nowhere else.
type spot struct{ key, sibling string }

// change starts a change.
func (w *overlayWriter) change(verb string, t keys.Element, to spot) *tree.Node {
	n := &tree.Node{Kind: tree.Mapping}
	n.Put(verb, tree.Text(t.String()))
	w.changes.Items = append(w.changes.Items, n)
	switch {
	case to.sibling != "":
		n.Put(to.key, tree.Text(to.sibling))
	case to.key != "":
		n.Put(to.key, &tree.Node{Kind: tree.Scalar, Tag: tree.BoolTag, Text: "true"})
	}
	return n
}

// elements turns one element into another of the same path, and moves it to a place.
func (w *overlayWriter) elements(a, b keys.Element, at spot) {
	if cannotEdit(a, b) {
		if !a.Node.Equal(b.Node) {
			w.change(keys.VerbReplace, b, at).Put("value", valueOf(b))
		} else if at != (spot{}) {
			w.change(keys.VerbMove, b, at)
		}
		return
	}
	w.keys(a, b, at)
	if a.Shape == keys.Inbound {
		w.leave(a, b)
	}
	for _, f := range keys.SiblingsIn(a.Shape) {
		w.siblings(f, f.Of(a), f.Of(b))
	}
}

// leave removes what goes from one list of the inbound section to the other, where its name is free only then.
func (w *overlayWriter) leave(a, b keys.Element) {
	for _, f := range keys.SiblingsIn(a.Shape) {
		for _, m := range f.Of(a) {
			if now, _ := b.Descend(m.Path[1:]); named(f.Of(b), m.Name()) == nil && now.Shape == keys.Field {
				w.change(keys.VerbRemove, inList(f, m), spot{})
				list := a.Node.Get(f.Key.Name)
				list.Items = slices.DeleteFunc(list.Items, func(n *tree.Node) bool { return n == m.Node })
			}
		}
	}
}

// cannotEdit reports whether an element has to be declared anew: what is below it changes its form, or stands under a
// name that a path takes for the rules of the element.
func cannotEdit(a, b keys.Element) bool {
	if a.Shape.HasKind() && structure(a) != structure(b) {
		return true
	}
	hides := keys.Field.Find(b.Node.Get("fields"), "rules")
	return hides != nil && b.Shape.Key("rules") != nil
}

// keys edits the keys that contain no elements.
func (w *overlayWriter) keys(a, b keys.Element, at spot) {
	set, unset := &tree.Node{Kind: tree.Mapping}, &tree.Node{Kind: tree.Sequence, Flow: true}
	otherKind := a.Shape.HasKind() && a.Node.Str("type") != b.Node.Str("type")
	for _, k := range a.Shape.OwnKeys() {
		from, to := a.Node.Get(k.Name), b.Node.Get(k.Name)
		switch {
		case a.SameKey(k, b) && !(otherKind && from != nil && to == nil): // the other kind may not have the key at all
		case to == nil && from != nil:
			unset.Items = append(unset.Items, tree.Text(k.Name))
		case to != nil:
			set.Put(k.Name, to)
		}
	}
	if a.Shape == keys.Platform {
		w.platform, set = set, &tree.Node{}
	}
	switch {
	case len(set.Entries) > 0 || len(unset.Items) > 0:
		n := w.change(keys.VerbEdit, b, at)
		if len(set.Entries) > 0 {
			set.Flow = fitsALine(set)
			n.Put("set", set)
		}
		if len(unset.Items) > 0 {
			n.Put("unset", unset)
		}
	case at != (spot{}):
		w.change(keys.VerbMove, b, at)
	}
}

// siblings turns one order of siblings into another: what moves or is new goes where its elder sibling stands by then.
func (w *overlayWriter) siblings(f keys.Siblings, before, after []keys.Element) {
	order, moved := keys.Names(before), movedNames(keys.Names(before), keys.Names(after))
	for i, m := range after {
		old := named(before, m.Name())
		var to spot
		if old == nil || slices.Contains(moved, m.Name()) {
			order, to = placed(order, keys.Names(after[:i]), m.Name())
		}
		switch {
		case old != nil:
			w.elements(*old, m, to)
		case !f.IsList() || to.key == "last" && !f.Ordered():
			w.change(keys.VerbAdd, m, spot{}).Put("value", valueOf(m))
		default:
			w.change(keys.VerbAdd, inList(f, m), to).Put("value", valueOf(m))
		}
	}
	if len(after) == 0 && len(before) > 1 && len(before[0].Path) == 2 && slices.Contains(keys.RemovableLists, f.Key.Name) {
		w.change(keys.VerbRemove, keys.Element{Path: before[0].Path[:1]}, spot{})
		return
	}
	for _, m := range before {
		if named(after, m.Name()) == nil {
			w.change(keys.VerbRemove, m, spot{})
		}
	}
}

// inList is a member of a list with its path, in which the two lists of the inbound section differ.
func inList(f keys.Siblings, m keys.Element) keys.Element {
	if f.Key.Name == keys.MessageFields {
		m.Path = slices.Insert(slices.Clone(m.Path), 1, keys.MessageFields)
	}
	return m
}

// placed puts a name behind the last of its elder siblings, and says how an overlay does so.
func placed(order, elder []string, name string) ([]string, spot) {
	order = slices.DeleteFunc(order, func(n string) bool { return n == name })
	at, to := 0, spot{key: "first"}
	if len(elder) > 0 {
		last := elder[len(elder)-1]
		at, to = slices.Index(order, last)+1, spot{"after", last}
		if at == len(order) {
			to = spot{key: "last"}
		}
	}
	return slices.Insert(order, at, name), to
}

// valueOf is an element without the name that its path has already.
func valueOf(t keys.Element) *tree.Node {
	n := t.Node.Clone()
	if t.Shape.ID != "" {
		n.Unset(t.Shape.ID)
	}
	if len(n.Entries) == 0 {
		n.Flow = true // {}
	}
	return n
}

// maxFlow is about what an author still writes on one line, in bytes.
const maxFlow = 100

// fitsALine reports whether a mapping reads well as { }.
func fitsALine(n *tree.Node) bool {
	size := 0
	for _, e := range n.Entries {
		if e.Value.Kind != tree.Scalar && !e.Value.Flow {
			return false
		}
		size += len(e.Key.Text) + len(e.Value.Inline()) + len(": , ")
	}
	return size <= maxFlow
}
