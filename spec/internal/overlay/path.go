package overlay

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/tree"
)

// place is where a path leads: an element, or where one could be.
type place struct {
	// Element has no node where it is absent.
	keys.Element
	// in is the place of what holds the element, nil for the spec itself; under is the key.
	in    *place
	under keys.Siblings
	// whole is set for all members of the list under the key at once, tag for the tag of a union.
	whole, tag bool
}

// at is the place of a member under a key.
func (pl *place) at(under keys.Siblings, name string) *place {
	node := pl.Node.Get(under.Key.Name)
	if under.IsList() {
		node = under.Key.Of.Find(node, name)
	}
	return &place{Element: keys.Element{Path: under.Path(pl.Path, name), Shape: under.Key.Of, Node: node}, in: pl, under: under}
}

// siblings returns the list that the element is or would be an item of, nil when there is none yet.
func (pl *place) siblings() *tree.Node { return pl.in.Node.Get(pl.under.Key.Name) }

// isListed reports whether the place is that of an item of a list.
func (pl *place) isListed() bool { return pl.under.IsList() && !pl.whole && !pl.tag }

func (pl *place) isSection() bool { return pl.in.Shape == keys.Spec && !pl.under.IsList() }

// isFixed reports whether the element is a part of another that cannot be added, removed or moved.
func (pl *place) isFixed() bool {
	return !pl.under.IsList() && (pl.under.Key.Required || pl.under.Key.Needed)
}

// what names the sort of the element for messages.
func (pl *place) what() string {
	switch {
	case pl.whole:
		return "list"
	case pl.tag:
		return "tag"
	case pl.isSection():
		return "section"
	}
	return pl.Shape.Noun()
}

// words names a place for messages.
func (pl *place) words() string {
	switch {
	case pl.what() == "section":
		return pl.Shape.Name
	case pl.what() == "item":
		return "the item of " + pl.in.words()
	}
	return fmt.Sprintf("%s %q", pl.what(), pl.Name())
}

// declared points to the element, which is present.
func (pl *place) declared() []diag.Note { return declaredHere(pl.Node, pl.Name()) }

// resolve follows the path of a change. It reports where the path leaves what is there, and returns nil, unless only
// its last segment names something that is absent.
func (a *Applier) resolve(c *change) *place {
	pl := a.place()
	for rest := c.path; len(rest) > 0; {
		switch {
		case pl.in == nil:
		case pl.isSection() && !pl.Shape.HasFields():
			hint := fmt.Sprintf("write `edit: %s` with `set: {%s: …}`", pl.Name(), rest[0])
			a.p.At(c.at, code.Path, hint, "path %q leads into %s, whose keys are changed as a whole", c.at.Text, pl.Shape.Name)
			return nil
		case pl.Node == nil:
			a.absent(c, pl)
			return nil
		case pl.Shape == keys.Inbound && a.isDerived(c, pl):
			return nil
		}
		next, after := pl.step(c, rest)
		switch {
		case next == nil && pl.in == nil:
			a.p.At(c.at, code.Path, a.sectionHint(c), "path starts with %q; it starts with %s", rest[0], tree.OneOf(keys.SectionNames))
			return nil
		case next == nil:
			a.p.AtWith(c.at, code.Path, a.belowHint(c, pl, rest), pl.declared(), "path %q: %s has nothing below it named %q", c.at.Text, pl.words(), rest[0])
			return nil
		case next.Shape == keys.Inbound && next.Node == nil && (c.Verb == keys.VerbEdit || c.Verb == keys.VerbAdd && len(after) > 0):
			next = a.inbound(c)
		}
		pl, rest = next, after
	}
	if pl.whole && !a.isWholeList(c, pl) {
		return nil
	}
	return pl
}

// place is the place of the document.
func (a *Applier) place() *place { return &place{Element: a.Element()} }

