package spec

import (
	"slices"

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
	if typ := p.typeOf(t); len(e.steps) == 0 && typ != nil && ruleOn(kindString, rest[0]) != nil {
		if of := p.explainKey(*typ, rest); len(of.steps) > 0 {
			return of, nil
		}
	}
	return e, nil
}

// typeOf is the scalar that is the type of a thing, nil when it has none.
func (p *document) typeOf(t thing) *thing {
	name := t.node.Str("type")
	if !t.shape.hasKind() || name == "" {
		return nil
	}
	s, rest := p.elements().descend([]string{"scalars", name})
	if len(rest) > 0 {
		return nil
	}
	return &s
}

func (p *document) explainThing(t thing) *explanation {
	e := &explanation{path: t.String(), what: t.shape.noun()}
	now, gone := p.elements().descend(t.path)
	var value *tree.Node
	if len(gone) == 0 {
		e.present, value = true, now.node
	}
	var told *tree.Change
	for i := len(p.log) - 1; i >= 0; i-- {
		r := &p.log[i]
		before := value
		switch {
		case slices.Equal(r.path, t.path) && (r.key != "" || r.verb == verbMove):
		case r.verb == verbMove || !r.concerns(t.path):
			continue
		default:
			before = r.within(t.path)
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
		e.steps = append(e.steps, step{at: &tree.Node{Span: value.Named(t.shape.id).Span}, present: true})
	}
	for _, k := range t.shape.ownKeys() {
		if t.node.Get(k.name) != nil || p.everSet(t.path, k.name) {
			e.keys = append(e.keys, p.explainKey(t, []string{k.name}))
		}
	}
	for _, f := range families(t.shape) {
		for _, m := range f.members(t) {
			e.below = append(e.below, m.String())
		}
	}
	return e
}

func (p *document) everSet(path []string, key string) bool {
	return slices.ContainsFunc(p.log, func(r act) bool { return r.key == key && slices.Equal(r.path, path) })
}

// explainKey tells the history of a key, or of what stands inside its value.
func (p *document) explainKey(t thing, keys []string) *explanation {
	e := &explanation{path: joinPath(append(slices.Clone(t.path), keys...)), what: "key of " + t.shape.name}
	inside := func(n *tree.Node) *tree.Node {
		for _, k := range keys[1:] {
			n = n.Get(k)
		}
		return n
	}
	var value *tree.Node
	if now, gone := p.elements().descend(t.path); len(gone) == 0 {
		value = inside(now.node.Get(keys[0]))
	}
	e.present, e.value = value != nil, value.Inline()
	for i := len(p.log) - 1; i >= 0; i-- {
		r := &p.log[i]
		var before *tree.Node
		switch {
		case r.verb == verbMove:
			continue
		case r.concerns(t.path):
			before = inside(r.within(t.path).Get(keys[0]))
		case r.key == keys[0] && slices.Equal(r.path, t.path):
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
