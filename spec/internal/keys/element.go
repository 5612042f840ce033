package keys

import (
	"cmp"
	"slices"
	"strings"

	"github.com/replygen/replygen/internal/goname"
	"github.com/replygen/replygen/spec/internal/tree"
)

// Element is a mapping that has a path of its own: a section, a reply, a field, a rule. A spec is a tree of
// elements; all else in it are keys of elements.
type Element struct {
	Path  []string
	Shape *Shape
	Node  *tree.Node
}

// GoName is the Go name of an element, which is made from its name unless one is stated; "" for what has none. That of an
// item or a case is made from more than its name: it is "", too, unless stated.
func (t Element) GoName(stated string) string {
	k := t.Shape.Key("go")
	switch {
	case k == nil || t.Shape.HasKind() && !k.Fits(t.KindOf()):
		return ""
	case t.Shape == Case:
		return stated
	}
	return cmp.Or(stated, goname.Of(t.Node.Str(t.Shape.ID)))
}

// HasGoNameOf reports whether two elements have one Go name.
func (t Element) HasGoNameOf(other Element) bool {
	name := t.GoName(t.Node.Str("go"))
	return name != "" && name == other.GoName(other.Node.Str("go"))
}

// SameKey reports whether a key means the same in two elements.
func (t Element) SameKey(k *Key, other Element) bool {
	return k.Same(other.KindOf(), t.Node.Get(k.Name), other.Node.Get(k.Name)) || k.Name == "go" && t.HasGoNameOf(other)
}

// Siblings is a key whose value is a list of elements, or one.
type Siblings struct {
	Key *Key
	// Prefix is the segment that stands between the holder's path and a member's name, "" for none.
	Prefix string
}

// SiblingsIn lists the keys of a shape that contain elements, in the order of the table.
func SiblingsIn(s *Shape) []Siblings {
	var out []Siblings
	for i := range s.Keys() {
		k := &s.Keys()[i]
		if !s.holds(k) {
			continue
		}
		f := Siblings{Key: k}
		if f.IsList() && (s == Spec || k.Name == "rules") {
			f.Prefix = k.Name
		}
		out = append(out, f)
	}
	return out
}

// IsList reports whether the key holds a list of elements, and not one.
func (f Siblings) IsList() bool { return f.Key.Kind == ObjectListKey }

// Ordered reports whether the order of the members is that of the wire.
func (f Siblings) Ordered() bool { return f.Key.Of == Field }

// Path is the path of a member.
func (f Siblings) Path(holder []string, name string) []string {
	if f.Prefix != "" {
		return append(slices.Clone(holder), f.Prefix, name)
	}
	return append(slices.Clone(holder), name)
}

// Of returns the elements under the key, in their order. A nil node has none.
func (f Siblings) Of(t Element) []Element {
	names, nodes := f.in(t)
	out := make([]Element, len(names))
	for i, name := range names {
		out[i] = Element{Path: f.Path(t.Path, name), Shape: f.Key.Of, Node: nodes[i]}
	}
	return out
}

// named returns the first element under the key with a name.
func (f Siblings) named(t Element, name string) (Element, bool) {
	names, nodes := f.in(t)
	i := slices.Index(names, name)
	if i < 0 {
		return Element{}, false
	}
	return Element{Path: f.Path(t.Path, name), Shape: f.Key.Of, Node: nodes[i]}, true
}

// in returns the names and the nodes of the elements under the key.
func (f Siblings) in(t Element) ([]string, []*tree.Node) {
	held := t.Node.Get(f.Key.Name)
	switch {
	case held == nil:
		return nil, nil
	case f.IsList():
		return f.Key.Of.NamesIn(held), held.Items
	}
	return []string{f.Key.Name}, []*tree.Node{held}
}

// NamesIn lists the names by which paths call the members of a list: the values of the key that identifies them. Where
// two events have one name, those that state a type go by TYPE/NAME.
func (s *Shape) NamesIn(list *tree.Node) []string {
	if list == nil {
		return nil
	}
	out := make([]string, len(list.Items))
	count := map[string]int{}
	for i, n := range list.Items {
		out[i] = n.Str(s.ID)
		count[out[i]]++
	}
	for i, n := range list.Items {
		if typ := n.Str("type"); s == Event && typ != "" && count[out[i]] > 1 {
			out[i] = typ + "/" + out[i]
		}
	}
	return out
}

// Find returns the member of a list that a segment of a path names, nil when there is none. TYPE/NAME names an event
// that has its name alone, too.
func (s *Shape) Find(list *tree.Node, name string) *tree.Node {
	i := slices.Index(s.NamesIn(list), name)
	if i < 0 && s == Event && list != nil {
		i = slices.IndexFunc(list.Items, func(n *tree.Node) bool { return n.Str("type")+"/"+n.Str("event") == name })
	}
	if i < 0 || name == "" {
		return nil
	}
	return list.Items[i]
}

// JoinPath is a path as a spec writes it.
func JoinPath(segments []string) string { return strings.Join(segments, ".") }

func (t Element) String() string { return JoinPath(t.Path) }

// Name is the last segment of the path, "" for the platform.
func (t Element) Name() string {
	if len(t.Path) == 0 {
		return ""
	}
	return t.Path[len(t.Path)-1]
}

// Descend follows a path below an element as far as it names elements, and returns the rest of it.
func (t Element) Descend(segments []string) (Element, []string) {
	if len(segments) == 0 {
		return t, segments
	}
	for _, f := range SiblingsIn(t.Shape) {
		rest := segments
		if f.Prefix != "" {
			if rest[0] != f.Prefix || len(rest) == 1 {
				continue
			}
			rest = rest[1:]
		}
		if m, ok := f.named(t, rest[0]); ok {
			return m.Descend(rest[1:])
		}
	}
	return t, segments
}

// KindOf is the kind of an element with a `type`; ids and named scalars are strings.
func (t Element) KindOf() string {
	switch name := t.Node.Str("type"); {
	case t.Shape == Scalar, name == KindID:
		return KindString
	case name == "":
		return KindObject // an item may leave it out
	case IsKind(name):
		return name
	default:
		return KindString
	}
}

// Names lists the names of elements.
func Names(list []Element) []string {
	var out []string
	for _, t := range list {
		out = append(out, t.Name())
	}
	return out
}

// Walk visits an element and everything below it.
func (t Element) Walk(visit func(Element)) {
	visit(t)
	for _, f := range SiblingsIn(t.Shape) {
		for _, m := range f.Of(t) {
			m.Walk(visit)
		}
	}
}
