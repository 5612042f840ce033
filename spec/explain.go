package spec

import (
	"slices"

	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/tree"
)

// explanation is the history of an element or key: an Explanation of the package spec.
type explanation struct {
	path, what string
	present    bool
	value      string
	steps      []step
	keys       []*explanation
	below      []string
}

// step is one decision, with the node that has its place.
type step struct {
	at      *tree.Node
	present bool
	value   string
}

// explain tells the history of what a path names.
func explain(p *document, path string) (*explanation, error) {
	t, rest, err := p.find(path)
	if err != nil {
		return nil, err
	}
	if len(rest) == 0 {
		return p.explainThing(t), nil
	}
	e := p.explainKey(t, rest)
	if typ := p.typeOf(t); len(e.steps) == 0 && typ != nil && keys.RuleOn(keys.KindString, rest[0]) != nil {
		if of := p.explainKey(*typ, rest); len(of.steps) > 0 {
			return of, nil
		}
	}
	return e, nil
}

// typeOf is the scalar that is the type of a thing, nil when it has none.
func (p *document) typeOf(t keys.Element) *keys.Element {
	name := t.Node.Str("type")
	if !t.Shape.HasKind() || name == "" {
		return nil
	}
	s, rest := p.elements().Descend([]string{"scalars", name})
	if len(rest) > 0 {
		return nil
	}
	return &s
}

func (p *document) explainThing(t keys.Element) *explanation {
	e := &explanation{path: t.String(), what: t.Shape.Noun()}
	now, gone := p.elements().Descend(t.Path)
	var value *tree.Node
	if len(gone) == 0 {
		e.present, value = true, now.Node
	}
	var told *tree.Change
	for i := len(p.log) - 1; i >= 0; i-- {
		r := &p.log[i]
		before := value
		switch {
		case slices.Equal(r.path, t.Path) && (r.key != "" || r.verb == keys.VerbMove):
		case r.verb == keys.VerbMove || !r.concerns(t.Path):
			continue
		default:
			before = r.within(t.Path)
			if before == nil && value == nil {
				continue
			}
		}
		if r.by != told { // one change sets many keys
			e.steps = append(e.steps, step{at: &tree.Node{Span: r.by.Span, By: r.by}, present: value != nil})
		}
		told, value = r.by, before
	}
	if value != nil {
		e.steps = append(e.steps, step{at: &tree.Node{Span: value.Named(t.Shape.ID).Span}, present: true})
	}
	for _, k := range t.Shape.OwnKeys() {
		if t.Node.Get(k.Name) != nil || p.everSet(t.Path, k.Name) {
			e.keys = append(e.keys, p.explainKey(t, []string{k.Name}))
		}
	}
	for _, f := range keys.SiblingsIn(t.Shape) {
		for _, m := range f.Of(t) {
			e.below = append(e.below, m.String())
		}
	}
	return e
}

func (p *document) everSet(path []string, key string) bool {
	return slices.ContainsFunc(p.log, func(r act) bool { return r.key == key && slices.Equal(r.path, path) })
}

// explainKey tells the history of a key, or of what stands inside its value.
func (p *document) explainKey(t keys.Element, names []string) *explanation {
	e := &explanation{path: keys.JoinPath(append(slices.Clone(t.Path), names...)), what: "key of " + t.Shape.Name}
	inside := func(n *tree.Node) *tree.Node {
		for _, k := range names[1:] {
			n = n.Get(k)
		}
		return n
	}
	var value *tree.Node
	if now, gone := p.elements().Descend(t.Path); len(gone) == 0 {
		value = inside(now.Node.Get(names[0]))
	}
	e.present, e.value = value != nil, value.Inline()
	for i := len(p.log) - 1; i >= 0; i-- {
		r := &p.log[i]
		var before *tree.Node
		switch {
		case r.verb == keys.VerbMove:
			continue
		case r.concerns(t.Path):
			before = inside(r.within(t.Path).Get(names[0]))
		case r.key == names[0] && slices.Equal(r.path, t.Path):
			before = inside(r.old)
		default:
			continue
		}
		if value == nil && before == nil {
			continue
		}
		at := r.origin()
		if value != nil {
			at.Span = value.Span
		}
		e.steps = append(e.steps, step{at: at, present: value != nil, value: value.Inline()})
		value = before
	}
	if value != nil {
		e.steps = append(e.steps, step{at: &tree.Node{Span: value.Span}, present: true, value: value.Inline()})
	}
	return e
}
