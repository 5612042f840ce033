package tree

import (
	"slices"

	"github.com/replygen/replygen/spec/diag"
)

// Kind is the form of a node.
type Kind int

// The forms of a node.
const (
	Scalar Kind = iota
	Sequence
	Mapping
)

// Tag is the YAML type of a scalar, by the short name of its tag.
type Tag string

// The types of a scalar.
const (
	StringTag Tag = "str"
	IntTag    Tag = "int"
	floatTag  Tag = "float"
	BoolTag   Tag = "bool"
	// NullTag is the type of a value that was left out, which is reported where it is read.
	NullTag Tag = "null"
)

// Node is one value of a spec file with its place. Overlays change trees of nodes, so that whatever is decoded from a
// tree later still knows where each value was written, and what it replaced.
type Node struct {
	Kind    Kind
	Tag     Tag
	Text    string
	Flow    bool
	Span    diag.Span
	Entries []Entry
	Items   []*Node
	// Lost are the keys of a mapping whose values could not be read, "" for one that is not known.
	Lost []string

	// By is the change of an overlay that put this value here; nil for a value of the base spec.
	By *Change
	// Prev is what stood here before that change; nil when nothing did.
	Prev *Node
}

// Change is the change of an overlay that put a value into a tree.
type Change struct {
	Overlay, Verb, Because string
	// Span is where the overlay states the change.
	Span diag.Span
}

// Entry is a key of a mapping with its value.
type Entry struct{ Key, Value *Node }

// Get returns the value of a key, nil when there is none.
func (n *Node) Get(key string) *Node { return n.entry(key).Value }

// KeyNode returns the node of the key itself.
func (n *Node) KeyNode(key string) *Node { return n.entry(key).Key }

func (n *Node) entry(key string) Entry {
	if n != nil {
		for _, e := range n.Entries {
			if e.Key.Text == key {
				return e
			}
		}
	}
	return Entry{}
}

// List returns the items of the list under a key, none where the key is absent.
func (n *Node) List(key string) []*Node {
	if list := n.Get(key); list != nil {
		return list.Items
	}
	return nil
}

// HasLost reports whether a key may be one whose value could not be read.
func (n *Node) HasLost(key string) bool {
	return slices.Contains(n.Lost, key) || slices.Contains(n.Lost, "")
}

// Str returns the text of a key's scalar, "" when there is none.
func (n *Node) Str(key string) string {
	if v := n.Get(key); v != nil && v.Kind == Scalar {
		return v.Text
	}
	return ""
}

// Text is a string.
func Text(text string) *Node { return &Node{Kind: Scalar, Tag: StringTag, Text: text} }

// Put is set with the text of the key.
func (n *Node) Put(key string, value *Node) { n.Set(Text(key), value) }

// Set puts a value under a key, at the end when the key is new, and returns what stood there.
func (n *Node) Set(key, value *Node) *Node {
	for i, e := range n.Entries {
		if e.Key.Text == key.Text {
			n.Entries[i] = Entry{Key: key, Value: value}
			return e.Value
		}
	}
	n.Entries = append(n.Entries, Entry{Key: key, Value: value})
	return nil
}

// Unset takes a key away and returns its value, nil when there was none.
func (n *Node) Unset(key string) *Node {
	for i, e := range n.Entries {
		if e.Key.Text == key {
			n.Entries = slices.Delete(n.Entries, i, i+1)
			return e.Value
		}
	}
	return nil
}

// Named is a mapping with the place of its name.
func (n *Node) Named(idKey string) *Node {
	id := n.Get(idKey)
	if id == nil {
		return n
	}
	out := *n
	out.Span = id.Span
	return &out
}

// Equal compares values, not places. The order of keys means nothing, the order of items does.
func (n *Node) Equal(m *Node) bool { return n.equal(m, true) }

// Same is Equal without a look at tags: the keys of an element say what a value is, and where they ask for a number, text
// is an error. An empty list is none.
func (n *Node) Same(m *Node) bool { return n.equal(m, false) }

func (n *Node) equal(m *Node, strict bool) bool {
	isNone := func(n *Node) bool { return n == nil || !strict && n.Kind == Sequence && len(n.Items) == 0 }
	equal := func(n, m *Node) bool { return n.equal(m, strict) }
	lacks := func(n, m *Node) bool {
		return slices.ContainsFunc(n.Entries, func(e Entry) bool { return !e.Value.equal(m.Get(e.Key.Text), strict) })
	}
	switch {
	case isNone(n) || isNone(m):
		return isNone(n) && isNone(m)
	case n.Kind != m.Kind || strict && n.Tag != m.Tag:
		return false
	}
	return n.Text == m.Text && slices.EqualFunc(n.Items, m.Items, equal) && !lacks(n, m) && !lacks(m, n)
}

// Clone copies a tree.
func (n *Node) Clone() *Node {
	if n == nil {
		return nil
	}
	out := *n
	out.Entries, out.Items = slices.Clone(n.Entries), slices.Clone(n.Items)
	for i, e := range out.Entries {
		out.Entries[i] = Entry{Key: e.Key, Value: e.Value.Clone()}
	}
	for i, item := range out.Items {
		out.Items[i] = item.Clone()
	}
	return &out
}

// SetBy marks a value and everything below it as put here by a change.
func (n *Node) SetBy(c *Change) {
	n.By = c
	for _, e := range n.Entries {
		e.Key.By = c
		e.Value.SetBy(c)
	}
	for _, item := range n.Items {
		item.SetBy(c)
	}
}

// Inherit links a value, and the keys below it, to what they replace.
func (n *Node) Inherit(old *Node) {
	n.Prev = old
	if old == nil || n.Kind != Mapping || old.Kind != Mapping {
		return
	}
	for _, e := range n.Entries {
		if before := old.Get(e.Key.Text); before != nil {
			e.Value.Inherit(before)
		}
	}
}
