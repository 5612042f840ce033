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
	return c.leadsFrom(a.Element(), strings.Split(path, "."))
}

// leadsFrom is leads for a path below an element.
func (c *change) leadsFrom(from keys.Element, path []string) bool {
	if c.Verb == keys.VerbAdd {
		path = path[:len(path)-1]
	}
	reached, rest := from.Descend(path)
	return len(rest) == 0 && len(reached.Path) > 0
}

// belowHint returns a hint for a path whose rest names no element below a place.
func (a *Applier) belowHint(c *change, pl *place, rest []string) string {
	isList := pl.Node.Str("type") == keys.KindList
	if path := pl.String() + ".item." + keys.JoinPath(rest); isList && a.leads(c, path) {
		return "write " + path
	}
	if k := pl.Shape.Key(rest[0]); k != nil && len(rest) == 1 && k.Of == nil {
		return "write `edit: " + pl.String() + "` with `set: {" + rest[0] + ": …}`"
	}
	if isList {
		return "the fields of a list's item stand below `item`"
	}
	return "name " + pl.String() + " alone"
}

// absent reports a path that needs an element which is not there.
func (a *Applier) absent(c *change, pl *place) {
	if r := a.removal(pl.Path); r != nil {
		message, hint := "%s: %s is no longer there", "delete one of the two changes"
		if r.Verb == keys.VerbRename && !slices.Equal(r.Path, pl.Path) {
			message, hint = "%s: %s was renamed", "write `"+c.Verb+": "+keys.JoinPath(append(slices.Clone(r.Path), c.path[len(pl.Path):]...))+"`"
		}
		a.p.AtWith(c.at, code.Target, hint, removedBy(r), message, c.Verb, pl.words())
		return
	}
	var known []string
	var notes []diag.Note
	section, plural, of := pl.in.Shape == keys.Spec, strings.TrimPrefix(pl.under.Key.Name, "message_"), ""
	if !section {
		of = " of " + pl.in.words()
	}
	if list := pl.siblings(); pl.isListed() && list != nil {
		known = pl.Shape.NamesIn(list)
		notes = []diag.Note{{Span: list.Span, Message: "the " + plural + of + " are declared here"}}
	}
	hint := nameHint(plural, pl.Name(), known)
	if tree.DidYouMean(pl.Name(), known) == "" {
		if meant := a.meantPath(c, pl); meant != "" {
			if c.Verb == keys.VerbKeep {
				meant = strings.TrimPrefix(meant, c.path[0]+".")
			}
			hint = "write " + meant
		}
	}
	if section {
		a.p.AtWith(c.at, code.Target, hint, notes, "%s: there is no %s %q", c.Verb, pl.what(), pl.Name())
		return
	}
	if shared := a.sharedBy(pl.Path); shared != "" {
		hint = "write `" + c.Verb + ": " + shared + "." + keys.JoinPath(c.path[2:]) + "`; all " + c.path[0] + " have the field"
	}
	a.p.AtWith(c.at, code.Target, hint, notes, "%s: %s has no %s %q", c.Verb, pl.in.words(), pl.what(), pl.Name())
}

// meantPath returns a path that leads to an element, made from that of a change by leaving out the segment that names the
// place, or by adding the name of a sibling before it; "" if there is none.
func (a *Applier) meantPath(c *change, pl *place) string {
	at := len(pl.Path) - 1
	before, rest := c.path[:at], c.path[at:]
	var paths [][]string
	if _, name, ok := strings.Cut(rest[0], "/"); ok {
		paths = append(paths, slices.Concat(before, []string{name}, rest[1:]))
	}
	if len(rest) > 1 && c.Verb != keys.VerbAdd {
		paths = append(paths, slices.Concat(before, rest[1:]))
	}
	for _, path := range paths {
		if joined := keys.JoinPath(path); a.leads(c, joined) {
			return joined
		}
	}
	if !pl.isListed() {
		return ""
	}
	for _, sibling := range pl.under.Of(pl.in.Element) {
		for _, below := range [][]string{rest, slices.Concat([]string{"item"}, rest)} {
			if c.leadsFrom(sibling, below) {
				return keys.JoinPath(slices.Concat(before, []string{sibling.Name()}, below))
			}
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
	case len(path) != 3:
	case path[0] == "messages" && isIn("inbound", keys.MessageFields), received && isIn("inbound", "fields"):
		return "inbound"
	case isIn("header", "fields") && (path[0] == "replies" || received && a.Root.Get("inbound").Str("derive") != "false"):
		return "header"
	}
	return ""
}

// removal returns the entry by which an element got lost, nil if it did not.
func (a *Applier) removal(path []string) *Entry {
	for i := len(a.Log) - 1; i >= 0; i-- {
		switch r := &a.Log[i]; {
		case slices.Equal(r.From, path),
			r.Verb == keys.VerbRemove && (slices.Equal(r.Path, path) || r.at.Text == keys.JoinPath(path)):
			return r
		case r.Verb == keys.VerbAdd && startsWith(r.Path, path):
			return nil
		}
	}
	return nil
}

// removedBy points to the change by which an element got lost.
func removedBy(r *Entry) []diag.Note {
	did := "removed it"
	switch r.By.Verb {
	case keys.VerbKeep:
		did = "kept only others"
	case keys.VerbRename:
		did = fmt.Sprintf("renamed it to %q", r.at.Text)
	}
	message := fmt.Sprintf("overlay %q %s here", r.By.Overlay, did)
	if r.By.Because != "" {
		message += ": " + r.By.Because
	}
	return []diag.Note{{Span: r.By.Span, Message: message}}
}
