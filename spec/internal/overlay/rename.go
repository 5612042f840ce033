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
		a.missingTo(c)
		return
	}
	old := pl.node.Str(pl.idKey())
	switch taken := pl.named(to.Text); {
	case !pl.list && pl.what != "item" && pl.what != "tag":
		a.p.At(c.at, code.Verb, "write `edit: "+c.at.Text+"`", "rename: %s has no name of its own", pl.words())
		return
	case to.Text == old:
		a.p.AtWith(to, code.NoChange, "delete the change", declaredHere(pl.node, pl.name), "rename: %s has this name already", pl.words())
		return
	case taken != nil:
		a.p.AtWith(to, code.Exists, "choose another name", declaredHere(taken, to.Text), "rename: there is %s %q already", pl.shape.Name, to.Text)
		return
	}
	if by := a.renamedFrom(pl, to.Text); by != nil {
		a.p.AtWith(to, code.NoChange, "delete these changes", []diag.Note{{Span: by.Span, Message: "it got another one here"}},
			"rename: %s had this name before", pl.words())
		return
	}
	a.renamed(c, pl, to, old)
	if k := pl.shape.Key("go"); k != nil && pl.shape != keys.Scalar && pl.what != "tag" && pl.node.Get("go") == nil && k.Fits(pl.kind()) {
		if name := goname.Of(old); name != "" && name != goname.Of(to.Text) {
			if pl.shape == keys.Case { // its type is named after the union, too
				name += cmp.Or(pl.owner.Str("go"), goname.Of(pl.owner.Str("name")))
			}
			a.setBy(c, pl, "go", name)
		}
	}
	a.follow(c, pl, old, to.Text)
}