// step returns the place that the next segments of a path name inside another, and the rest of the path; nil where nothing
// can be.
func (pl *place) step(c *change, path []string) (next *place, rest []string) {
	if c.Verb == keys.VerbRename && len(path) == 1 && pl.Node.Str("tag") == path[0] {
		tag := *pl
		tag.Path, tag.tag = c.path, true
		return &tag, nil
	}
	var absent *place
	for _, f := range keys.SiblingsIn(pl.Shape) {
		names := path
		switch {
		case pl.Shape.HasKind() && !f.Key.Fits(pl.KindOf()):
			continue
		case c.ofMessages && pl.Shape == keys.Inbound && f.Key.Name != keys.MessageFields:
			continue
		case (f.Prefix != "" || !f.IsList()) && path[0] != cmp.Or(f.Prefix, f.Key.Name):
			continue
		case f.Prefix != "":
			if names = path[1:]; len(names) == 0 {
				list := keys.Element{Path: c.path, Node: pl.Node.Get(f.Key.Name)}
				return &place{Element: list, in: pl, under: f, whole: true}, nil
			}
		}
		if next := pl.at(f, names[0]); next.Node != nil || f.Prefix != "" {
			return next, names[1:]
		} else if absent == nil {
			absent = next
		}
	}
	return absent, path[1:]
}

// isWholeList reports whether a change can name a list as a whole, and if not, why.
func (a *Applier) isWholeList(c *change, pl *place) bool {
	name, hint := pl.Name(), ""
	removable := slices.Contains(keys.RemovableLists, name)
	switch {
	case pl.in.Shape != keys.Spec:
		a.p.At(c.at, code.Path, "name one rule: "+c.at.Text+".NAME", "path %q names all rules at once", c.at.Text)
		return false
	case removable && c.Verb == keys.VerbRemove, c.Verb == keys.VerbKeep:
		return true
	case c.Verb == keys.VerbRemove:
		hint = "of the lists, only " + tree.OneOf(keys.RemovableLists) + " can be removed as a whole"
	default:
		hint = "write `" + c.Verb + ": " + name + ".NAME`"
		if removable && c.Verb != keys.VerbAdd {
			hint += "; as a whole, it can only be removed, or cut down by `keep`"
		}
	}
	a.p.At(c.at, code.Path, hint, "path %q names a list; name one thing in it", c.at.Text)
	return false
}

// isDerived reports a path to a field that messages have because the header has it.
func (a *Applier) isDerived(c *change, inbound *place) bool {
	name := c.path[1]
	of := keys.Field.Find(a.Root.Get("header").Get("fields"), name)
	own := keys.Field.Find(inbound.Node.Get("fields"), name)
	if of == nil || own != nil || c.ofMessages || c.Verb == keys.VerbAdd || inbound.Node.Str("derive") == "false" {
		return false
	}
	a.p.AtWith(c.at, code.Target, "write `"+c.Verb+": header."+name+"`", declaredHere(of, name), "%s: messages have field %q from the header", c.Verb, name)
	return true
}

// inbound is the place of the inbound section, which is always there to edit.
func (a *Applier) inbound(c *change) *place {
	if a.Root.Get("inbound") == nil {
		a.Root.Set(c.text("inbound"), &tree.Node{Kind: tree.Mapping, Span: c.Span, By: &c.Change})
	}
	pl, _ := a.place().step(c, []string{"inbound"})
	return pl
}

// missing reports whether all that is wrong with a change's path is that something on it is not there.
func (a *Applier) missing(c *change) bool {
	silent := &Applier{Document: a.Document, p: &tree.Problems{}}
	if pl := silent.resolve(c); pl != nil {
		return pl.Node == nil
	}
	return !slices.ContainsFunc(silent.p.List.Diagnostics, func(d diag.Diagnostic) bool { return d.Code != code.Target })
}

func declaredHere(n *tree.Node, name string) []diag.Note {
	return []diag.Note{{Span: n.Span, Message: fmt.Sprintf("%q is declared here", name)}}
}
