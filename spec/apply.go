package spec

import (
	"slices"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/code"
)

// applier changes a tree, one overlay after the other.
type applier struct {
	document
	p *problems
	// removed remembers, by path, the change that removed a thing which is still gone.
	removed map[string]*change
	// made are the changes so far.
	made []Change
}

func (a *applier) did(r act) { a.log = append(a.log, r) }

// apply makes all changes of an overlay, in the order in which they stand.
func (a *applier) apply(name string, overlay *node) {
	if meta := overlay.get("platform"); meta != nil {
		c := &change{author: author{overlay: name, verb: verbEdit, span: meta.span}, at: meta, path: []string{"platform"}}
		pl := &place{shape: platformShape, node: a.root.get("platform")}
		for _, e := range meta.entries {
			a.put(c, pl, e)
		}
	}
	list := overlay.get("changes")
	if list == nil {
		return
	}
	docsOnly := overlay.str("kind") == "docs"
	seen := map[string]*change{}
	for _, n := range list.items {
		c := readChange(name, n, a.p)
		if c == nil {
			continue
		}
		path := joinPath(c.path)
		if first := seen[path]; first != nil {
			a.p.atWith(c.at, code.DuplicateChange, "say it in one change", firstNote(first.at), "%q is changed twice", path)
			continue
		}
		seen[path] = c
		if pl := a.resolvePresent(c); pl != nil {
			if docsOnly {
				a.holdToDocs(c, pl)
			}
			a.made = append(a.made, record(c, pl))
			a.change(c, pl)
		}
	}
}

// resolvePresent resolves a path and holds the target to being there, or absent for add; nil when there is nothing to
// do.
func (a *applier) resolvePresent(c *change) *place {
	if c.node.str("if_present") == "true" && a.missing(c) {
		return nil
	}
	pl := a.resolve(c)
	switch {
	case pl == nil:
		return nil
	case pl.what == "rules":
		a.p.at(c.at, code.Path, "name one rule: "+c.at.text+".NAME", "path %q names all rules at once", c.at.text)
		return nil
	case c.verb == verbAdd && pl.node != nil:
		a.p.atWith(c.at, code.Exists, "edit or replace it", declaredHere(pl.node, pl.name), "add: %s is there already", pl.words())
		return nil
	case c.verb != verbAdd && pl.node == nil:
		a.absent(c, pl, len(c.path))
		return nil
	}
	return pl
}

// missing reports whether all that is wrong with a change's path is that something on it is not there.
func (a *applier) missing(c *change) bool {
	silent := &applier{document: a.document, p: &problems{}, removed: a.removed}
	if pl := silent.resolve(c); pl != nil {
		return pl.node == nil
	}
	return !slices.ContainsFunc(silent.p.list.Diagnostics, func(d diag.Diagnostic) bool { return d.Code != code.Target })
}

func (a *applier) change(c *change, pl *place) {
	if was := c.node.get("was"); was != nil && !a.asItWas(pl, was) {
		return
	}
	if pl.fixed && c.verb != verbEdit && (pl.what != "item" || c.verb != verbReplace) {
		a.p.at(c.at, code.Verb, "edit it", "%s: %s is always there", c.verb, pl.words())
		return
	}
	switch c.verb {
	case verbAdd:
		a.add(c, pl)
	case verbEdit:
		a.edit(c, pl)
	case verbReplace:
		a.replace(c, pl)
	case verbRemove:
		a.remove(c, pl)
	case verbMove:
		if !pl.list {
			a.noPlace(c, pl)
			return
		}
		if i := a.index(c, pl, true); i >= 0 {
			a.move(c, pl, i)
		}
	}
}