// renamedFrom returns the name by which changes of the same overlay replaced an earlier name of what a place names, nil
// where none did.
func (a *Applier) renamedFrom(pl *place, earlier string) *tree.Node {
	for n := pl.node.Get(pl.idKey()); n != nil && n.Prev != nil; n = n.Prev {
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

func (a *Applier) missingTo(c *change) {
	if c.node.HasLost("to") {
		return // reported
	}
	a.p.At(c.at, code.MissingKey, "add `to: NAME`", "rename: the key \"to\" is missing")
}

// renamed sets the name of what a place names, and notes that its path is another one from then on.
func (a *Applier) renamed(c *change, pl *place, to *tree.Node, old string) {
	from := c.path
	a.removed[keys.JoinPath(from)] = c
	if pl.list {
		c.path = append(slices.Clone(from[:len(from)-1]), strings.Replace(pl.name, old, to.Text, 1))
		delete(a.removed, keys.JoinPath(c.path))
	}
	value := *to
	value.By, value.Prev = &c.Change, pl.node.Get(pl.idKey())
	pl.node.Set(keyFor(c, pl.idKey()), &value)
	a.did(Entry{By: &c.Change, Path: c.path, From: from, Key: pl.idKey(), Shape: pl.shape, Verb: keys.VerbRename, at: to, Old: value.Prev})
}

// setBy sets a key of what a place names to a text that a change gives.
func (a *Applier) setBy(c *change, pl *place, key, text string) {
	a.put(c, pl, tree.Entry{Key: keyFor(c, key), Value: &tree.Node{Kind: tree.Scalar, Tag: tree.StringTag, Text: text, Span: c.Span}})
}

// idKey is the key that holds the name of what a place names.
func (pl *place) idKey() string {
	switch pl.what {
	case "item":
		return "name"
	case "tag":
		return "tag"
	}
	return pl.shape.ID
}

// named returns the sibling of that name, nil when there is none.
func (pl *place) named(name string) *tree.Node {
	if !pl.list {
		return nil
	}
	if typ, _, ok := strings.Cut(pl.name, "/"); ok && pl.shape == keys.Event {
		name = typ + "/" + name
	}
	return pl.shape.Find(pl.siblings(), name)
}

// kind is the kind of what a place names, "" where it has none.
func (pl *place) kind() string {
	if !pl.shape.HasKind() {
		return ""
	}
	return keys.Element{Shape: pl.shape, Node: pl.node}.KindOf()
}

// follow changes what refers to a name by its old one.
func (a *Applier) follow(c *change, pl *place, old, now string) {
	switch pl.shape {
	case keys.Scalar:
		a.Element().Walk(func(e keys.Element) {
			if e.Shape.HasKind() && e.Node.Str("type") == old {
				a.refer(c, e.Node.Get("type"), old, now)
			}
		})
	case keys.Message:
		a.Element().Walk(func(e keys.Element) {
			if limits := e.Node.Get("max_items_replying_to"); limits != nil {
				for i := range limits.Entries {
					a.refer(c, limits.Entries[i].Key, old, now)
				}
			}
		})
	case keys.Field:
		a.followElement(c, pl, old, now)
	}
}

// refer changes a reference that has the old name.
func (a *Applier) refer(c *change, n *tree.Node, old, now string) {
	if n == nil || n.Text != old {
		return
	}
	before := *n
	n.Text, n.By, n.Prev, n.Span = now, &c.Change, &before, c.Span
}

// followElement changes what refers to an element: the count and the rules beside it, the addresses, and the paths of
// elements that identify a message.
func (a *Applier) followElement(c *change, pl *place, old, now string) {
	if fields := pl.owner.Get("fields"); fields != nil {
		for _, f := range fields.Items {
			a.refer(c, f.Get("of"), old, now)
		}
	}
	if rules := pl.owner.Get("rules"); rules != nil {
		for _, r := range rules.Items {
			a.refer(c, r.Get("field"), old, now)
			a.refer(c, r.Get("required_when").Get("field"), old, now)
			for _, form := range keys.RuleForms {
				a.referAll(c, r.Get(form), old, now)
			}
		}
	}
	// was is the element's path before, below the first segments of the path.
	was := func(from int) []string { return append(slices.Clone(c.path[from:len(c.path)-1]), old) }
	switch section := c.path[0]; {
	case section == "header" && len(c.path) == 2:
		a.followAddress(c, old, now)
		fallthrough
	case section == "header":
		if a.Root.Get("inbound").Str("derive") != "false" {
			a.followDedupe(c, []string{"messages", "events"}, was(1), now)
		}
	case section == "inbound" && pl.key == keys.MessageFields:
		a.followDedupe(c, []string{"messages"}, was(1), now)
	case section == "inbound":
		a.followDedupe(c, []string{"messages", "events"}, was(1), now)
	case section == "messages" || section == "events":
		a.followOwnDedupe(c, section, c.path[1], was(2), now)
	}
}

func (a *Applier) referAll(c *change, list *tree.Node, old, now string) {
	if list == nil {
		return
	}
	for _, n := range list.Items {
		a.refer(c, n, old, now)
	}
}

// followAddress states the addresses where a renamed field of the header was one by its name.
func (a *Applier) followAddress(c *change, old, now string) {
	header := a.Root.Get("header")
	if list := header.Get("addresses"); list != nil {
		a.referAll(c, list, old, now)
		return
	}
	other := slices.Index(keys.DefaultAddresses, old)
	if other < 0 || keys.Field.Find(header.Get("fields"), keys.DefaultAddresses[1-other]) == nil {
		return
	}
	list := &tree.Node{Kind: tree.Sequence, Flow: true, Span: c.Span}
	for _, name := range keys.DefaultAddresses {
		if name == old {
			name = now
		}
		list.Items = append(list.Items, &tree.Node{Kind: tree.Scalar, Tag: tree.StringTag, Text: name, Span: c.Span})
	}
	a.put(c, &place{what: "section", shape: keys.Spec.Key("header").Of, node: header, name: "header"},
		tree.Entry{Key: keyFor(c, "addresses"), Value: list})
}

// followDedupe changes the paths of an element that identifies messages of some sections. The element's path was from,
// and ends in another name now.
func (a *Applier) followDedupe(c *change, sections, from []string, now string) {
	old, renamed := renamedPath(from, now)
	for _, section := range sections {
		a.referPaths(c, a.platformDedupe(section), old, renamed)
		if list := a.Root.Get(section); list != nil {
			for _, m := range list.Items {
				a.referPaths(c, m.Get("dedupe"), old, renamed)
			}
		}
	}
}

// followOwnDedupe does so for an element of one message. Where other messages have the element under its old name, the
// message gets a `dedupe` of its own.
func (a *Applier) followOwnDedupe(c *change, section, member string, from []string, now string) {
	old, renamed := renamedPath(from, now)
	shape := keys.Spec.Key(section).Of
	m := shape.Find(a.Root.Get(section), member)
	own := m.Get("dedupe")
	a.referPaths(c, own, old, renamed)
	platform := a.platformDedupe(section)
	shared := hasElement(a.Root.Get("inbound").Get("fields"), from) || hasElement(a.Root.Get("inbound").Get(keys.MessageFields), from) ||
		slices.ContainsFunc(a.Root.Get(section).Items, func(n *tree.Node) bool { return n != m && hasElement(n.Get("fields"), from) })
	if !shared {
		a.referPaths(c, platform, old, renamed)
	}
	if !shared || own != nil || !slices.Contains(platform.Texts(), old) {
		return
	}
	own = platform.Clone()
	a.referPaths(c, own, old, renamed)
	a.put(c, &place{what: shape.Noun(), shape: shape, node: m, name: member}, tree.Entry{Key: keyFor(c, "dedupe"), Value: own})
}

func (a *Applier) platformDedupe(section string) *tree.Node {
	return a.Root.Get("delivery").Get("dedupe").Get(strings.TrimSuffix(section, "s"))
}

// renamedPath returns the path of an element as a dedupe writes it, and the one with another name at its end.
func renamedPath(from []string, now string) (old, renamed string) {
	last := len(from) - 1
	return keys.JoinPath(from), keys.JoinPath(append(slices.Clone(from[:last]), now))
}

// referPaths changes the paths that are an element's, or lead through it.
func (a *Applier) referPaths(c *change, list *tree.Node, old, renamed string) {
	if list == nil {
		return
	}
	for _, n := range list.Items {
		if rest, ok := strings.CutPrefix(n.Text, old); ok && (rest == "" || rest[0] == '.') {
			a.refer(c, n, n.Text, renamed+rest)
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
		a.missingTo(c)
	case to.Text == names[n-1]:
		a.p.At(to, code.NoChange, "delete the change", "rename: the element has this name already")
	default:
		a.followDedupe(c, []string{"events"}, names[:n], to.Text)
		names[n-1] = to.Text
		pl := a.inbound(c)
		a.Made = append(a.Made, Record{By: &c.Change, Path: keys.JoinPath(c.path), Keys: []KeyChange{{Key: "name", Before: c.path[n], After: to.Text}}})
		c.path = c.path[:1]
		a.setBy(c, pl, "event", keys.JoinPath(names))
	}
	return true
}
