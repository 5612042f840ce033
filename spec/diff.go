package spec

import (
	"slices"
)

// Class says what a change between two platforms means to those who write and read replies.
type Class int

// The classes, each with what somebody for whom the first platform was right meets with the second. The last three may
// change the generated Go API too: a field that becomes required moves into its constructor.
const (
	// Docs: evidence, or the same said in another way.
	Docs Class = iota
	// API: the documents are the same, Go names or types are others.
	API
	// Widening: every reply that was valid is, with the same bytes.
	Widening
	// Narrowing: the form on the wire is the same, but some reply that was valid is not.
	Narrowing
	// Wire: some document is not one of the second platform, or is written in another way: elements, their order,
	// kinds, constants, CDATA, the root, the types of replies.
	Wire
)

var classNames = []string{"docs", "api", "widening", "narrowing", "wire"}

// String returns the class's name: docs, api, widening, narrowing or wire.
func (c Class) String() string { return classNames[c] }

// MarshalText is String, for encoding/json.
func (c Class) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// Difference is one thing in which two platforms differ.
type Difference struct {
	// Path names a thing, or a key of one: replies.text.Content, replies.text.Content.max_bytes.
	Path  string
	Class Class
	// Verb is add, edit, remove or move. Only a key is edited.
	Verb string
	// From and To are the values, text as it is and all else as YAML on one line; of a thing that moved, the places. Of
	// what was added or removed the one that is missing is "".
	From, To string
	// Before and After say where it stands. Before is nil for what was added; After is nil for what is not there,
	// unless an overlay removed it.
	Before, After *Origin
}

// Diff lists what differs between two platforms, in the order of b; what only a has comes after its siblings. It is
// empty exactly when the platforms are equal.
//
// What is no reply's matter is classed by what a service that was right for a meets: a shorter deadline, fewer attempts
// or a missing ack are narrowing, and so is a delivery of which a says nothing; other elements to recognise a repeated
// delivery by are wire, as is a mode of security that is gone. Of what the platform sends, a message, an event, the
// service is the reader: an element more is widening, one that may be missing now is narrowing, and order means nothing.
func Diff(a, b *Platform) []Difference {
	d := &differ{a: side{a, scalarNodes(a)}, b: side{b, scalarNodes(b)}}
	d.things(thing{shape: specShape, node: a.tree}, thing{shape: specShape, node: b.tree})
	return d.found
}

type differ struct {
	a, b side
	// sent says that what is compared is sent by the platform: a service reads it.
	sent  bool
	found []Difference
}

// side is one of the two platforms.
type side struct {
	platform *Platform
	scalars  map[string]*node
}

func scalarNodes(p *Platform) map[string]*node {
	out := map[string]*node{}
	if list := p.tree.get("scalars"); list != nil {
		for _, n := range list.items {
			out[n.str("name")] = n
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
	from, to := a.node.get(k.name), b.node.get(k.name)
	if from.same(to) {
		return
	}
	c := Difference{
		Path: b.keyPath(k.name), Class: d.keyClass(k, a, b), Verb: verbEdit,
		From: from.inline(), To: to.inline(), Before: originOf(from), After: originOf(to),
	}
	switch {
	case from == nil:
		c.Verb = verbAdd
	case to == nil:
		c.Verb, c.After = verbRemove, d.b.goneKey(b, k.name)
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
			d.found = append(d.found, Difference{Path: m.String(), Class: d.addedClass(m), Verb: verbAdd, To: m.summary(), After: m.origin()})
			continue
		case slices.Contains(moved, m.name()):
			class := Docs
			if f.ordered() && !d.sent {
				class = Wire
			}
			j := slices.IndexFunc(before, func(t thing) bool { return t.name() == m.name() })
			d.found = append(d.found, Difference{
				Path: m.String(), Class: class, Verb: verbMove,
				From: placeOf(before, j), To: placeOf(after, i), Before: old.origin(), After: d.b.mover(m),
			})
		}
		d.things(*old, m)
	}
	for _, m := range before {
		if named(after, m.name()) == nil {
			d.found = append(d.found, Difference{Path: m.String(), Class: d.goneClass(m), Verb: verbRemove, From: m.summary(), Before: m.origin(), After: d.b.gone(m)})
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
	if kind := t.node.str("type"); kind != "" && t.shape.hasKind() {
		what += " of type " + kind
		if t.node.str("required") == "true" {
			what += ", required"
		}
	}
	return what
}

func (t thing) origin() *Origin {
	if t.shape.id != "" {
		return originOfNamed(t.node, t.shape.id)
	}
	return originOf(t.node)
}

// gone is the origin of a removal, nil when no overlay of the side did it.
func (s side) gone(t thing) *Origin {
	if r := s.platform.remover(t.path); r != nil {
		return r.origin()
	}
	return nil
}

// goneKey is gone for a key of a thing.
func (s side) goneKey(t thing, key string) *Origin {
	for i := len(s.platform.log) - 1; i >= 0; i-- {
		r := &s.platform.log[i]
		if r.key == key && slices.Equal(r.path, t.path) || r.verb == verbReplace && r.concerns(t.path) {
			return r.origin()
		}
	}
	return nil
}

// mover is the origin of a thing's place.
func (s side) mover(t thing) *Origin {
	for i := len(s.platform.log) - 1; i >= 0; i-- {
		if r := &s.platform.log[i]; r.verb == verbMove && slices.Equal(r.path, t.path) {
			return r.origin()
		}
	}
	return t.origin()
}
