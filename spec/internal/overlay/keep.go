package overlay

import (
	"fmt"
	"slices"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/tree"
)

// keep removes all things of a list but those that `only` names.
func (a *Applier) keep(c *change, pl *place) {
	only := c.node.Get("only")
	if only == nil && c.node.HasLost("only") {
		return // reported
	}
	if only == nil {
		hint := "add `only: [NAME, …]`"
		if slices.Contains(keys.RemovableLists, pl.name) {
			hint += "; `remove: " + pl.name + "` removes all"
		}
		a.p.At(c.at, code.MissingKey, hint, "keep: the key \"only\" is missing")
		return
	}
	shape, before := keys.Spec.Key(pl.key).Of, a.p.Errors
	kept := map[*tree.Node]bool{}
	for _, name := range only.Items {
		n := shape.Find(pl.node, name.Text)
		if n == nil {
			a.absentFrom(c, name, pl, shape)
			continue
		}
		kept[n] = true
	}
	if a.p.Errors > before {
		return
	}
	if len(kept) == len(pl.node.Items) {
		a.p.At(only, code.NoChange, "delete the change", "keep: %s has nothing else", pl.words())
		return
	}
	names := map[string]bool{}
	for i, name := range shape.NamesIn(pl.node) {
		if n := pl.node.Items[i]; kept[n] {
			names[name] = true
		} else {
			a.gone(c, []string{pl.key, name}, shape, n)
		}
	}
	a.overwritten(c, func(r Entry) bool {
		return len(r.Path) == 2 && r.Verb == keys.VerbRemove && r.Path[0] == pl.key && !names[r.Path[1]]
	})
	pl.node.Items = slices.DeleteFunc(pl.node.Items, func(n *tree.Node) bool { return !kept[n] })
}

// gone notes that a change removed an element.
func (a *Applier) gone(c *change, path []string, shape *keys.Shape, old *tree.Node) {
	a.overwritten(c, within(path))
	a.removed[keys.JoinPath(path)] = c
	a.did(Entry{By: &c.Change, Path: path, Shape: shape, Verb: keys.VerbRemove, at: c.at, Old: old})
}

// within reports whether an entry is about the element of a path or one inside it.
func within(path []string) func(Entry) bool {
	return func(r Entry) bool { return len(r.Path) >= len(path) && slices.Equal(r.Path[:len(path)], path) }
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

// absentFrom reports a name that a list does not have.
func (a *Applier) absentFrom(c *change, name *tree.Node, list *place, shape *keys.Shape) {
	pl := &place{what: shape.Noun(), shape: shape, owner: list.owner, key: list.key, list: true, name: name.Text}
	here := *c
	here.at, here.path = name, []string{list.key, name.Text}
	a.absent(&here, pl, 2)
}
