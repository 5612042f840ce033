package overlay

import (
	"fmt"
	"slices"
	"strings"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/tree"
)

// Place is where a path leads: a thing in a list, or a section of the spec.
type place struct {
	// what names the kind of thing for messages, shape its keys.
	what  string
	shape *keys.Shape
	// node is the thing, nil when it is not there.
	node *tree.Node
	// owner is the mapping that holds the thing under key: the section itself, or the list that it is an item of.
	owner *tree.Node
	key   string
	list  bool
	name  string
	// of is what holds the thing, for messages: `reply "text"`; "" for the platform.
	of string
	// ordered is set where the place among the siblings reaches the wire.
	ordered bool
	// needed is set where the list stays when it is empty.
	needed bool
	// fixed is set for a part of an element, which cannot be added, removed or moved.
	fixed bool
}

// siblings returns the list that the thing is or would be an item of, nil when there is none yet.
func (pl *place) siblings() *tree.Node { return pl.owner.Get(pl.key) }

// resolve follows the path of a change. It reports where the path leaves what is there, and returns nil, unless only
// its last segment names something that is absent.
func (a *Applier) resolve(c *change) *place {
	first := c.path[0]
	k := keys.Section(first)
	if k == nil {
		a.p.At(c.at, code.Path, a.sectionHint(c), "path starts with %q; it starts with %s", first, tree.OneOf(keys.SectionNames))
		return nil
	}
	if s := k.Of; k.Kind == keys.ObjectKey {
		pl := &place{what: "section", shape: s, node: a.Root.Get(first), owner: a.Root, key: first, name: first, fixed: first == "platform" || first == "header"}
		if s == keys.Inbound && pl.node == nil && (c.Verb == keys.VerbEdit || c.Verb == keys.VerbAdd && len(c.path) > 1) {
			pl = a.inbound(c)
		}
		if len(c.path) == 1 {
			return pl
		}
		if s.Key("fields") == nil {
			a.p.At(c.at, code.Path, fmt.Sprintf("write `edit: %s` with `set: {%s: …}`", first, c.path[1]), "path %q leads into %s, whose keys are changed as a whole", c.at.Text, s.Name)
			return nil
		}
		if first == "inbound" && a.isDerived(c, pl) {
			return nil
		}
		if c.ofMessages {
			return a.descend(c, inList("field", keys.Field, pl.node, keys.MessageFields, c.path[1], pl.words()), 2)
		}
		return a.descend(c, pl, 1)
	}
	if len(c.path) == 1 {
		return a.wholeList(c)
	}
	return a.descend(c, inList(k.Of.Noun(), k.Of, a.Root, first, c.path[1], ""), 2)
}

// wholeList is the place of a list at the top of a spec, which can only be removed.
func (a *Applier) wholeList(c *change) *place {
	name, hint := c.path[0], ""
	removable := slices.Contains(keys.RemovableLists, name)
	switch {
	case removable && c.Verb == keys.VerbRemove, c.Verb == keys.VerbKeep:
		return &place{what: "list", shape: keys.AnyMapping, node: a.Root.Get(name), owner: a.Root, key: name, name: name}
	case c.Verb == keys.VerbRemove:
		hint = "of the lists, only " + tree.OneOf(keys.RemovableLists) + " can be removed as a whole"
	default:
		hint = "write `" + c.Verb + ": " + name + ".NAME`"
		if removable && c.Verb != keys.VerbAdd {
			hint += "; as a whole, it can only be removed, or cut down by `keep`"
		}
	}
	a.p.At(c.at, code.Path, hint, "path %q names a list; name one thing in it", c.at.Text)
	return nil
}

// isDerived reports a path to a field that messages have because the header has it.
func (a *Applier) isDerived(c *change, inbound *place) bool {
	name := c.path[1]
	of := keys.Field.Find(a.Root.Get("header").Get("fields"), name)
	own := inList("field", keys.Field, inbound.node, "fields", name, "").node
	if of == nil || own != nil || c.Verb == keys.VerbAdd || inbound.node.Str("derive") == "false" {
		return false
	}
	a.p.AtWith(c.at, code.Target, "write `"+c.Verb+": header."+name+"`", declaredHere(of, name), "%s: messages have field %q from the header", c.Verb, name)
	return true
}

// inbound is the place of the inbound section, which is always there to edit.
func (a *Applier) inbound(c *change) *place {
	n := a.Root.Get("inbound")
	if n == nil {
		n = &tree.Node{Kind: tree.Mapping, Span: c.Span, By: &c.Change}
		a.Root.Set(keyFor(c, "inbound"), n)
	}
	return &place{what: "section", shape: keys.Inbound, node: n, owner: a.Root, key: "inbound", name: "inbound"}
}

