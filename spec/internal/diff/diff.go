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
	d := &differ{a: a, b: b}
	d.elements(a.Element(), b.Element())
	return d.found
}

type differ struct {
	a, b *overlay.Document
	// sent reports whether the platform sends what is compared, and a service reads it.
	sent  bool
	found []Difference
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
	if a.SameKey(k, b) {
		return
	}
	from, to := a.Node.Get(k.Name), b.Node.Get(k.Name)
	c := Difference{
		Path: keys.JoinPath(append(slices.Clone(b.Path), k.Name)), Class: d.keyClass(k, a, b), Verb: keys.VerbEdit,
		From: from.Inline(), To: to.Inline(), Before: from, After: to,
	}
	switch {
	case from == nil:
		c.Verb = keys.VerbAdd
	case to == nil:
		c.Verb, c.After = keys.VerbRemove, d.decided(func(r *overlay.Entry) bool {
			return r.Key == k.Name && slices.Equal(r.Path, b.Path) || r.Verb == keys.VerbReplace && r.Concerns(b.Path)
		})
	}
	d.found = append(d.found, c)
}

// siblings compares the elements that two elements have under one key.
func (d *differ) siblings(f keys.Siblings, before, after []keys.Element) {
	for _, p := range pairs(before, after, renamed(before, after)) {
		switch {
		case p.now == nil:
			gone := d.decided(func(r *overlay.Entry) bool { return r.Verb == keys.VerbRemove && r.Concerns(p.old.Path) })
			d.whole(keys.VerbRemove, d.wholeClass(*p.old, false), p, summary(p.old), "", gone)
			continue
		case p.old == nil:
			d.whole(keys.VerbAdd, d.wholeClass(*p.now, true), p, "", summary(p.now), origin(p.now))
			continue
		case p.old.Name() == p.now.Name():
		case p.now.Shape == keys.Scalar:
			d.whole(keys.VerbRename, API, p, p.old.Name(), p.now.Name(), origin(p.now))
		default:
			d.whole(keys.VerbRename, Wire, p, p.old.Name(), p.now.Name(), origin(p.now))
		}
		if p.moved {
			class, mover := Docs, d.decided(func(r *overlay.Entry) bool { return r.Verb == keys.VerbMove && slices.Equal(r.Path, p.now.Path) })
			if f.Ordered() && !d.sent {
				class = Wire
			}
			if mover == nil {
				mover = origin(p.now)
			}
			d.whole(keys.VerbMove, class, p, placeOf(before, p.old), placeOf(after, p.now), mover)
		}
		d.elements(*p.old, *p.now)
	}
}

// whole adds a difference of an element as a whole.
func (d *differ) whole(verb string, class Class, p pair, from, to string, after *tree.Node) {
	at := p.now
	if at == nil {
		at = p.old
	}
	d.found = append(d.found, Difference{Path: at.String(), Class: class, Verb: verb, From: from, To: to, Before: origin(p.old), After: after})
}

// placeOf words a place as an overlay does.
func placeOf(list []keys.Element, of *keys.Element) string {
	i := slices.IndexFunc(list, func(t keys.Element) bool { return t.Node == of.Node })
	if i == 0 {
		return "first"
	}
	return "after " + list[i-1].Name()
}

// summary describes an element.
func summary(t *keys.Element) string {
	what := t.Shape.Noun()
	if kind := t.Node.Str("type"); kind != "" && t.Shape.HasKind() {
		what += " of type " + kind
		if t.Node.Str("required") == "true" {
			what += ", required"
		}
	}
	return what
}

// origin is the node of an element with the place of its name, nil for none.
func origin(t *keys.Element) *tree.Node {
	if t == nil {
		return nil
	}
	return t.Node.Named(t.Shape.ID)
}

// decided is the origin of the last change to the second platform that decided something, nil where none did.
func (d *differ) decided(isAbout func(*overlay.Entry) bool) *tree.Node {
	for _, r := range slices.Backward(d.b.Log) {
		if isAbout(&r) {
			return r.Origin()
		}
	}
	return nil
}
