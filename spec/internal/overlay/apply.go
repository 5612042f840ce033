package overlay

import (
	"slices"

	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/tree"
)

// Applier changes a tree, one overlay after the other.
type Applier struct {
	Document
	p *tree.Problems
	// start is the length of the log before the overlay.
	start int
	// Made are the changes so far.
	Made []Record
}

// NewApplier returns an applier that changes a tree, and reports to p.
func NewApplier(root *tree.Node, p *tree.Problems) *Applier {
	return &Applier{Document: Document{Root: root}, p: p}
}

// Apply makes all changes of an overlay, in the order in which they stand.
func (a *Applier) Apply(name string, overlay *tree.Node) {
	if meta := overlay.Get("platform"); meta != nil {
		c := &change{Change: tree.Change{Overlay: name, Verb: keys.VerbEdit, Span: meta.Span}, at: meta, path: []string{"platform"}}
		for _, e := range meta.Entries {
			a.put(c, a.resolve(c), e.Key, e.Value)
		}
	}
	if overlay.Get("changes") == nil {
		return
	}
	a.start = len(a.Log)
	docsOnly := overlay.Str("kind") == "docs"
	seen := map[string]*change{}
	for _, n := range overlay.List("changes") {
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
				a.checkDocs(c, pl)
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
	case c.Verb == keys.VerbAdd && pl.Node != nil:
		a.p.AtWith(c.at, code.Exists, "edit or replace it", pl.declared(), "add: %s is there already", pl.words())
	case c.Verb != keys.VerbAdd && pl.Node == nil:
		a.absent(c, pl)
	default:
		return pl
	}
	return nil
}

// checkDocs reports what a change of an overlay of `kind: docs` would do beyond documentation.
func (a *Applier) checkDocs(c *change, pl *place) {
	if c.Verb != keys.VerbEdit || c.hasPlace() {
		a.p.At(c.at, code.DocsOnly, "make the overlay `kind: variant`", "%s: an overlay of `kind: docs` only edits documentation", c.Verb)
		return
	}
	for _, e := range c.edits() {
		if known := pl.Shape.Key(e.Key.Text); known != nil && !known.Docs {
			a.p.At(e.Key, code.DocsOnly, "make the overlay `kind: variant`", "%q is more than documentation, and the overlay is `kind: docs`", e.Key.Text)
		}
	}
}

func (a *Applier) change(c *change, pl *place) {
	if !a.isAsItWas(c, pl) {
		return
	}
	if pl.isFixed() && c.Verb != keys.VerbEdit && c.Verb != keys.VerbRename && (pl.Shape != keys.Item || c.Verb != keys.VerbReplace) {
		a.p.At(c.at, code.Verb, "edit it", "%s: %s is always there", c.Verb, pl.words())
		return
	}
	verbs[c.Verb](a, c, pl)
}

// verbs are what makes a change, by its verb.
var verbs = map[string]func(*Applier, *change, *place){
	keys.VerbAdd: (*Applier).add, keys.VerbEdit: (*Applier).edit, keys.VerbReplace: (*Applier).replace, keys.VerbRemove: (*Applier).remove,
	keys.VerbMove: (*Applier).move, keys.VerbRename: (*Applier).rename, keys.VerbKeep: (*Applier).keep,
}

// isAsItWas compares the target with what the overlay's author saw.
func (a *Applier) isAsItWas(c *change, pl *place) bool {
	was := c.node.Get("was")
	if was == nil {
		return true
	}
	ok := true
	for _, e := range was.Entries {
		now := pl.Node.Get(e.Key.Text)
		switch {
		case now.Equal(e.Value):
			continue
		case now == nil:
			a.p.AtWith(e.Key, code.Was, "check the change, then delete the line", pl.declared(), "%s has no %q", pl.words(), e.Key.Text)
		case now.Kind == tree.Scalar && e.Value.Kind == tree.Scalar:
			a.p.AtWith(e.Value, code.Was, "check the change, then write "+now.Text, setHere(now), "%q of %s is %q by now, not %q", e.Key.Text, pl.words(), now.Text, e.Value.Text)
		default:
			a.p.AtWith(e.Value, code.Was, "check the change, then write "+now.Inline(), setHere(now), "%q of %s is something else by now", e.Key.Text, pl.words())
		}
		ok = false
	}
	return ok
}

func (a *Applier) add(c *change, pl *place) {
	value := a.value(c, pl)
	if value == nil {
		return
	}
	i := a.index(c, pl, pl.under.Ordered())
	if i < 0 {
		return
	}
	a.record(c, pl.Element, Entry{Verb: keys.VerbAdd, at: c.at})
	if !pl.isListed() {
		pl.in.Node.Set(c.text(pl.under.Key.Name), value)
		return
	}
	list := pl.siblings()
	if list == nil {
		list = &tree.Node{Kind: tree.Sequence, Span: c.at.Span}
		pl.in.Node.Set(c.text(pl.under.Key.Name), list)
	}
	list.Items = slices.Insert(list.Items, i, value)
}

// value returns what add and replace state, with the name from the path.
func (a *Applier) value(c *change, pl *place) *tree.Node {
	value := c.node.Get("value")
	if value == nil {
		a.lacks(c, "value", "add `value: {…}`")
		return nil
	}
	value.SetBy(&c.Change)
	if !pl.isListed() {
		return value
	}
	for _, named := range pl.names(c) {
		if given := value.Get(named.Key.Text); given != nil && given.Text != named.Value.Text {
			a.p.At(given, code.Path, "leave it out", "the path names %q and the value %q", pl.Name(), given.Text)
			return nil
		}
		value.Unset(named.Key.Text)
		value.Entries = slices.Insert(value.Entries, 0, named)
	}
	return value
}

// lacks reports a change without a key that it needs.
func (a *Applier) lacks(c *change, key, hint string) {
	if !c.node.HasLost(key) {
		a.p.At(c.at, code.MissingKey, hint, "%s: the key %q is missing", c.Verb, key)
	}
}

func (a *Applier) replace(c *change, pl *place) {
	value := a.value(c, pl)
	switch {
	case value == nil:
		return
	case pl.Shape.Same(pl.Node, value):
		a.p.AtWith(c.at, code.NoChange, "delete the change", pl.declared(), "replace: nothing changes")
		return
	case c.hasPlace() && !pl.isListed():
		a.noPlace(c, pl)
		return
	}
	a.overwritten(c, func(r Entry) bool { return startsWith(r.Path, pl.Path) })
	value.Inherit(pl.Node)
	a.record(c, pl.Element, Entry{Verb: keys.VerbReplace, at: c.at, Old: pl.Node})
	if !pl.isListed() {
		pl.in.Node.Set(c.text(pl.under.Key.Name), value)
		return
	}
	list := pl.siblings()
	list.Items[slices.Index(list.Items, pl.Node)] = value
	pl.Node = value
	if c.hasPlace() {
		a.move(c, pl)
	}
}
