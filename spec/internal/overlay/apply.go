package overlay

import (
	"cmp"
	"slices"
	"strings"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/tree"
)

// Applier changes a tree, one overlay after the other.
type Applier struct {
	Document
	p *tree.Problems
	// removed remembers, by path, the change that removed a thing which is still gone.
	removed map[string]*change
	// start is the length of the log before the overlay.
	start int
	// Made are the changes so far.
	Made []Record
}

// NewApplier returns an applier that changes a tree, and reports to p.
func NewApplier(root *tree.Node, p *tree.Problems) *Applier {
	return &Applier{Document: Document{Root: root}, p: p, removed: map[string]*change{}}
}

func (a *Applier) did(r Entry) { a.Log = append(a.Log, r) }

// Apply makes all changes of an overlay, in the order in which they stand.
func (a *Applier) Apply(name string, overlay *tree.Node) {
	if meta := overlay.Get("platform"); meta != nil {
		c := &change{Change: tree.Change{Overlay: name, Verb: keys.VerbEdit, Span: meta.Span}, at: meta, path: []string{"platform"}}
		pl := &place{shape: keys.Platform, node: a.Root.Get("platform")}
		for _, e := range meta.Entries {
			a.put(c, pl, e)
		}
	}
	list := overlay.Get("changes")
	if list == nil {
		return
	}
	a.start = len(a.Log)
	docsOnly := overlay.Str("kind") == "docs"
	seen := map[string]*change{}
	for _, n := range list.Items {
		c := readChange(name, n, a.p)
		if c == nil {
			continue
		}
		if first := seen[c.at.Text]; first != nil && first.Verb != keys.VerbRename {
			a.p.AtWith(c.at, code.DuplicateChange, "say it in one change", tree.FirstNote(first.at), "%q is changed twice", c.at.Text)
			continue
		}
		seen[c.at.Text] = c
		if a.renameEvent(c) {
			continue
		}
		if pl := a.resolvePresent(c); pl != nil {
			if docsOnly {
				a.holdToDocs(c, pl)
			}
			a.Made = append(a.Made, recordOf(c, pl))
			a.change(c, pl)
		}
	}
	a.overtakenTexts(name)
	a.followingRoot()
}

// resolvePresent resolves a path whose target must exist, or for add must not. It returns nil when the change is to be
// skipped.
func (a *Applier) resolvePresent(c *change) *place {
	if c.node.Str("if_present") == "true" && a.missing(c) {
		return nil
	}
	pl := a.resolve(c)
	switch {
	case pl == nil:
		return nil
	case pl.what == "rules":
		a.p.At(c.at, code.Path, "name one rule: "+c.at.Text+".NAME", "path %q names all rules at once", c.at.Text)
		return nil
	case c.Verb == keys.VerbAdd && pl.node != nil:
		a.p.AtWith(c.at, code.Exists, "edit or replace it", declaredHere(pl.node, pl.name), "add: %s is there already", pl.words())
		return nil
	case c.Verb != keys.VerbAdd && pl.node == nil:
		a.absent(c, pl, len(c.path))
		return nil
	}
	return pl
}

// missing reports whether all that is wrong with a change's path is that something on it is not there.
func (a *Applier) missing(c *change) bool {
	silent := &Applier{Document: a.Document, p: &tree.Problems{}, removed: a.removed}
	if pl := silent.resolve(c); pl != nil {
		return pl.node == nil
	}
	return !slices.ContainsFunc(silent.p.List.Diagnostics, func(d diag.Diagnostic) bool { return d.Code != code.Target })
}

