package spec

import (
	"fmt"
	"slices"
)

// writeOverlay writes an overlay of that name that turns the tree a, which extends names, into b.
func writeOverlay(a, b *node, name, extends string) ([]byte, error) {
	if !namePattern.MatchString(name) {
		return nil, fmt.Errorf("overlay name %q: letters, digits, _ and -, a letter first", name)
	}
	w := &overlayWriter{changes: &node{kind: sequence}, platform: &node{kind: mapping}}
	w.things(thing{shape: specShape, node: a.clone()}, thing{shape: specShape, node: b.clone()}, spot{})
	root := &node{kind: mapping}
	root.put("replygen", &node{kind: scalar, tag: intTag, text: "1"})
	root.put("overlay", textNode(name))
	root.put("extends", textNode(extends))
	if len(w.platform.entries) > 0 {
		root.put("platform", w.platform)
	}
	if len(w.changes.items) > 0 {
		root.put("changes", w.changes)
	}
	return encodeYAML(root, nil)
}

// overlayWriter collects changes.
type overlayWriter struct {
	platform, changes *node
}

// spot is where a change puts a thing among its siblings: first, last, or after one. The zero spot is nowhere else.
type spot struct{ key, sibling string }

// change starts a change.
func (w *overlayWriter) change(verb string, t thing, to spot) *node {
	n := &node{kind: mapping}
	n.put(verb, textNode(t.String()))
	w.changes.items = append(w.changes.items, n)
	switch {
	case to.sibling != "":
		n.put(to.key, textNode(to.sibling))
	case to.key != "":
		n.put(to.key, &node{kind: scalar, tag: boolTag, text: "true"})
	}
	return n
}

// things turns one thing into another of the same path, and moves it to a place.
func (w *overlayWriter) things(a, b thing, at spot) {
	if cannotEdit(a, b) {
		if !a.node.equal(b.node) {
			w.change(verbReplace, b, at).put("value", valueOf(b))
		} else if at != (spot{}) {
			w.change(verbMove, b, at)
		}
		return
	}
	w.keys(a, b, at)
	for _, f := range families(a.shape) {
		w.family(f, f.members(a), f.members(b))
	}
}

// cannotEdit reports whether a thing has to be stated anew: what is below it changes its form, or stands under a name
// that a path takes for the rules of the thing.
func cannotEdit(a, b thing) bool {
	if a.shape.hasKind() && structure(a) != structure(b) {
		return true
	}
	hides, _ := b.node.get("fields").child(fieldShape.id, "rules")
	return hides != nil && b.shape.key("rules") != nil
}

// keys edits what is no thing of its own.
func (w *overlayWriter) keys(a, b thing, at spot) {
	set, unset := &node{kind: mapping}, &node{kind: sequence, flow: true}
	for _, k := range a.shape.ownKeys() {
		from, to := a.node.get(k.name), b.node.get(k.name)
		switch {
		case to == nil && from != nil:
			unset.items = append(unset.items, textNode(k.name))
		case to != nil && !to.equal(from):
			set.put(k.name, to)
		}
	}
	if a.shape == platformShape {
		w.platform, set = set, &node{}
	}
	switch {
	case len(set.entries) > 0 || len(unset.items) > 0:
		n := w.change(verbEdit, b, at)
		if len(set.entries) > 0 {
			set.flow = fitsALine(set)
			n.put("set", set)
		}
		if len(unset.items) > 0 {
			n.put("unset", unset)
		}
	case at != (spot{}):
		w.change(verbMove, b, at)
	}
}

// family turns one order of siblings into another: what moves or is new goes where its elder sibling stands by then.
func (w *overlayWriter) family(f family, before, after []thing) {
	order, moved := names(before), movedNames(names(before), names(after))
	for i, m := range after {
		old := named(before, m.name())
		var to spot
		if old == nil || slices.Contains(moved, m.name()) {
			order, to = placed(order, names(after[:i]), m.name())
		}
		switch {
		case old != nil:
			w.things(*old, m, to)
		case !f.isList() || to.key == "last" && !f.ordered():
			w.change(verbAdd, m, spot{}).put("value", valueOf(m))
		default:
			w.change(verbAdd, m, to).put("value", valueOf(m))
		}
	}
	for _, m := range before {
		if named(after, m.name()) == nil {
			w.change(verbRemove, m, spot{})
		}
	}
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

// valueOf is a thing without the name that its path has already.
func valueOf(t thing) *node {
	n := t.node.clone()
	if t.shape.id != "" {
		n.unset(t.shape.id)
	}
	if len(n.entries) == 0 {
		n.flow = true // {}
	}
	return n
}

// maxFlow is about what an author still writes on one line, in bytes.
const maxFlow = 100

// fitsALine reports whether a mapping reads well as { }.
func fitsALine(n *node) bool {
	size := 0
	for _, e := range n.entries {
		if e.value.kind != scalar && !e.value.flow {
			return false
		}
		size += len(e.key.text) + len(e.value.inline()) + len(": , ")
	}
	return size <= maxFlow
}
