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
	if typ := d.typeOf(m.Element); len(e.Steps) == 0 && typ != nil && keys.RuleOn(keys.KindString, m.rest[0]) != nil {
		if of := d.explainKey(*typ, m.rest); len(of.Steps) > 0 {
			return of
		}
	}
	return e
}

// typeOf is the scalar that is the type of an element, nil when it has none.
func (d explainer) typeOf(t keys.Element) *keys.Element {
	name := t.Node.Str("type")
	if !t.Shape.HasKind() || name == "" {
		return nil
	}
	s, rest := d.Element().Descend([]string{"scalars", name})
	if len(rest) > 0 {
		return nil
	}
	return &s
}

func (d explainer) explainElement(t keys.Element) *Explanation {
	e := &Explanation{Path: t.String(), What: t.Shape.Noun()}
	now, gone := d.Element().Descend(t.Path)
	var value *tree.Node
	if len(gone) == 0 {
		e.Present, value = true, now.Node
	}
	var told *tree.Change
	path := t.Path
	for i := len(d.Log) - 1; i >= 0; i-- {
		r := &d.Log[i]
		before := value
		switch {
		case slices.Equal(r.Path, path) && (r.Key != "" || r.Verb == keys.VerbMove):
			path = r.PathBefore(path)
		case r.Verb == keys.VerbMove || !r.Concerns(path):
			path = r.PathBefore(path)
			continue
		default:
			before = r.Within(path)
			if before == nil && value == nil {
				continue
			}
		}
		if r.By != told { // one change sets many keys
			e.Steps = append(e.Steps, Step{At: &tree.Node{Span: r.By.Span, By: r.By}, Present: value != nil})
		}
		told, value = r.By, before
	}
	if value != nil {
		at := value.Named(t.Shape.ID).Span
		for name := value.Get(t.Shape.ID); name != nil; name = name.Prev { // it may have been renamed
			at = name.Span
		}
		e.Steps = append(e.Steps, Step{At: &tree.Node{Span: at}, Present: true})
	}
	for _, k := range t.Shape.OwnKeys() {
		if t.Node.Get(k.Name) != nil || d.everSet(t.Path, k.Name) {
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

func (d explainer) everSet(path []string, key string) bool {
	return slices.ContainsFunc(d.Log, func(r overlay.Entry) bool { return r.Key == key && slices.Equal(r.Path, path) })
}

// explainKey returns the history of a key, or of a part of its value.
func (d explainer) explainKey(t keys.Element, names []string) *Explanation {
	e := &Explanation{Path: keys.JoinPath(append(slices.Clone(t.Path), names...)), What: "key of " + t.Shape.Name}
	inside := func(n *tree.Node) *tree.Node {
		for _, k := range names[1:] {
			n = n.Get(k)
		}
		return n
	}
	var value *tree.Node
	if now, gone := d.Element().Descend(t.Path); len(gone) == 0 {
		value = inside(now.Node.Get(names[0]))
	}
	e.Present, e.Value = value != nil, value.Inline()
	path := t.Path
	for i := len(d.Log) - 1; i >= 0; i-- {
		r := &d.Log[i]
		at := path
		path = r.PathBefore(path)
		var before *tree.Node
		switch {
		case r.Verb == keys.VerbMove:
			continue
		case r.Concerns(at):
			before = inside(r.Within(at).Get(names[0]))
		case r.Key == names[0] && slices.Equal(r.Path, at):
			before = inside(r.Old)
		default:
			continue
		}
		if value == nil && before == nil {
			continue
		}
		origin := r.Origin()
		if value != nil {
			origin.Span = value.Span
		}
		e.Steps = append(e.Steps, Step{At: origin, Present: value != nil, Value: value.Inline()})
		value = before
	}
	for ; value != nil; value = value.Prev { // a rename changes what refers to the name without an entry
		e.Steps = append(e.Steps, Step{At: &tree.Node{Span: value.Span, By: value.By}, Present: true, Value: value.Inline()})
	}
	return e
}
