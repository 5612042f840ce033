package overlay

import (
	"fmt"
	"slices"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/tree"
)

func (a *Applier) remove(c *change, pl *place) {
	holder, key := pl.in.Node, pl.under.Key
	switch {
	case pl.whole && len(pl.Node.Items) == 0:
		if c.node.Str("if_present") != "true" {
			a.p.At(c.at, code.NoChange, "delete the change", "remove: %s is empty", pl.Name())
		}
		return
	case pl.whole:
		a.keepOnly(c, pl, nil)
	case !pl.under.IsList():
		a.gone(c, pl.Element)
		holder.Unset(key.Name)
		return
	default:
		a.gone(c, pl.Element)
		list := pl.siblings()
		list.Items = slices.DeleteFunc(list.Items, func(n *tree.Node) bool { return n == pl.Node })
	}
	if isNeeded := key.Required || key.Needed && !key.Filled; len(pl.siblings().Items) == 0 && !isNeeded {
		holder.Unset(key.Name)
	}
}

// keep removes all members of a list but those that `only` names.
func (a *Applier) keep(c *change, pl *place) {
	only := c.node.Get("only")
	if only == nil {
		hint := "add `only: [NAME, …]`"
		if slices.Contains(keys.RemovableLists, pl.Name()) {
			hint += "; `remove: " + pl.Name() + "` removes all"
		}
		a.lacks(c, "only", hint)
		return
	}
	before := a.p.Errors
	kept := map[*tree.Node]bool{}
	for _, name := range only.Items {
		member := pl.in.at(pl.under, name.Text)
		if member.Node == nil {
			here := *c
			here.at, here.path = name, member.Path
			a.absent(&here, member)
		}
		kept[member.Node] = true
	}
	switch {
	case a.p.Errors > before:
	case len(kept) == len(pl.Node.Items):
		a.p.At(only, code.NoChange, "delete the change", "keep: %s has nothing else", pl.words())
	default:
		a.keepOnly(c, pl, kept)
	}
}

// keepOnly removes all members of a list but some.
func (a *Applier) keepOnly(c *change, pl *place, kept map[*tree.Node]bool) {
	names := map[string]bool{}
	for _, m := range pl.under.Of(pl.in.Element) {
		if kept[m.Node] {
			names[m.Name()] = true
		} else {
			a.gone(c, m)
		}
	}
	a.overwritten(c, func(r Entry) bool {
		return len(r.Path) == 2 && r.Verb == keys.VerbRemove && r.Path[0] == pl.Name() && !names[r.Path[1]]
	})
	pl.Node.Items = slices.DeleteFunc(pl.Node.Items, func(n *tree.Node) bool { return !kept[n] })
}

// gone logs that a change removed an element.
func (a *Applier) gone(c *change, e keys.Element) {
	a.overwritten(c, func(r Entry) bool { return startsWith(r.Path, e.Path) })
	a.record(c, e, Entry{Verb: keys.VerbRemove, at: c.at, Old: e.Node})
}

// overwritten reports the changes of the same overlay whose results a later one takes away.
func (a *Applier) overwritten(c *change, isOverwritten func(Entry) bool) {
	var told *tree.Change
	for _, r := range a.Log[a.start:] {
		if r.By == &c.Change || r.By == told || !isOverwritten(r) {
			continue
		}
		told = r.By
		a.p.Add(diag.Diagnostic{Span: r.By.Span, Code: code.NoChange, Hint: "delete the change",
			Message: fmt.Sprintf("%s: the change has no effect", r.By.Verb),
			Notes:   []diag.Note{{Span: c.at.Span, Message: "a later change removes or replaces the element"}}})
	}
}
