package spec

import (
	"slices"

	"github.com/replygen/replygen/spec/diag"
)

type nodeKind int

const (
	scalar nodeKind = iota
	sequence
	mapping
)

// scalarTag is the YAML type of a scalar, by the short name of its tag.
type scalarTag string

const (
	stringTag scalarTag = "str"
	intTag    scalarTag = "int"
	floatTag  scalarTag = "float"
	boolTag   scalarTag = "bool"
)

// node is one value of a spec file with its place. Overlays change trees of nodes, so that whatever is decoded from a
// tree later still knows where each value was written, and what it replaced.
type node struct {
	kind    nodeKind
	tag     scalarTag
	text    string
	quoted  bool
	flow    bool
	span    diag.Span
	entries []entry
	items   []*node

	// by is the change of an overlay that put this value here; nil for a value of the base spec.
	by *author
	// prev is what stood here before that change; nil when nothing did.
	prev *node
}

// author is the change of an overlay that put a value into a tree.
type author struct {
	overlay, verb, because string
	// span is where the overlay states the change.
	span diag.Span
}

type entry struct{ key, value *node }

// get returns the value of a key, nil when there is none.
func (n *node) get(key string) *node {
	if n == nil {
		return nil
	}
	for _, e := range n.entries {
		if e.key.text == key {
			return e.value
		}
	}
	return nil
}

// str returns the text of a key's scalar, "" when there is none.
func (n *node) str(key string) string {
	if v := n.get(key); v != nil && v.kind == scalar {
		return v.text
	}
	return ""
}

// keyNode returns the node of the key itself.
func (n *node) keyNode(key string) *node {
	for _, e := range n.entries {
		if e.key.text == key {
			return e.key
		}
	}
	return nil
}

// textNode is a string.
func textNode(text string) *node { return &node{kind: scalar, tag: stringTag, text: text} }

// put is set with the text of the key.
func (n *node) put(key string, value *node) { n.set(textNode(key), value) }

// set puts a value under a key, at the end when the key is new, and returns what stood there.
func (n *node) set(key, value *node) *node {
	for i, e := range n.entries {
		if e.key.text == key.text {
			n.entries[i] = entry{key: key, value: value}
			return e.value
		}
	}
	n.entries = append(n.entries, entry{key: key, value: value})
	return nil
}

func (n *node) unset(key string) *node {
	for i, e := range n.entries {
		if e.key.text == key {
			n.entries = slices.Delete(n.entries, i, i+1)
			return e.value
		}
	}
	return nil
}

// named is a mapping with the place of its name.
func (n *node) named(idKey string) *node {
	id := n.get(idKey)
	if id == nil {
		return n
	}
	out := *n
	out.span = id.span
	return &out
}

// child returns the mapping in a sequence whose identity key has the value id, and its index.
func (n *node) child(idKey, id string) (*node, int) {
	if n == nil {
		return nil, -1
	}
	for i, item := range n.items {
		if item.kind == mapping && item.str(idKey) == id && id != "" {
			return item, i
		}
	}
	return nil, -1
}

// ids lists the identities of the mappings in a sequence.
func (n *node) ids(idKey string) []string {
	if n == nil {
		return nil
	}
	var out []string
	for _, item := range n.items {
		if id := item.str(idKey); id != "" {
			out = append(out, id)
		}
	}
	return out
}

// equal compares values, not places. The order of keys means nothing, the order of items does.
func (n *node) equal(m *node) bool {
	if n == nil || m == nil {
		return n == m
	}
	if n.kind != m.kind || len(n.entries) != len(m.entries) {
		return false
	}
	switch n.kind {
	case scalar:
		return n.tag == m.tag && n.text == m.text
	case sequence:
		return slices.EqualFunc(n.items, m.items, (*node).equal)
	default:
		for _, e := range n.entries {
			if other := m.get(e.key.text); other == nil || !e.value.equal(other) {
				return false
			}
		}
		return true
	}
}

// same is equal without a look at tags: the keys of a thing say what a value is, and where they ask for a number, text
// is an error. An empty list is none.
func (n *node) same(m *node) bool {
	switch {
	case n.isNone() || m.isNone():
		return n.isNone() && m.isNone()
	case n.kind != m.kind:
		return false
	}
	switch n.kind {
	case scalar:
		return n.text == m.text
	case sequence:
		return slices.EqualFunc(n.items, m.items, (*node).same)
	default:
		differs := func(of, in *node) bool {
			return slices.ContainsFunc(of.entries, func(e entry) bool { return !e.value.same(in.get(e.key.text)) })
		}
		return !differs(n, m) && !differs(m, n)
	}
}

func (n *node) isNone() bool { return n == nil || n.kind == sequence && len(n.items) == 0 }

// clone copies a tree.
func (n *node) clone() *node {
	if n == nil {
		return nil
	}
	out := *n
	out.entries, out.items = slices.Clone(n.entries), slices.Clone(n.items)
	for i, e := range out.entries {
		out.entries[i] = entry{key: e.key, value: e.value.clone()}
	}
	for i, item := range out.items {
		out.items[i] = item.clone()
	}
	return &out
}

// setBy marks a value and everything below it as put here by a change.
func (n *node) setBy(c *author) {
	n.by = c
	for _, e := range n.entries {
		e.key.by = c
		e.value.setBy(c)
	}
	for _, item := range n.items {
		item.setBy(c)
	}
}

// inherit links a value, and the keys below it, to what they replace.
func (n *node) inherit(old *node) {
	n.prev = old
	if old == nil || n.kind != mapping || old.kind != mapping {
		return
	}
	for _, e := range n.entries {
		if before := old.get(e.key.text); before != nil {
			e.value.inherit(before)
		}
	}
}