// asItWas compares the target with what the overlay's author saw.
func (a *applier) asItWas(pl *place, was *node) bool {
	ok := true
	for _, e := range was.entries {
		now := pl.node.get(e.key.text)
		if now.equal(e.value) {
			continue
		}
		ok = false
		if now == nil {
			a.p.atWith(e.key, code.Was, "", declaredHere(pl.node, pl.name), "%s has no %q", pl.words(), e.key.text)
			continue
		}
		notes := []diag.Note{{Span: now.span, Message: "it is set here"}}
		if now.kind == scalar && e.value.kind == scalar {
			a.p.atWith(e.value, code.Was, "", notes, "%q of %s is %q by now, not %q", e.key.text, pl.words(), now.text, e.value.text)
			continue
		}
		a.p.atWith(e.value, code.Was, "", notes, "%q of %s is something else by now", e.key.text, pl.words())
	}
	return ok
}

func (a *applier) add(c *change, pl *place) {
	value := a.value(c, pl)
	if value == nil {
		return
	}
	if !pl.list {
		if hasPlace(c) {
			a.noPlace(c, pl)
			return
		}
		a.root.set(keyFor(c, pl.key), value)
		delete(a.removed, joinPath(c.path))
		a.did(act{by: &c.author, path: c.path, shape: pl.shape, verb: verbAdd, at: c.at})
		return
	}
	i := a.index(c, pl, pl.ordered)
	if i < 0 {
		return
	}
	a.did(act{by: &c.author, path: c.path, shape: pl.shape, verb: verbAdd, at: c.at})
	list := pl.siblings()
	if list == nil {
		list = &node{kind: sequence, span: c.at.span}
		pl.owner.set(keyFor(c, pl.key), list)
	}
	list.items = slices.Insert(list.items, i, value)
	delete(a.removed, joinPath(c.path))
	delete(a.removed, joinPath(c.path[:len(c.path)-1]))
}

// value returns what add and replace state, with the name from the path.
func (a *applier) value(c *change, pl *place) *node {
	value := c.node.get("value")
	if value == nil {
		a.p.at(c.at, code.MissingKey, "", "%s: the key \"value\" is missing", c.verb)
		return nil
	}
	value.setBy(&c.author)
	if !pl.list {
		return value
	}
	if id := value.get(pl.shape.id); id != nil && id.text != pl.name {
		a.p.at(id, code.Path, "leave it out", "the path names %q and the value %q", pl.name, id.text)
		return nil
	}
	value.entries = append([]entry{{
		key:   keyFor(c, pl.shape.id),
		value: &node{kind: scalar, tag: stringTag, text: pl.name, span: c.span, by: &c.author},
	}}, slices.DeleteFunc(value.entries, func(e entry) bool { return e.key.text == pl.shape.id })...)
	return value
}

func keyFor(c *change, name string) *node {
	return &node{kind: scalar, tag: stringTag, text: name, span: c.span, by: &c.author}
}

func (a *applier) edit(c *change, pl *place) {
	set, unset := c.node.get("set"), c.node.get("unset")
	placed := hasPlace(c)
	if (set == nil || len(set.entries) == 0) && unset == nil && !placed {
		a.p.at(c.at, code.NoChange, "add `set` or `unset`", "edit: nothing changes")
		return
	}
	if set != nil {
		for _, e := range set.entries {
			a.setKey(c, pl, e)
		}
	}
	if unset != nil {
		for _, k := range unset.items {
			if set.get(k.text) != nil {
				a.p.at(k, code.NoChange, "say one of them", "%q is set and unset in one change", k.text)
				continue
			}
			a.unsetKey(c, pl, k)
		}
	}
	if placed {
		if !pl.list {
			a.noPlace(c, pl)
		} else if i := a.index(c, pl, true); i >= 0 {
			a.move(c, pl, i)
		}
	}
}

func (a *applier) setKey(c *change, pl *place, e entry) {
	if !a.editable(c, pl, e.key) {
		return
	}
	if now := pl.node.get(e.key.text); now.equal(e.value) {
		a.p.atWith(e.key, code.NoChange, "delete the line", []diag.Note{{Span: now.span, Message: "it is set here"}}, "%q of %s has this value already", e.key.text, pl.words())
		return
	}
	a.put(c, pl, e)
}

