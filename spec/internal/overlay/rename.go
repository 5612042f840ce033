package overlay

import (
	"cmp"
	"slices"
	"strings"

	"github.com/replygen/replygen/internal/goname"
	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/tree"
)

// rename gives what a path names another name, and changes whatever refers to it. The Go name stays as it was: where it
// came from the name, it is stated from now on. Only a scalar has no name on the wire, and so none but its Go name.
func (a *Applier) rename(c *change, pl *place) {
	to := c.node.Get("to")
	if to == nil {
		a.lacks(c, "to", "add `to: NAME`")
		return
	}
	name := pl.Node.Get(pl.idKey())
	switch taken := pl.named(to.Text); {
	case !pl.isListed() && pl.Shape != keys.Item && !pl.tag:
		a.p.At(c.at, code.Verb, "write `edit: "+c.at.Text+"`", "rename: %s has no name of its own", pl.words())
		return
	case name != nil && to.Text == name.Text:
		a.p.AtWith(to, code.NoChange, "delete the change", pl.declared(), "rename: %s has this name already", pl.words())
		return
	case taken != nil:
		a.p.AtWith(to, code.Exists, "choose another name", declaredHere(taken, to.Text), "rename: there is %s %q already", pl.Shape.Name, to.Text)
		return
	}
	if by := a.renamedFrom(name, to.Text); by != nil {
		a.p.AtWith(to, code.NoChange, "delete these changes", []diag.Note{{Span: by.Span, Message: "it got another one here"}},
			"rename: %s had this name before", pl.words())
		return
	}
	old := pl.Node.Str(pl.idKey())
	a.setName(c, pl, to, old)
	if k := pl.Shape.Key("go"); k != nil && pl.Shape != keys.Scalar && !pl.tag && pl.Node.Get("go") == nil && k.Fits(pl.KindOf()) {
		if name := goname.Of(old); name != "" && name != goname.Of(to.Text) {
			if pl.Shape == keys.Case { // its type is named after the union, too
				name += cmp.Or(pl.in.Node.Str("go"), goname.Of(pl.in.Node.Str("name")))
			}
			a.put(c, pl, c.text("go"), c.text(name))
		}
	}
	a.follow(c, pl, old, to.Text)
}

// renamedFrom returns the name by which changes of the same overlay replaced an earlier name of an element, nil where none
// did.
func (a *Applier) renamedFrom(name *tree.Node, earlier string) *tree.Node {
	for n := name; n != nil && n.Prev != nil; n = n.Prev {
		isOurs := slices.ContainsFunc(a.Log[a.start:], func(r Entry) bool { return r.Verb == keys.VerbRename && r.By == n.By })
		if !isOurs {
			return nil
		}
		if n.Prev.Text == earlier {
			return n
		}
	}
	return nil
}

// setName renames the element at a place, and changes the path of the place accordingly.
func (a *Applier) setName(c *change, pl *place, to *tree.Node, old string) {
	from := pl.Path
	if pl.isListed() {
		pl.Path = append(slices.Clone(from[:len(from)-1]), strings.TrimSuffix(pl.Name(), old)+to.Text)
	}
	value := *to
	value.By, value.Prev = &c.Change, pl.Node.Get(pl.idKey())
	pl.Node.Set(c.text(pl.idKey()), &value)
	a.record(c, pl.Element, Entry{From: from, Key: pl.idKey(), Verb: keys.VerbRename, at: to, Old: value.Prev})
}

// idKey is the key that holds the name of what a place names.
func (pl *place) idKey() string {
	if pl.tag {
		return "tag"
	}
	return cmp.Or(pl.Shape.ID, "name")
}

// names are the keys of a list's member that the last segment of its path gives.
func (pl *place) names(c *change) []tree.Entry {
	if typ, name, ok := strings.Cut(pl.Name(), "/"); ok && pl.Shape == keys.Event {
		return []tree.Entry{{Key: c.text("type"), Value: c.text(typ)}, {Key: c.text("event"), Value: c.text(name)}}
	}
	return []tree.Entry{{Key: c.text(pl.Shape.ID), Value: c.text(pl.Name())}}
}

// named returns the sibling of that name, nil when there is none.
func (pl *place) named(name string) *tree.Node {
	if !pl.isListed() {
		return nil
	}
	if typ, _, ok := strings.Cut(pl.Name(), "/"); ok && pl.Shape == keys.Event {
		name = typ + "/" + name
	}
	return pl.Shape.Find(pl.siblings(), name)
}

// follow changes what refers to a name by its old one.
func (a *Applier) follow(c *change, pl *place, old, now string) {
	a.Element().Walk(func(e keys.Element) {
		switch {
		case pl.Shape == keys.Scalar && e.Shape.HasKind():
			c.refer(old, now, e.Node.Get("type"))
		case pl.Shape == keys.Message:
			if limits := e.Node.Get("max_items_replying_to"); limits != nil {
				for _, limit := range limits.Entries {
					c.refer(old, now, limit.Key)
				}
			}
		}
	})
	if pl.Shape == keys.Field {
		a.followElement(c, pl, old, now)
	}
}