// inList is the place of a thing in a list below owner.
func inList(what string, s *keys.Shape, owner *tree.Node, key, name, of string) *place {
	return &place{what: what, shape: s, node: s.Find(owner.Get(key), name), owner: owner, key: key, list: true, name: name, of: of, ordered: what == "field"}
}

// words names a place for messages.
func (pl *place) words() string {
	switch pl.what {
	case "section":
		return pl.shape.Name
	case "item", "rules":
		return fmt.Sprintf("the %s of %s", pl.what, pl.of)
	}
	return fmt.Sprintf("%s %q", pl.what, pl.name)
}

// descend follows the segments from i on, below pl.
func (a *Applier) descend(c *change, pl *place, i int) *place {
	for ; i < len(c.path); i++ {
		if pl.node == nil {
			a.absent(c, pl, i)
			return nil
		}
		next := below(pl, c.path[i])
		if tag := pl.node.Get("tag"); c.Verb == keys.VerbRename && tag != nil && tag.Text == c.path[i] {
			next = &place{what: "tag", shape: pl.shape, node: pl.node, owner: pl.owner, key: pl.key, name: c.path[i]}
		}
		if next == nil {
			a.p.AtWith(c.at, code.Path, a.belowHint(c, pl, i), declaredHere(pl.node, pl.name), "path %q: %s has nothing below it named %q", c.at.Text, pl.words(), c.path[i])
			return nil
		}
		pl = next
	}
	return pl
}

// below finds what a segment names inside a thing; nil when the thing has no insides of that kind.
func below(pl *place, segment string) *place {
	switch pl.what {
	case "scalar", "rule":
		return nil
	case "rules":
		return inList("rule", keys.Rule, pl.node, "rules", segment, pl.of)
	}
	if pl.what == "field" || pl.what == "item" {
		switch pl.node.Str("type") {
		case keys.KindList:
			if segment != "item" {
				return nil
			}
			return &place{what: "item", shape: keys.Item, node: pl.node.Get("item"), owner: pl.node, key: "item", name: "item", of: pl.words(), fixed: true}
		case keys.KindUnion:
			return inList("case", keys.Case, pl.node, "cases", segment, pl.words())
		case keys.KindObject:
		case "":
			if pl.what == "field" {
				return nil
			}
		default:
			return nil
		}
	}
	list := "fields"
	if pl.shape == keys.Inbound && keys.Field.Find(pl.node.Get(keys.MessageFields), segment) != nil {
		list = keys.MessageFields
	}
	next := inList("field", keys.Field, pl.node, list, segment, pl.words())
	next.needed = pl.what == "field" || pl.what == "item" // the key tells an object
	if next.node != nil || segment != "rules" || pl.shape.Key("rules") == nil {
		return next
	}
	return &place{what: "rules", shape: keys.Rule, node: pl.node, owner: pl.node, key: "rules", name: "rules", of: pl.words(), fixed: true}
}

// sectionHint returns the path that a change most likely means which does not start with a section.
func (a *Applier) sectionHint(c *change) string {
	plain := plainPath(c.at.Text)
	first, rest, _ := strings.Cut(plain, ".")
	_, section := keys.UnknownKey(first, keys.Spec)
	paths := []string{plain, rest, section + "." + rest}
	for _, section := range keys.SectionNames {
		paths = append(paths, section+"."+plain)
	}
	for _, path := range paths {
		if a.leads(c, path) {
			return "write " + path
		}
	}
	if hint := tree.DidYouMean(c.path[0], keys.SectionNames); hint != "" {
		return hint
	}
	return "a reply is named as in replies.text, a field as in replies.text.Content"
}

// leads reports whether the element of a path is present, or, for an addition, the one that holds it.
func (a *Applier) leads(c *change, path string) bool {
	segments := strings.Split(path, ".")
	if c.Verb == keys.VerbAdd {
		segments = segments[:len(segments)-1]
	}
	reached, rest := a.Element().Descend(segments)
	return len(rest) == 0 && len(reached.Path) > 0
}

// belowHint says how to name what segment i of a path means.
func (a *Applier) belowHint(c *change, pl *place, i int) string {
	before, segment := keys.JoinPath(c.path[:i]), c.path[i]
	if pl.what == "field" && pl.node.Str("type") == keys.KindList {
		if path := before + ".item." + keys.JoinPath(c.path[i:]); a.leads(c, path) {
			return "write " + path
		}
	}
	if k := pl.shape.Key(segment); k != nil && i == len(c.path)-1 && k.Of == nil {
		return "write `edit: " + before + "` with `set: {" + segment + ": …}`"
	}
	if pl.node.Str("type") == keys.KindList {
		return "the fields of a list's item stand below `item`"
	}
	return "name " + before + " alone"
}