// put sets a key and links the new value to the old one.
func (a *applier) put(c *change, pl *place, e entry) {
	e.value.setBy(&c.author)
	old := pl.node.set(e.key, e.value)
	e.value.inherit(old)
	a.did(act{by: &c.author, path: c.path, key: e.key.text, shape: pl.shape, verb: c.verb, at: e.value, old: old})
}

func (a *applier) unsetKey(c *change, pl *place, k *node) {
	if !a.editable(c, pl, k) {
		return
	}
	if pl.node.get(k.text) == nil {
		a.p.at(k, code.NoChange, "delete the line", "%s has no %q to unset", pl.words(), k.text)
		return
	}
	a.did(act{by: &c.author, path: c.path, key: k.text, shape: pl.shape, verb: c.verb, at: k, old: pl.node.unset(k.text)})
}

// editable reports keys that an edit cannot touch.
func (a *applier) editable(c *change, pl *place, k *node) bool {
	switch {
	case pl.shape.key(k.text) == nil:
		a.p.at(k, code.UnknownKey, unknownKeyHint(k.text, pl.shape), "%s has no key %q", pl.shape.name, k.text)
		return false
	case slices.Contains(childKeys, k.text):
		a.p.at(k, code.Children, childHint(c.at.text, k.text), "%q holds what has a path of its own", k.text)
		return false
	case pl.list && k.text == pl.shape.id:
		a.p.at(k, code.Children, "remove the old one and add the new one", "%q is the name of the %s and cannot be edited", k.text, pl.what)
		return false
	}
	return true
}

// childHint says how the things below a key are reached from a path.
func childHint(path, key string) string {
	switch key {
	case "item":
		return "write `edit: " + path + ".item`"
	case "rules":
		return "name each by its path: " + path + ".rules.NAME"
	}
	return "name each by its path: " + path + ".NAME"
}

func (a *applier) replace(c *change, pl *place) {
	value := a.value(c, pl)
	if value == nil {
		return
	}
	if value.equal(pl.node) {
		a.p.atWith(c.at, code.NoChange, "delete the change", declaredHere(pl.node, pl.name), "replace: nothing changes")
		return
	}
	if hasPlace(c) && !pl.list {
		a.p.at(c.at, code.Verb, "", "%s: %s has no place among siblings", c.verb, pl.words())
		return
	}
	value.inherit(pl.node)
	a.did(act{by: &c.author, path: c.path, shape: pl.shape, verb: verbReplace, at: c.at, old: pl.node})
	if !pl.list {
		pl.owner.set(keyFor(c, pl.key), value)
		return
	}
	list := pl.siblings()
	i := slices.Index(list.items, pl.node)
	list.items[i] = value
	pl.node = value
	if hasPlace(c) {
		if i = a.index(c, pl, true); i >= 0 {
			a.move(c, pl, i)
		}
	}
}

func (a *applier) remove(c *change, pl *place) {
	a.removed[joinPath(c.path)] = c
	if pl.what == "list" {
		s := specShape.key(pl.key).of
		for _, n := range pl.node.items {
			path := []string{pl.key, n.str(s.id)}
			a.removed[joinPath(path)] = c
			a.did(act{by: &c.author, path: path, shape: s, verb: verbRemove, at: c.at, old: n})
		}
	} else {
		a.did(act{by: &c.author, path: c.path, shape: pl.shape, verb: verbRemove, at: c.at, old: pl.node})
	}
	if !pl.list {
		pl.owner.unset(pl.key)
		return
	}
	list := pl.siblings()
	list.items = slices.DeleteFunc(list.items, func(n *node) bool { return n == pl.node })
	if needed := pl.needed || pl.owner == a.root && specShape.key(pl.key).required; len(list.items) == 0 && !needed {
		pl.owner.unset(pl.key) // an empty list of fields, rules or scalars is written as none
	}
}
