package explain

import (
	"slices"

	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/overlay"
	"github.com/replygen/replygen/spec/internal/tree"
)

// Explanation is the history of an element or key: an Explanation of the package spec.
type Explanation struct {
	Path, What string
	Present    bool
	Value      string
	Steps      []Step
	Keys       []*Explanation
	Below      []string
}

// Step is one decision, with the node that has its place.
type Step struct {
	At      *tree.Node
	Present bool
	Value   string
}

// explainer explains the paths of a document.
type explainer struct{ *overlay.Document }

// Explain returns the histories of all that a path fits, one for each place.
func Explain(document *overlay.Document, path string) ([]*Explanation, error) {
	d := explainer{document}
	found, err := d.find(path)
	var out []*Explanation
	for _, m := range found {
		e := d.explain(m)
		if !slices.ContainsFunc(out, func(o *Explanation) bool { return o.Path == e.Path }) {
			out = append(out, e)
		}
	}
	return out, err
}

func (d explainer) explain(m match) *Explanation {
	if len(m.rest) == 0 {
		return d.explainElement(m.Element)
	}
	e := d.explainKey(m.Element, m.rest)
	if len(e.Steps) == 0 && m.Shape.HasKind() && keys.RuleOn(keys.KindString, m.rest[0]) != nil {
		if typ, rest := d.Element().Descend([]string{"scalars", m.Node.Str("type")}); len(rest) == 0 { // its scalar
			if of := d.explainKey(typ, m.rest); len(of.Steps) > 0 {
				return of
			}
		}
	}
	return e
}

func (d explainer) explainElement(t keys.Element) *Explanation {
	e := &Explanation{Path: t.String(), What: t.Shape.Noun()}
	var told *tree.Change
	now, base := d.history(t.Path, nil, func(r *overlay.Entry, value *tree.Node) {
		if r.By != told { // one change sets many keys
			e.Steps = append(e.Steps, Step{At: &tree.Node{Span: r.By.Span, By: r.By}, Present: value != nil})
		}
		told = r.By
	})
	e.Present = now != nil
	if base != nil {
		at := base.Named(t.Shape.ID).Span
		for name := base.Get(t.Shape.ID); name != nil; name = name.Prev { // it may have been renamed
			at = name.Span
		}
		e.Steps = append(e.Steps, Step{At: &tree.Node{Span: at}, Present: true})
	}
	for _, k := range t.Shape.OwnKeys() {
		isOfKey := func(r overlay.Entry) bool { return r.Key == k.Name && slices.Equal(r.Path, t.Path) }
		if t.Node.Get(k.Name) != nil || slices.ContainsFunc(d.Log, isOfKey) {
			e.Keys = append(e.Keys, d.explainKey(t, []string{k.Name}))
		}
	}
	for _, f := range keys.SiblingsIn(t.Shape) {
		for _, m := range f.Of(t) {
			e.Below = append(e.Below, m.String())
		}
	}
	return e
}

// explainKey returns the history of a key, or of a part of its value.
func (d explainer) explainKey(t keys.Element, names []string) *Explanation {
	e := &Explanation{Path: keys.JoinPath(append(slices.Clone(t.Path), names...)), What: "key of " + t.Shape.Name}
	now, base := d.history(t.Path, names, func(r *overlay.Entry, value *tree.Node) {
		origin := r.Origin()
		if value != nil {
			origin.Span = value.Span
		}
		e.Steps = append(e.Steps, Step{At: origin, Present: value != nil, Value: value.Inline()})
	})
	e.Present, e.Value = now != nil, now.Inline()
	for ; base != nil; base = base.Prev { // a rename changes what refers to the name without an entry
		e.Steps = append(e.Steps, Step{At: &tree.Node{Span: base.Span, By: base.By}, Present: true, Value: base.Inline()})
	}
	return e
}

// history visits the entries that are about an element, or about what names lead to in it: a key, or a part of its value. It
// starts with the newest, and passes the value after each. It returns the value as it is now, and that of the base.
func (d explainer) history(path, names []string, visit func(*overlay.Entry, *tree.Node)) (now, base *tree.Node) {
	if t, gone := d.Element().Descend(path); len(gone) == 0 {
		now = inside(t.Node, names)
	}
	value := now
	for i := len(d.Log) - 1; i >= 0; i-- {
		r, at, before := &d.Log[i], path, value
		path = r.PathBefore(path)
		isOwn := slices.Equal(r.Path, at)
		switch {
		case r.Verb != keys.VerbMove && r.Concerns(at):
			before = inside(r.Within(at), names)
		case isOwn && len(names) == 0: // its place, or one of its keys
		case isOwn && r.Key == names[0]:
			before = inside(r.Old, names[1:])
		default:
			continue
		}
		if value != nil || before != nil {
			visit(r, value)
			value = before
		}
	}
	return now, value
}

// inside follows keys from a node; nil where they lead to nothing.
func inside(n *tree.Node, names []string) *tree.Node {
	for _, name := range names {
		n = n.Get(name)
	}
	return n
}