// absent reports a path that needs a thing which is not there.
func (a *Applier) absent(c *change, pl *place, upTo int) {
	path := keys.JoinPath(c.path[:upTo])
	if by := a.removed[path]; by != nil {
		message, hint := "%s: %s is no longer there", "delete one of the two changes"
		if now := keys.JoinPath(by.path); by.Verb == keys.VerbRename && now != path {
			message, hint = "%s: %s was renamed", "write `"+c.Verb+": "+now+strings.TrimPrefix(keys.JoinPath(c.path), path)+"`"
		}
		a.p.AtWith(c.at, code.Target, hint, []diag.Note{{Span: by.at.Span, Message: removedBy(by)}}, message, c.Verb, pl.words())
		return
	}
	var known []string
	var notes []diag.Note
	if pl.list {
		known = pl.shape.NamesIn(pl.siblings())
		if list := pl.siblings(); list != nil {
			notes = []diag.Note{{Span: list.Span, Message: "the " + plurals[pl.what] + " are declared here"}}
			if pl.of != "" {
				notes[0].Message = fmt.Sprintf("the %s of %s are declared here", plurals[pl.what], pl.of)
			}
		}
	}
	hint := nameHint(plurals[pl.what], pl.name, known)
	if meant := a.meantPath(c, upTo-1, known); meant != "" && tree.DidYouMean(pl.name, known) == "" {
		if c.Verb == keys.VerbKeep {
			meant = strings.TrimPrefix(meant, c.path[0]+".")
		}
		hint = "write " + meant
	}
	if pl.of == "" {
		a.p.AtWith(c.at, code.Target, hint, notes, "%s: there is no %s %q", c.Verb, pl.what, pl.name)
		return
	}
	if upTo == 3 {
		if section := a.sharedBy(c.path); section != "" {
			shared := keys.JoinPath(append([]string{section}, c.path[2:]...))
			hint = "write `" + c.Verb + ": " + shared + "`; all " + c.path[0] + " have the field"
		}
	}
	a.p.AtWith(c.at, code.Target, hint, notes, "%s: %s has no %s %q", c.Verb, pl.of, pl.what, pl.name)
}

// meantPath returns a path that leads to an element, made from that of a change by leaving out the segment at an index, or by
// adding the name of a sibling before it; "" if there is none.
func (a *Applier) meantPath(c *change, at int, siblings []string) string {
	before, rest := c.path[:at], c.path[at:]
	var paths [][]string
	if _, name, ok := strings.Cut(rest[0], "/"); ok {
		paths = append(paths, slices.Concat(before, []string{name}, rest[1:]))
	}
	if len(rest) > 1 && c.Verb != keys.VerbAdd {
		paths = append(paths, slices.Concat(before, rest[1:]))
	}
	for _, name := range siblings {
		paths = append(paths, slices.Concat(before, []string{name}, rest), slices.Concat(before, []string{name, "item"}, rest))
	}
	for _, path := range paths {
		if joined := keys.JoinPath(path); a.leads(c, joined) {
			return joined
		}
	}
	return ""
}

// nameHint says which name is meant, or which names the elements have if these are few.
func nameHint(elements, name string, known []string) string {
	if hint := tree.DidYouMean(name, known); hint != "" || len(known) == 0 || len(known) > 9 {
		return hint
	}
	return "the " + elements + " are " + strings.Join(known, ", ")
}

// sharedBy returns the section of a field that all replies, messages or events have, "" for none.
func (a *Applier) sharedBy(path []string) string {
	isIn := func(section, key string) bool { return keys.Field.Find(a.Root.Get(section).Get(key), path[2]) != nil }
	received := path[0] == "messages" || path[0] == "events"
	switch {
	case path[0] == "messages" && isIn("inbound", keys.MessageFields), received && isIn("inbound", "fields"):
		return "inbound"
	case path[0] == "replies", received && a.Root.Get("inbound").Str("derive") != "false":
		if isIn("header", "fields") {
			return "header"
		}
	}
	return ""
}

var plurals = map[string]string{
	"scalar": "scalars", "reply": "replies", "message": "messages", "event": "events", "field": "fields", "case": "cases", "rule": "rules",
}

func declaredHere(n *tree.Node, name string) []diag.Note {
	return []diag.Note{{Span: n.Span, Message: fmt.Sprintf("%q is declared here", name)}}
}

func removedBy(c *change) string {
	did := "removed it"
	switch c.Verb {
	case keys.VerbKeep:
		did = "kept only others"
	case keys.VerbRename:
		did = fmt.Sprintf("renamed it to %q", c.node.Str("to"))
	}
	s := fmt.Sprintf("overlay %q %s here", c.Overlay, did)
	if c.Because != "" {
		s += ": " + c.Because
	}
	return s
}
