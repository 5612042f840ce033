package overlay

import (
	"slices"

	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/tree"
)

// Overtaken are the examples of an element that a change of its rules made untrue.
type Overtaken struct {
	// Of is the element, Key examples or example. A sample that violates a rule is left out.
	Of  *tree.Node
	Key string
	// Rules are the rules that the examples violate now, one for each, "" for none.
	Rules []string
}

// Overtake makes examples true again, each as part of the last change to its element or that element's type.
func (a *Applier) Overtake(examples []Overtaken) {
	for _, o := range examples {
		var of keys.Element
		a.Element().Walk(func(e keys.Element) {
			if e.Node == o.Of {
				of = e
			}
		})
		cause := a.Log[len(a.Log)-1]
		for _, r := range a.Log[a.start:] {
			if slices.Equal(r.Path, of.Path) || slices.Equal(r.Path, []string{"scalars", o.Of.Str("type")}) {
				cause = r
			}
		}
		old := o.Of.Get(o.Key)
		a.Log = append(a.Log, Entry{By: cause.By, Path: of.Path, Key: o.Key, Shape: of.Shape, Verb: keys.VerbEdit, at: cause.at, Old: old})
		if o.Rules == nil {
			o.Of.Unset(o.Key)
			continue
		}
		now := old.Clone()
		now.Prev, now.By, now.Span = old, cause.By, cause.at.Span
		o.Of.Set(o.Of.KeyNode(o.Key), now)
		for i, rule := range o.Rules {
			item := now.Items[i]
			switch before := item.Get("violates"); {
			case item.Str("violates") == rule:
			case rule == "":
				item.Unset("violates")
			default:
				violates := tree.Text(rule)
				violates.Span, violates.By, violates.Prev = cause.at.Span, cause.By, before
				item.Put("violates", violates)
			}
		}
	}
}
