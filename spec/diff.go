package spec

import (
	"slices"

	"github.com/replygen/replygen/spec/internal/tree"
)

// diffClass is a Class of the package spec.
type diffClass int

const (
	docs diffClass = iota
	api
	widening
	narrowing
	wire
)

// difference is an element or key in which two documents differ: a Difference of the package spec.
type difference struct {
	path          string
	class         diffClass
	verb          string
	from, to      string
	before, after *tree.Node
}

// differences lists what differs between two documents.
func differences(a, b *document) []difference {
	d := &differ{a: side{a, scalarNodes(a)}, b: side{b, scalarNodes(b)}}
	d.things(a.elements(), b.elements())
	return d.found
}

type differ struct {
	a, b side
	// sent says that what is compared is sent by the platform: a service reads it.
	sent  bool
	found []difference
}

// side is one of the two platforms.
type side struct {
	*document
	scalars map[string]*tree.Node
}

func scalarNodes(d *document) map[string]*tree.Node {
	out := map[string]*tree.Node{}
	if list := d.root.Get("scalars"); list != nil {
		for _, n := range list.Items {
			out[n.Str("name")] = n
		}
	}
	return out
}

// things compares two things of one path.
func (d *differ) things(a, b thing) {
	for _, k := range a.shape.ownKeys() {
		d.key(k, a, b)
	}
	if a.shape.hasKind() && structure(a) != structure(b) {
		return // that of the type is told, and nothing below has a counterpart
	}
	for _, f := range families(a.shape) {
		if a.shape == specShape {
			d.sent = f.key.sent
		}
		d.family(f, f.members(a), f.members(b))
	}
}

// structure is the kind of a thing as far as it decides what can be below it.
func structure(t thing) string {
	switch k := t.kindOf(); k {
	case kindObject, kindList, kindUnion:
		return k
	default:
		return ""
	}
}

func (d *differ) key(k *key, a, b thing) {
	from, to := a.node.Get(k.name), b.node.Get(k.name)
	if from.Same(to) {
		return
	}
	c := difference{
		path: b.keyPath(k.name), class: d.keyClass(k, a, b), verb: verbEdit,
		from: from.Inline(), to: to.Inline(), before: from, after: to,
	}
	switch {
	case from == nil:
		c.verb = verbAdd
	case to == nil:
		c.verb, c.after = verbRemove, d.b.goneKey(b, k.name)
	}
	d.found = append(d.found, c)
}

func (t thing) keyPath(key string) string { return joinPath(append(slices.Clone(t.path), key)) }

// family compares what two things hold under one key.
func (d *differ) family(f family, before, after []thing) {
	moved := movedNames(names(before), names(after))
	for i, m := range after {
		old := named(before, m.name())
		switch {
		case old == nil:
			d.found = append(d.found, difference{path: m.String(), class: d.addedClass(m), verb: verbAdd, to: m.summary(), after: m.origin()})
			continue
		case slices.Contains(moved, m.name()):
			class := docs
			if f.ordered() && !d.sent {
				class = wire
			}
			j := slices.IndexFunc(before, func(t thing) bool { return t.name() == m.name() })
			d.found = append(d.found, difference{
				path: m.String(), class: class, verb: verbMove,
				from: placeOf(before, j), to: placeOf(after, i), before: old.origin(), after: d.b.mover(m),
			})
		}
		d.things(*old, m)
	}
	for _, m := range before {
		if named(after, m.name()) == nil {
			d.found = append(d.found, difference{path: m.String(), class: d.goneClass(m), verb: verbRemove, from: m.summary(), before: m.origin(), after: d.b.gone(m)})
		}
	}
}

func names(list []thing) []string {
	var out []string
	for _, t := range list {
		out = append(out, t.name())
	}
	return out
}

func named(list []thing, name string) *thing {
	for i := range list {
		if list[i].name() == name {
			return &list[i]
		}
	}
	return nil
}

// placeOf words a place as an overlay does.
func placeOf(list []thing, i int) string {
	if i == 0 {
		return "first"
	}
	return "after " + list[i-1].name()
}

// summary says what a thing is.
func (t thing) summary() string {
	what := t.shape.noun()
	if kind := t.node.Str("type"); kind != "" && t.shape.hasKind() {
		what += " of type " + kind
		if t.node.Str("required") == "true" {
			what += ", required"
		}
	}
	return what
}

// origin is the node of an element with the place of its name.
func (t thing) origin() *tree.Node {
	if t.shape.id != "" {
		return t.node.Named(t.shape.id)
	}
	return t.node
}

// gone is the origin of a removal, nil when no overlay of the side did it.
func (s side) gone(t thing) *tree.Node {
	for i := len(s.log) - 1; i >= 0; i-- {
		if r := &s.log[i]; r.verb == verbRemove && r.concerns(t.path) {
			return r.origin()
		}
	}
	return nil
}

// goneKey is gone for a key of a thing.
func (s side) goneKey(t thing, key string) *tree.Node {
	for i := len(s.log) - 1; i >= 0; i-- {
		r := &s.log[i]
		if r.key == key && slices.Equal(r.path, t.path) || r.verb == verbReplace && r.concerns(t.path) {
			return r.origin()
		}
	}
	return nil
}

// mover is the origin of a thing's place.
func (s side) mover(t thing) *tree.Node {
	for i := len(s.log) - 1; i >= 0; i-- {
		if r := &s.log[i]; r.verb == verbMove && slices.Equal(r.path, t.path) {
			return r.origin()
		}
	}
	return t.origin()
}
