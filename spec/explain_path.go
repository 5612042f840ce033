package spec

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/tree"
)

var itemIndex = regexp.MustCompile(`\[\d+\]`)

// find returns the thing that a path leads to, and the key of it that the rest of the path names. What the platform
// has comes first, then what its overlays removed.
func (p *document) find(path string) (thing, []string, error) {
	segments := strings.Split(itemIndex.ReplaceAllString(path, ""), ".")
	if slices.Contains(segments, "") {
		return thing{}, nil, fmt.Errorf("path %q does not name one thing: it is names with dots between, replies.news.Articles.item.Title", path)
	}
	isRule := specShape.key(segments[0]) == nil // the id of one starts with the reply's type
	if isRule {
		segments = append([]string{"replies"}, segments...)
	}
	reached, left := p.elements().follow(segments)
	if isKnown(reached, left) {
		return reached, left, nil
	}
	if rule := p.ruleOf(reached, left); rule != nil {
		return *rule, nil, nil
	}
	if isRule && reached.shape == replyShape && len(left) > 0 {
		// The violations of a reply are also those of the header's fields.
		if t, rest := p.elements().follow(append([]string{"header"}, left...)); t.shape.hasKind() && isKnown(t, rest) {
			return t, rest, nil
		}
	}
	for i := len(p.log) - 1; i >= 0; i-- {
		r := &p.log[i]
		if r.key != "" || r.old == nil || !r.concerns(segments) {
			continue
		}
		if t, rest := (thing{path: r.path, shape: r.shape, node: r.old}).follow(segments[len(r.path):]); isKnown(t, rest) {
			return t, rest, nil
		}
	}
	return thing{}, nil, p.unknownPath(path, reached, left)
}

// follow is descend for paths as violations show them: an item goes by the name of its element, and one of a flat list
// by that of the list.
func (t thing) follow(segments []string) (thing, []string) {
	for {
		t, segments = t.descend(segments)
		if len(segments) == 0 || !t.shape.hasKind() || t.kindOf() != kindList || t.node.Get("item") == nil {
			return t, segments
		}
		item := thing{path: append(slices.Clone(t.path), "item"), shape: itemShape, node: t.node.Get("item")}
		k := t.shape.key(segments[0])
		switch name := item.node.Str("name"); {
		case name == segments[0]:
			segments = segments[1:]
		case k != nil && k.fits(kindList):
			return t, segments
		}
		t = item
	}
}

// isKnown reports whether a thing can have the key that the rest of a path names, and has what stands behind it.
func isKnown(t thing, rest []string) bool {
	if len(rest) == 0 {
		return true
	}
	k := t.shape.key(rest[0])
	if k == nil || t.shape == specShape || k.holdsThings(t.shape) || t.shape.hasKind() && !k.fits(t.kindOf()) {
		return false
	}
	n := t.node.Get(rest[0])
	for _, name := range rest[1:] {
		if n = n.Get(name); n == nil {
			return false
		}
	}
	return true
}

func (k *key) holdsThings(s *shape) bool {
	return slices.ContainsFunc(families(s), func(f family) bool { return f.key == k })
}

// ruleOf is the rule across fields that a violation names by its form and its first field: text.Url.one_of.
func (p *document) ruleOf(t thing, rest []string) *thing {
	if len(rest) != 1 || !slices.Contains(ruleForms, rest[0]) || len(t.path) < 2 {
		return nil
	}
	body, _ := p.elements().descend(t.path[:len(t.path)-1])
	for _, f := range families(body.shape) {
		if f.key.name != "rules" {
			continue
		}
		for _, m := range f.members(body) {
			form := m.node.Get(rest[0])
			if form != nil && (m.node.Str("field") == t.name() || form.Kind == tree.Sequence && m.node.Get("field") == nil && form.Items[0].Text == t.name()) {
				return &m
			}
		}
	}
	return nil
}

// everyField are the rules that the form of a document sets, and no spec.
var everyField = []string{"chars", "finite", "const", "count", "unknown_element", "duplicate_element"}

// unknownPath is the error of a path of which only the beginning names something.
func (p *document) unknownPath(path string, t thing, rest []string) error {
	name := rest[0]
	var known []string
	for _, f := range families(t.shape) {
		held := names(f.members(t))
		if f.prefix == name && f.isList() {
			known = held
			if len(rest) > 1 {
				name = rest[1]
				break
			}
			return fmt.Errorf("path %q names a list; name one thing in it: %s", path, tree.OneOf(held))
		}
		if f.prefix != "" {
			held = []string{f.prefix}
		}
		known = append(known, held...)
	}
	of := "the platform"
	if t.shape == specShape {
		known = append(known, specShape.keyNames()...)
	} else {
		of = t.shape.noun() + " " + t.String()
		for _, k := range t.shape.ownKeys() {
			if !t.shape.hasKind() || k.fits(t.kindOf()) {
				known = append(known, k.name)
			}
		}
	}
	if slices.Contains(everyField, name) {
		return fmt.Errorf("path %q: no spec states the rule %q, which every element of its kind is held to", path, name)
	}
	message := fmt.Sprintf("path %q: %s has no %q", path, of, name)
	if s := diag.Suggest(name, known); s != "" {
		message += fmt.Sprintf("; did you mean %q?", s)
	}
	return errors.New(message)
}
