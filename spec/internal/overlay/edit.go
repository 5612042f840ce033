package overlay

import (
	"cmp"
	"slices"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/tree"
)

func (a *Applier) edit(c *change, pl *place) {
	edits := c.edits()
	if len(edits) == 0 && !c.hasPlace() {
		if len(c.node.Lost) == 0 { // else reported
			a.p.At(c.at, code.NoChange, "add `set` or `unset`", "edit: nothing changes")
		}
		return
	}
	for _, e := range edits {
		a.editKey(c, pl, e.Key, e.Value)
	}
	if c.hasPlace() {
		a.move(c, pl)
	}
}

// editKey sets a key, or unsets it if there is no value.
func (a *Applier) editKey(c *change, pl *place, key, value *tree.Node) {
	now := pl.Node.Get(key.Text)
	switch {
	case value == nil && c.node.Get("set").Get(key.Text) != nil:
		a.p.At(key, code.NoChange, "say one of them", "%q is set and unset in one change", key.Text)
	case !a.isEditable(c, pl, key):
	case value == nil && now == nil:
		a.p.At(key, code.NoChange, "delete the line", "%s has no %q to unset", pl.words(), key.Text)
	case !pl.means(c, key.Text, now, value):
		a.put(c, pl, key, value)
	case now == nil:
		a.p.At(key, code.NoChange, "delete the line", "%q of %s is %q by default", key.Text, pl.words(), value.Text)
	case value == nil:
		a.p.AtWith(key, code.NoChange, "delete the line", setHere(now), "%q of %s has its default already", key.Text, pl.words())
	default:
		a.p.AtWith(key, code.NoChange, "delete the line", setHere(now), "%q of %s has this value already", key.Text, pl.words())
	}
}

func setHere(n *tree.Node) []diag.Note {
	return []diag.Note{{Span: n.Span, Message: "it is set here"}}
}

// means reports whether a key would mean the same with another value. With another kind, it does not.
func (pl *place) means(c *change, key string, now, value *tree.Node) bool {
	switch {
	case pl.Shape.HasKind() && c.node.Get("set").Get("type") != nil && key != "type":
		return now != nil && value != nil && now.Equal(value)
	case key == "go" && (now == nil || value == nil):
		return pl.GoName("") == cmp.Or(now, value).Text
	}
	return pl.Shape.Key(key).Same(pl.KindOf(), now, value)
}

// put sets a key and links the new value to the old one, or unsets the key if there is no value.
func (a *Applier) put(c *change, pl *place, key, value *tree.Node) {
	if value == nil {
		a.record(c, pl.Element, Entry{Key: key.Text, Verb: c.Verb, at: key, Old: pl.Node.Unset(key.Text)})
		return
	}
	value.SetBy(&c.Change)
	old := pl.Node.Set(key, value)
	value.Inherit(old)
	a.record(c, pl.Element, Entry{Key: key.Text, Verb: c.Verb, at: value, Old: old})
}

// isEditable reports keys that an edit cannot touch.
func (a *Applier) isEditable(c *change, pl *place, k *tree.Node) bool {
	switch {
	case pl.Shape.Key(k.Text) == nil:
		hint, _ := keys.UnknownKey(k.Text, pl.Shape)
		a.p.At(k, code.UnknownKey, hint, "%s has no key %q", pl.Shape.Name, k.Text)
	case slices.Contains(keys.ChildKeys, k.Text):
		hint := "name each by its path: " + c.at.Text + ".NAME"
		switch k.Text {
		case "item":
			hint = "write `edit: " + c.at.Text + ".item`"
		case "rules":
			hint = "name each by its path: " + c.at.Text + ".rules.NAME"
		}
		a.p.At(k, code.Children, hint, "%q holds what has a path of its own", k.Text)
	case pl.isListed() && k.Text == pl.Shape.ID:
		hint := "write `rename: " + c.at.Text + "` with `to`"
		if pl.Shape == keys.Scalar {
			hint += ", or `set: {go: …}` for the Go name alone"
		}
		a.p.At(k, code.Children, hint, "%q is the name of the %s and cannot be edited", k.Text, pl.what())
	default:
		return true
	}
	return false
}

func (a *Applier) noPlace(c *change, pl *place) {
	a.p.At(c.at, code.Verb, "delete "+tree.OneOf(keys.PlaceKeys), "%s: %s has no place among siblings", c.Verb, pl.words())
}

// index finds where among its siblings an element goes, counted without the element itself; -1 after a problem. Without a
// place it is the end, or a problem when must is set.
func (a *Applier) index(c *change, pl *place, must bool) int {
	if !pl.isListed() {
		if !must && !c.hasPlace() {
			return 0
		}
		a.noPlace(c, pl)
		return -1
	}
	var given string
	for _, k := range keys.PlaceKeys {
		v := c.node.Get(k)
		switch {
		case v == nil:
			continue
		case given != "":
			a.p.At(c.node.KeyNode(k), code.Place, "delete one", "%s: two places are given, %q and %q", c.Verb, given, k)
			return -1
		case (k == "first" || k == "last") && v.Text != "true":
			a.p.At(v, code.Place, "write true, or another place", "%q can only be true", k)
			return -1
		}
		given = k
	}
	others := &tree.Node{Kind: tree.Sequence}
	if list := pl.siblings(); list != nil {
		others.Items = slices.DeleteFunc(slices.Clone(list.Items), func(n *tree.Node) bool { return n == pl.Node })
	}
	switch {
	case given == "" && must:
		a.p.At(c.at, code.Place, "add `first: true`, `last: true`, `before: NAME` or `after: NAME`", "%s: the place among the siblings is missing", c.Verb)
		return -1
	case given == "", given == "last":
		return len(others.Items)
	case given == "first":
		return 0
	}
	sibling := c.node.Get(given)
	i := slices.IndexFunc(others.Items, func(n *tree.Node) bool { return n.Str(pl.Shape.ID) == sibling.Text })
	switch {
	case i >= 0 && given == "after":
		return i + 1
	case i >= 0:
		return i
	case sibling.Text == pl.Name() && pl.Node != nil:
		a.p.At(sibling, code.Place, "name another sibling", "%s: %q cannot stand %s itself", c.Verb, pl.Name(), given)
		return -1
	}
	var notes []diag.Note
	if r := a.removal(pl.under.Path(pl.in.Path, sibling.Text)); r != nil {
		notes = removedBy(r)
	}
	a.p.AtWith(sibling, code.Place, nameHint("siblings", sibling.Text, pl.Shape.NamesIn(others)), notes, "%s: there is no sibling %q", c.Verb, sibling.Text)
	return -1
}

// move takes an element out of its list and puts it back where a change says.
func (a *Applier) move(c *change, pl *place) {
	i := a.index(c, pl, true)
	if i < 0 {
		return
	}
	list := pl.siblings()
	from := slices.Index(list.Items, pl.Node)
	if from == i {
		a.p.AtWith(c.at, code.NoChange, "delete the change", pl.declared(), "%s: %s stands there already", c.Verb, pl.words())
		return
	}
	list.Items = slices.Insert(slices.Delete(list.Items, from, from+1), i, pl.Node)
	a.record(c, pl.Element, Entry{Verb: keys.VerbMove, at: c.at})
}