// refer changes references that have the old name, or the path of an element inside of what has it.
func (c *change) refer(old, now string, nodes ...*tree.Node) {
	for _, n := range nodes {
		if n == nil {
			continue
		}
		if rest, ok := strings.CutPrefix(n.Text, old); ok && (rest == "" || rest[0] == '.') {
			before := *n
			n.Text, n.By, n.Prev, n.Span = now+rest, &c.Change, &before, c.Span
		}
	}
}

// followElement changes what refers to an element: the count and the rules beside it, the addresses, and the paths of
// elements that identify a message.
func (a *Applier) followElement(c *change, pl *place, old, now string) {
	for _, f := range pl.in.Node.List("fields") {
		c.refer(old, now, f.Get("of"))
	}
	for _, r := range pl.in.Node.List("rules") {
		c.refer(old, now, r.Get("field"), r.Get("required_when").Get("field"))
		for _, form := range keys.RuleForms {
			c.refer(old, now, r.List(form)...)
		}
	}
	// was is the element's path before, below the first segments of the path.
	was := func(from int) []string { return append(slices.Clone(pl.Path[from:len(pl.Path)-1]), old) }
	switch section := pl.Path[0]; section {
	case "header":
		if len(pl.Path) == 2 {
			a.followAddress(c, pl.in, old, now)
		}
		if a.Root.Get("inbound").Str("derive") != "false" {
			a.followDedupe(c, nil, was(1), now, "messages", "events")
		}
	case "inbound":
		a.followDedupe(c, nil, was(1), now, "messages")
		if pl.under.Key.Name != keys.MessageFields {
			a.followDedupe(c, nil, was(1), now, "events")
		}
	case "messages", "events":
		m := pl.in
		for len(m.Path) > 2 {
			m = m.in
		}
		a.followDedupe(c, m, was(2), now, section)
	}
}

// followAddress states the addresses where a renamed field of the header was one by its name.
func (a *Applier) followAddress(c *change, header *place, old, now string) {
	if list := header.Node.List("addresses"); list != nil {
		c.refer(old, now, list...)
		return
	}
	other := slices.Index(keys.DefaultAddresses, old)
	if other < 0 || keys.Field.Find(header.Node.Get("fields"), keys.DefaultAddresses[1-other]) == nil {
		return
	}
	list := &tree.Node{Kind: tree.Sequence, Flow: true, Span: c.Span}
	for _, name := range keys.DefaultAddresses {
		list.Items = append(list.Items, c.text(name))
	}
	list.Items[other].Text = now
	a.put(c, header, c.text("addresses"), list)
}

// followDedupe changes the paths of an element that identifies messages of some sections. The element's path was from,
// and ends in another name now. If it is the element of one message, others may still have it under its old name: then the
// message gets a `dedupe` of its own.
func (a *Applier) followDedupe(c *change, of *place, from []string, now string, sections ...string) {
	old, renamed := keys.JoinPath(from), keys.JoinPath(append(slices.Clone(from[:len(from)-1]), now))
	inbound, platform := a.Root.Get("inbound"), a.Root.Get("delivery").Get("dedupe")
	for _, section := range sections {
		key := strings.TrimSuffix(section, "s")
		isShared := of != nil && (hasElement(inbound.Get("fields"), from) || hasElement(inbound.Get(keys.MessageFields), from))
		for _, m := range a.Root.List(section) {
			if of == nil || m == of.Node {
				c.refer(old, renamed, m.List("dedupe")...)
			} else if hasElement(m.Get("fields"), from) {
				isShared = true
			}
		}
		switch {
		case !isShared:
			c.refer(old, renamed, platform.List(key)...)
		case of.Node.Get("dedupe") == nil && slices.Contains(platform.Get(key).Texts(), old):
			own := platform.Get(key).Clone()
			c.refer(old, renamed, own.Items...)
			a.put(c, of, c.text("dedupe"), own)
		}
	}
}

// hasElement reports whether a list of fields has an element of that path.
func hasElement(fields *tree.Node, path []string) bool {
	f := keys.Field.Find(fields, path[0])
	return f != nil && (len(path) == 1 || hasElement(f.Get("fields"), path[1:]))
}

// renameEvent renames the element that names an event, or one on the way to it. It reports whether a path names one.
func (a *Applier) renameEvent(c *change) bool {
	inbound := a.Root.Get("inbound")
	names := strings.Split(cmp.Or(inbound.Str("event"), keys.DefaultEventElement), ".")
	n := len(c.path) - 1
	if c.Verb != keys.VerbRename || c.path[0] != "inbound" || n < 1 || n > len(names) || !slices.Equal(c.path[1:], names[:n]) ||
		keys.Field.Find(inbound.Get("fields"), names[0]) != nil {
		return false
	}
	to := c.node.Get("to")
	switch {
	case to == nil:
		a.lacks(c, "to", "add `to: NAME`")
	case to.Text == names[n-1]:
		a.p.At(to, code.NoChange, "delete the change", "rename: the element has this name already")
	default:
		a.followDedupe(c, nil, names[:n], to.Text, "events")
		names[n-1] = to.Text
		a.Made = append(a.Made, Record{By: &c.Change, Path: keys.JoinPath(c.path), Keys: []KeyChange{{Key: "name", Before: c.path[n], After: to.Text}}})
		a.put(c, a.inbound(c), c.text("event"), c.text(keys.JoinPath(names)))
	}
	return true
}
