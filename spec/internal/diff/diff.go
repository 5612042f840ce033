package diff

import (
	"slices"

	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/overlay"
	"github.com/replygen/replygen/spec/internal/tree"
)

// Class is a Class of the package spec.
type Class int

// The classes, from the mildest.
const (
	Docs Class = iota
	API
	Widening
	Narrowing
	Wire
)

// Difference is an element or key in which two documents differ: a Difference of the package spec.
type Difference struct {
	Path          string
	Class         Class
	Verb          string
	From, To      string
	Before, After *tree.Node
}

// Compare lists what differs between two documents.
func Compare(a, b *overlay.Document) []Difference {
	d := &differ{a: side{a, scalarNodes(a)}, b: side{b, scalarNodes(b)}}
	d.elements(a.Element(), b.Element())
	return d.found
}

type differ struct {
	a, b side
	// sent reports whether the platform sends what is compared, and a service reads it.
	sent  bool
	found []Difference
}

// side is one of the two platforms.
type side struct {
	*overlay.Document
	scalars map[string]*tree.Node
}

func scalarNodes(d *overlay.Document) map[string]*tree.Node {
	out := map[string]*tree.Node{}
	if list := d.Root.Get("scalars"); list != nil {
		for _, n := range list.Items {
			out[n.Str("name")] = n
		}
	}
	return out
}

// elements compares two elements of one path.
func (d *differ) elements(a, b keys.Element) {
	for _, k := range a.Shape.OwnKeys() {
		d.key(k, a, b)
	}
	if a.Shape.HasKind() && structure(a) != structure(b) {
		return // that of the type is reported, and nothing below has a counterpart
	}
	for _, f := range keys.SiblingsIn(a.Shape) {
		if a.Shape == keys.Spec {
			d.sent = f.Key.Sent
		}
		d.siblings(f, f.Of(a), f.Of(b))
	}
}

// structure is the kind of an element as far as it decides what can be below it.
func structure(t keys.Element) string {
	switch k := t.KindOf(); k {
	case keys.KindObject, keys.KindList, keys.KindUnion:
		return k
	default:
		return ""
	}
}

func (d *differ) key(k *keys.Key, a, b keys.Element) {
	from, to := a.Node.Get(k.Name), b.Node.Get(k.Name)
	if a.SameKey(k, b) {
		return
	}
	c := Difference{
		Path: keyPath(b, k.Name), Class: d.keyClass(k, a, b), Verb: keys.VerbEdit,
		From: from.Inline(), To: to.Inline(), Before: from, After: to,
	}
	switch {
	case from == nil:
		c.Verb = keys.VerbAdd
	case to == nil:
		c.Verb, c.After = keys.VerbRemove, d.b.goneKey(b, k.Name)
	}
	d.found = append(d.found, c)
}

func keyPath(t keys.Element, key string) string {
	return keys.JoinPath(append(slices.Clone(t.Path), key))
}

// siblings compares the elements that two elements have under one key.
func (d *differ) siblings(f keys.Siblings, before, after []keys.Element) {
	names := renamed(before, after)
	moved := movedNames(namesNow(before, names), keys.Names(after))
	for i, m := range after {
		old := named(before, m.Name())
		if was := names[m.Name()]; was != nil {
			old = was
			class := Wire
			if m.Shape == keys.Scalar {
				class = API
			}
			d.found = append(d.found, Difference{
				Path: m.String(), Class: class, Verb: keys.VerbRename, From: old.Name(), To: m.Name(), Before: origin(*old), After: origin(m),
			})
		}
		switch {
		case old == nil:
			d.found = append(d.found, Difference{Path: m.String(), Class: d.addedClass(m), Verb: keys.VerbAdd, To: summary(m), After: origin(m)})
			continue
		case slices.Contains(moved, m.Name()):
			class := Docs
			if f.Ordered() && !d.sent {
				class = Wire
			}
			j := slices.IndexFunc(before, func(t keys.Element) bool { return t.Name() == old.Name() })
			d.found = append(d.found, Difference{
				Path: m.String(), Class: class, Verb: keys.VerbMove,
				From: placeOf(before, j), To: placeOf(after, i), Before: origin(*old), After: d.b.mover(m),
			})
		}
		d.elements(*old, m)
	}
	for _, m := range before {
		if !slices.Contains(namesNow([]keys.Element{m}, names), m.Name()) {
			continue
		}
		if named(after, m.Name()) == nil {
			d.found = append(d.found, Difference{Path: m.String(), Class: d.goneClass(m), Verb: keys.VerbRemove, From: summary(m), Before: origin(m), After: d.b.gone(m)})
		}
	}
}

// namesNow lists the names that the elements of a list have after they were renamed.
func namesNow(before []keys.Element, renamed map[string]*keys.Element) []string {
	out := keys.Names(before)
	for now, old := range renamed {
		if i := slices.Index(out, old.Name()); i >= 0 {
			out[i] = now
		}
	}
	return out
}

func named(list []keys.Element, name string) *keys.Element {
	for i := range list {
		if list[i].Name() == name {
			return &list[i]
		}
	}
	return nil
}

// placeOf words a place as an overlay does.
func placeOf(list []keys.Element, i int) string {
	if i == 0 {
		return "first"
	}
	return "after " + list[i-1].Name()
}

// summary describes an element.
func summary(t keys.Element) string {
	what := t.Shape.Noun()
	if kind := t.Node.Str("type"); kind != "" && t.Shape.HasKind() {
		what += " of type " + kind
		if t.Node.Str("required") == "true" {
			what += ", required"
		}
	}
	return what
}

// origin is the node of an element with the place of its name.
func origin(t keys.Element) *tree.Node {
	if t.Shape.ID != "" {
		return t.Node.Named(t.Shape.ID)
	}
	return t.Node
}

// gone is the origin of a removal, nil when no overlay of the side removed it.
func (s side) gone(t keys.Element) *tree.Node {
	for i := len(s.Log) - 1; i >= 0; i-- {
		if r := &s.Log[i]; r.Verb == keys.VerbRemove && r.Concerns(t.Path) {
			return r.Origin()
		}
	}
	return nil
}

// goneKey is gone for a key of an element.
func (s side) goneKey(t keys.Element, key string) *tree.Node {
	for i := len(s.Log) - 1; i >= 0; i-- {
		r := &s.Log[i]
		if r.Key == key && slices.Equal(r.Path, t.Path) || r.Verb == keys.VerbReplace && r.Concerns(t.Path) {
			return r.Origin()
		}
	}
	return nil
}

// mover is the origin of an element's place.
func (s side) mover(t keys.Element) *tree.Node {
	for i := len(s.Log) - 1; i >= 0; i-- {
		if r := &s.Log[i]; r.Verb == keys.VerbMove && slices.Equal(r.Path, t.Path) {
			return r.Origin()
		}
	}
	return origin(t)
}