func (a *Applier) change(c *change, pl *place) {
	if was := c.node.Get("was"); was != nil && !a.asItWas(pl, was) {
		return
	}
	if pl.fixed && c.Verb != keys.VerbEdit && c.Verb != keys.VerbRename && (pl.what != "item" || c.Verb != keys.VerbReplace) {
		a.p.At(c.at, code.Verb, "edit it", "%s: %s is always there", c.Verb, pl.words())
		return
	}
	switch c.Verb {
	case keys.VerbAdd:
		a.add(c, pl)
	case keys.VerbEdit:
		a.edit(c, pl)
	case keys.VerbReplace:
		a.replace(c, pl)
	case keys.VerbRemove:
		a.remove(c, pl)
	case keys.VerbRename:
		a.rename(c, pl)
	case keys.VerbKeep:
		a.keep(c, pl)
	case keys.VerbMove:
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
func (a *Applier) asItWas(pl *place, was *tree.Node) bool {
	ok := true
	for _, e := range was.Entries {
		now := pl.node.Get(e.Key.Text)
		if now.Equal(e.Value) {
			continue
		}
		ok = false
		if now == nil {
			a.p.AtWith(e.Key, code.Was, "check the change, then delete the line", declaredHere(pl.node, pl.name), "%s has no %q", pl.words(), e.Key.Text)
			continue
		}
		notes := []diag.Note{{Span: now.Span, Message: "it is set here"}}
		if now.Kind == tree.Scalar && e.Value.Kind == tree.Scalar {
			a.p.AtWith(e.Value, code.Was, "check the change, then write "+now.Text, notes, "%q of %s is %q by now, not %q", e.Key.Text, pl.words(), now.Text, e.Value.Text)
			continue
		}
		a.p.AtWith(e.Value, code.Was, "check the change, then write "+now.Inline(), notes, "%q of %s is something else by now", e.Key.Text, pl.words())
	}
	return ok
}

func (a *Applier) add(c *change, pl *place) {
	value := a.value(c, pl)
	if value == nil {
		return
	}
	if !pl.list {
		if hasPlace(c) {
			a.noPlace(c, pl)
			return
		}
		a.Root.Set(keyFor(c, pl.key), value)
		delete(a.removed, keys.JoinPath(c.path))
		a.did(Entry{By: &c.Change, Path: c.path, Shape: pl.shape, Verb: keys.VerbAdd, at: c.at})
		return
	}
	i := a.index(c, pl, pl.ordered)
	if i < 0 {
		return
	}
	a.did(Entry{By: &c.Change, Path: c.path, Shape: pl.shape, Verb: keys.VerbAdd, at: c.at})
	list := pl.siblings()
	if list == nil {
		list = &tree.Node{Kind: tree.Sequence, Span: c.at.Span}
		pl.owner.Set(keyFor(c, pl.key), list)
	}
	list.Items = slices.Insert(list.Items, i, value)
	delete(a.removed, keys.JoinPath(c.path))
	delete(a.removed, keys.JoinPath(c.path[:len(c.path)-1]))
}

// value returns what add and replace state, with the name from the path.
func (a *Applier) value(c *change, pl *place) *tree.Node {
	value := c.node.Get("value")
	if value == nil && c.node.HasLost("value") {
		return nil // reported
	}
	if value == nil {
		a.p.At(c.at, code.MissingKey, "add `value: {…}`", "%s: the key \"value\" is missing", c.Verb)
		return nil
	}
	value.SetBy(&c.Change)
	if !pl.list {
		return value
	}
	for _, named := range pl.names() {
		if given := value.Get(named.key); given != nil && given.Text != named.name {
			a.p.At(given, code.Path, "leave it out", "the path names %q and the value %q", pl.name, given.Text)
			return nil
		}
		value.Entries = append([]tree.Entry{{
			Key:   keyFor(c, named.key),
			Value: &tree.Node{Kind: tree.Scalar, Tag: tree.StringTag, Text: named.name, Span: c.Span, By: &c.Change},
		}}, slices.DeleteFunc(value.Entries, func(e tree.Entry) bool { return e.Key.Text == named.key })...)
	}
	return value
}

// keyName is a key whose value the path of a change gives.
type keyName struct{ key, name string }

// names are the keys of a list's member that the last segment of its path gives.
func (pl *place) names() []keyName {
	if typ, name, ok := strings.Cut(pl.name, "/"); ok && pl.shape == keys.Event {
		return []keyName{{"type", typ}, {"event", name}}
	}
	return []keyName{{pl.shape.ID, pl.name}}
}

func keyFor(c *change, name string) *tree.Node {
	return &tree.Node{Kind: tree.Scalar, Tag: tree.StringTag, Text: name, Span: c.Span, By: &c.Change}
}

func (a *Applier) edit(c *change, pl *place) {
	set, unset := c.node.Get("set"), c.node.Get("unset")
	placed := hasPlace(c)
	if (set == nil || len(set.Entries) == 0) && unset == nil && !placed {
		if len(c.node.Lost) > 0 {
			return // reported
		}
		a.p.At(c.at, code.NoChange, "add `set` or `unset`", "edit: nothing changes")
		return
	}
	if set != nil {
		for _, e := range set.Entries {
			a.setKey(c, pl, e)
		}
	}
	if unset != nil {
		for _, k := range unset.Items {
			if set.Get(k.Text) != nil {
				a.p.At(k, code.NoChange, "say one of them", "%q is set and unset in one change", k.Text)
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

func (a *Applier) setKey(c *change, pl *place, e tree.Entry) {
	if !a.editable(c, pl, e.Key) {
		return
	}
	if now := pl.node.Get(e.Key.Text); pl.means(c, e.Key.Text, now, e.Value) {
		if now == nil {
			a.p.At(e.Key, code.NoChange, "delete the line", "%q of %s is %q by default", e.Key.Text, pl.words(), e.Value.Text)
			return
		}
		a.p.AtWith(e.Key, code.NoChange, "delete the line", []diag.Note{{Span: now.Span, Message: "it is set here"}}, "%q of %s has this value already", e.Key.Text, pl.words())
		return
	}
	a.put(c, pl, e)
}

// means reports whether a key would mean the same with another value. With another kind, it does not.
func (pl *place) means(c *change, key string, now, value *tree.Node) bool {
	if pl.shape.HasKind() && c.node.Get("set").Get("type") != nil && key != "type" {
		return now != nil && value != nil && now.Equal(value)
	}
	if key == "go" && (now == nil || value == nil) {
		return keys.Element{Shape: pl.shape, Node: pl.node}.GoName("") == cmp.Or(now, value).Text
	}
	return pl.shape.Key(key).Same(pl.kind(), now, value)
}

// put sets a key and links the new value to the old one.
func (a *Applier) put(c *change, pl *place, e tree.Entry) {
	e.Value.SetBy(&c.Change)
	old := pl.node.Set(e.Key, e.Value)
	e.Value.Inherit(old)
	a.did(Entry{By: &c.Change, Path: c.path, Key: e.Key.Text, Shape: pl.shape, Verb: c.Verb, at: e.Value, Old: old})
}

func (a *Applier) unsetKey(c *change, pl *place, k *tree.Node) {
	if !a.editable(c, pl, k) {
		return
	}
	switch now := pl.node.Get(k.Text); {
	case now == nil:
		a.p.At(k, code.NoChange, "delete the line", "%s has no %q to unset", pl.words(), k.Text)
		return
	case pl.means(c, k.Text, now, nil):
		a.p.AtWith(k, code.NoChange, "delete the line", []diag.Note{{Span: now.Span, Message: "it is set here"}}, "%q of %s has its default already", k.Text, pl.words())
		return
	}
	a.did(Entry{By: &c.Change, Path: c.path, Key: k.Text, Shape: pl.shape, Verb: c.Verb, at: k, Old: pl.node.Unset(k.Text)})
}

// editable reports keys that an edit cannot touch.
func (a *Applier) editable(c *change, pl *place, k *tree.Node) bool {
	switch {
	case pl.shape.Key(k.Text) == nil:
		hint, _ := keys.UnknownKey(k.Text, pl.shape)
		a.p.At(k, code.UnknownKey, hint, "%s has no key %q", pl.shape.Name, k.Text)
		return false
	case slices.Contains(keys.ChildKeys, k.Text):
		a.p.At(k, code.Children, childHint(c.at.Text, k.Text), "%q holds what has a path of its own", k.Text)
		return false
	case pl.list && k.Text == pl.shape.ID:
		a.p.At(k, code.Children, a.renameHint(c, pl), "%q is the name of the %s and cannot be edited", k.Text, pl.what)
		return false
	}
	return true
}

// renameHint says how the name of a thing is changed.
func (a *Applier) renameHint(c *change, pl *place) string {
	hint := "write `rename: " + c.at.Text + "` with `to`"
	if pl.shape == keys.Scalar {
		hint += ", or `set: {go: …}` for the Go name alone"
	}
	return hint
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

func (a *Applier) replace(c *change, pl *place) {
	value := a.value(c, pl)
	if value == nil {
		return
	}
	if pl.shape.Same(pl.node, value) {
		a.p.AtWith(c.at, code.NoChange, "delete the change", declaredHere(pl.node, pl.name), "replace: nothing changes")
		return
	}
	if hasPlace(c) && !pl.list {
		a.noPlace(c, pl)
		return
	}
	a.overwritten(c, within(c.path))
	value.Inherit(pl.node)
	a.did(Entry{By: &c.Change, Path: c.path, Shape: pl.shape, Verb: keys.VerbReplace, at: c.at, Old: pl.node})
	if !pl.list {
		pl.owner.Set(keyFor(c, pl.key), value)
		return
	}
	list := pl.siblings()
	i := slices.Index(list.Items, pl.node)
	list.Items[i] = value
	pl.node = value
	if hasPlace(c) {
		if i = a.index(c, pl, true); i >= 0 {
			a.move(c, pl, i)
		}
	}
}

func (a *Applier) remove(c *change, pl *place) {
	if pl.what == "list" {
		if len(pl.node.Items) == 0 {
			if c.node.Str("if_present") == "true" {
				return
			}
			a.p.At(c.at, code.NoChange, "delete the change", "remove: %s is empty", pl.name)
			return
		}
		a.removed[keys.JoinPath(c.path)] = c
		a.overwritten(c, func(r Entry) bool { return len(r.Path) == 2 && r.Verb == keys.VerbRemove && r.Path[0] == pl.key })
		s := keys.Spec.Key(pl.key).Of
		for i, name := range s.NamesIn(pl.node) {
			a.gone(c, []string{pl.key, name}, s, pl.node.Items[i])
		}
		pl.node.Items = nil
	} else {
		a.gone(c, c.path, pl.shape, pl.node)
	}
	list := pl.node
	if pl.list {
		list = pl.siblings()
		list.Items = slices.DeleteFunc(list.Items, func(n *tree.Node) bool { return n == pl.node })
	} else if pl.what != "list" {
		pl.owner.Unset(pl.key)
		return
	}
	if needed := pl.needed || pl.owner == a.Root && keys.Spec.Key(pl.key).Required; len(list.Items) == 0 && !needed {
		pl.owner.Unset(pl.key) // a list that is not required is left out when it is empty
	}
}
