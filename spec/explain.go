package spec

import "slices"

// Explanation is the history of a thing or a key of a platform.
type Explanation struct {
	// Path is the path in full, as an overlay writes it.
	Path string
	// What says what the path names: "field", "reply", "key of a field".
	What string
	// Present reports whether the platform has it; what is absent may have a history.
	Present bool
	// Value is a key's value: text as it is, all else as YAML on one line.
	Value string
	// Steps are what was decided about it, the newest first. A key that nobody ever set has none.
	Steps []Step
	// Keys are a thing's keys, each with its own history.
	Keys []*Explanation
	// Below are the paths of the things that a thing holds, in their order.
	Below []string
}

// Step is one decision in the history of a thing or key.
type Step struct {
	// Origin is where it stands. Its verb is "" for what the base spec says; its Before is not set.
	Origin
	// Present reports whether there was such a thing, or such a key, from then on; Value is the key's.
	Present bool
	Value   string
}

// Explain tells the history of what a path names: a thing, replies.text.Content, or a key of one,
// replies.text.Content.max_bytes. It takes the id of a rule too: news.Articles.max_items is
// replies.news.Articles.max_items, and so is a path that a violation shows, text.Content.max_bytes or
// news.Articles.item[3].Title. A rule that a string has from its type is told as the type's. What overlays removed is found as well. The error is for a path that names nothing, and
// suggests another.
func (p *Platform) Explain(path string) (*Explanation, error) {
	t, rest, err := p.find(path)
	if err != nil {
		return nil, err
	}
	if len(rest) == 0 {
		return p.explainThing(t), nil
	}
	e := p.explainKey(t, rest)
	if typ := p.typeOf(t); len(e.Steps) == 0 && typ != nil && isStringRule(rest[0]) {
		if of := p.explainKey(*typ, rest); len(of.Steps) > 0 {
			return of, nil
		}
	}
	return e, nil
}

// typeOf is the scalar that is the type of a thing, nil when it has none.
func (p *Platform) typeOf(t thing) *thing {
	name := t.node.str("type")
	if !t.shape.hasKind() || name == "" {
		return nil
	}
	s, rest := p.things().descend([]string{"scalars", name})
	if len(rest) > 0 {
		return nil
	}
	return &s
}

func (p *Platform) things() thing { return thing{shape: specShape, node: p.tree} }

func (p *Platform) explainThing(t thing) *Explanation {
	e := &Explanation{Path: t.String(), What: t.shape.noun()}
	now, gone := p.things().descend(t.path)
	var node *node
	if len(gone) == 0 {
		e.Present, node = true, now.node
	}
	var told *change
	for i := len(p.log) - 1; i >= 0; i-- {
		r := &p.log[i]
		before := node
		switch {
		case slices.Equal(r.path, t.path) && (r.key != "" || r.verb == verbMove):
		case r.verb == verbMove || !r.concerns(t.path):
			continue
		default:
			before = r.within(t.path)
			if before == nil && node == nil {
				continue
			}
		}
		if r.by != told { // one change sets many keys
			e.Steps = append(e.Steps, Step{Origin: Origin{Span: r.by.at.span, Overlay: r.by.overlay, Verb: r.by.verb, Because: r.by.because}, Present: node != nil})
		}
		told, node = r.by, before
	}
	if node != nil {
		declared := thing{shape: t.shape, node: node}
		e.Steps = append(e.Steps, Step{Origin: Origin{Span: declared.at().span}, Present: true})
	}
	for _, k := range t.shape.ownKeys() {
		if t.node.get(k.name) != nil || p.everSet(t.path, k.name) {
			e.Keys = append(e.Keys, p.explainKey(t, []string{k.name}))
		}
	}
	for _, f := range families(t.shape) {
		for _, m := range f.members(t) {
			e.Below = append(e.Below, m.String())
		}
	}
	return e
}

func (p *Platform) everSet(path []string, key string) bool {
	return slices.ContainsFunc(p.log, func(r act) bool { return r.key == key && slices.Equal(r.path, path) })
}

// explainKey tells the history of a key, or of what stands inside its value.
func (p *Platform) explainKey(t thing, keys []string) *Explanation {
	e := &Explanation{Path: joinPath(append(slices.Clone(t.path), keys...)), What: "key of " + t.shape.name}
	inside := func(n *node) *node {
		for _, k := range keys[1:] {
			n = n.get(k)
		}
		return n
	}
	var value *node
	if now, gone := p.things().descend(t.path); len(gone) == 0 {
		value = inside(now.node.get(keys[0]))
	}
	e.Present, e.Value = value != nil, value.inline()
	for i := len(p.log) - 1; i >= 0; i-- {
		r := &p.log[i]
		var before *node
		switch {
		case r.verb == verbMove:
			continue
		case r.concerns(t.path):
			before = inside(r.within(t.path).get(keys[0]))
		case r.key == keys[0] && slices.Equal(r.path, t.path):
			before = inside(r.old)
		default:
			continue
		}
		if value == nil && before == nil {
			continue
		}
		o := *r.origin()
		if value != nil {
			o.Span = value.span
		}
		e.Steps = append(e.Steps, Step{Origin: o, Present: value != nil, Value: value.inline()})
		value = before
	}
	if value != nil {
		e.Steps = append(e.Steps, Step{Origin: Origin{Span: value.span}, Present: true, Value: value.inline()})
	}
	return e
}
