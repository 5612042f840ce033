package explain

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/tree"
)

var itemIndex = regexp.MustCompile(`\[\d+\]`)

// match is an element that a path leads to, and the key of it that the rest of the path names.
type match struct {
	keys.Element
	rest []string
}

// find returns what a path fits: one element of that path in full, or all those that the path of a violation can mean.
// What the platform has comes first, then what its overlays removed.
func (d explainer) find(path string) ([]match, error) {
	plain := strings.TrimRight(strings.ReplaceAll(itemIndex.ReplaceAllString(path, ""), ": ", "."), ":")
	segments := strings.Split(plain, ".")
	if slices.Contains(segments, "") {
		return nil, fmt.Errorf("path %q does not name one element: it is names with dots between, replies.news.Articles.item.Title", path)
	}
	isRule := keys.Spec.Key(segments[0]) == nil // the id of one starts with the reply's type
	if isRule {
		segments = append([]string{"replies"}, segments...)
	}
	reached, isKnown := lookUp(d.Element(), segments)
	if isKnown {
		return []match{reached}, nil
	}
	if rule := d.ruleOf(reached); rule != nil {
		return []match{{*rule, nil}}, nil
	}
	if isRule && reached.Shape == keys.Reply && len(reached.rest) > 0 {
		// The violations of a reply are also those of the header's fields.
		if m, ok := d.inHeader(reached.rest); ok {
			return []match{m}, nil
		}
	}
	if found := d.inReplies(segments[1:]); isRule && len(found) > 0 {
		return found, nil
	}
	for i := len(d.Log) - 1; i >= 0; i-- {
		r := &d.Log[i]
		if r.Key != "" || r.Old == nil || !r.Concerns(segments) {
			continue
		}
		if m, ok := lookUp(keys.Element{Path: r.Path, Shape: r.Shape, Node: r.Old}, segments[len(r.Path):]); ok {
			return []match{m}, nil
		}
	}
	return nil, d.unknownPath(path, reached)
}

// inHeader finds what names lead to from the header, past its own keys.
func (d explainer) inHeader(segments []string) (m match, ok bool) {
	m, ok = lookUp(d.Element(), append([]string{"header"}, segments...))
	return m, ok && m.Shape.HasKind()
}

// inReplies finds what the path of a violation names, which starts inside a reply: in the header, or else in all replies; of a
// single name, also the other elements that have it.
func (d explainer) inReplies(segments []string) (out []match) {
	if m, ok := d.inHeader(segments); ok {
		return []match{m}
	}
	d.Element().Walk(func(e keys.Element) {
		if e.Shape == keys.Reply {
			if m, ok := lookUp(e, segments); ok && m.Shape.HasKind() {
				out = append(out, m)
			}
		} else if len(segments) == 1 && e.Name() == segments[0] {
			out = append(out, match{e, nil})
		}
	})
	return out
}

// follow is descend for paths as violations show them: an item goes by the name of its element, and one of a flat list
// by that of the list.
func follow(t keys.Element, segments []string) (keys.Element, []string) {
	for {
		t, segments = t.Descend(segments)
		if len(segments) == 0 || !t.Shape.HasKind() || t.KindOf() != keys.KindList || t.Node.Get("item") == nil {
			return t, segments
		}
		item := keys.Element{Path: append(slices.Clone(t.Path), "item"), Shape: keys.Item, Node: t.Node.Get("item")}
		k := t.Shape.Key(segments[0])
		switch name := item.Node.Str("name"); {
		case name == segments[0]:
			segments = segments[1:]
		case k != nil && k.Fits(keys.KindList):
			return t, segments
		}
		t = item
	}
}

// lookUp follows a path from an element, and reports whether the one that it leads to can have the key that the rest names,
// and has what stands behind it.
func lookUp(from keys.Element, segments []string) (m match, ok bool) {
	m.Element, m.rest = follow(from, segments)
	if len(m.rest) == 0 {
		return m, true
	}
	s, k := m.Shape, m.Shape.Key(m.rest[0])
	isHolder := func(f keys.Siblings) bool { return f.Key == k }
	if k == nil || s == keys.Spec || slices.ContainsFunc(keys.SiblingsIn(s), isHolder) || s.HasKind() && !k.Fits(m.KindOf()) {
		return m, false
	}
	return m, len(m.rest) == 1 || inside(m.Node, m.rest) != nil
}

// ruleOf is the rule across fields that a violation names by its form and its first field: text.Url.one_of.
func (d explainer) ruleOf(m match) *keys.Element {
	if len(m.rest) != 1 || !slices.Contains(keys.RuleForms, m.rest[0]) || len(m.Path) < 2 {
		return nil
	}
	body, _ := d.Element().Descend(m.Path[:len(m.Path)-1])
	for _, n := range body.Node.List("rules") {
		form := n.Get(m.rest[0])
		if form != nil && (n.Str("field") == m.Name() || form.Kind == tree.Sequence && n.Get("field") == nil && form.Items[0].Text == m.Name()) {
			rule, _ := body.Descend([]string{"rules", n.Str("name")})
			return &rule
		}
	}
	return nil
}

// everyField are the rules that the form of a document sets, and no spec.
var everyField = []string{"chars", "finite", "const", "count", "unknown_element", "duplicate_element"}

// unknownPath is the error of a path of which only the beginning names something.
func (d explainer) unknownPath(path string, t match) error {
	name := t.rest[0]
	var known []string
	for _, f := range keys.SiblingsIn(t.Shape) {
		held := keys.Names(f.Of(t.Element))
		if f.Prefix == name && f.IsList() {
			known = held
			if len(t.rest) > 1 {
				name = t.rest[1]
				break
			}
			return fmt.Errorf("path %q names a list; name one thing in it: %s", path, tree.OneOf(held))
		}
		if f.Prefix != "" {
			held = []string{f.Prefix}
		}
		known = append(known, held...)
	}
	of := "the platform"
	if t.Shape == keys.Spec {
		known = append(known, keys.Spec.KeyNames()...)
	} else {
		of = t.Shape.Noun() + " " + t.String()
		for _, k := range t.Shape.OwnKeys() {
			if !t.Shape.HasKind() || k.Fits(t.KindOf()) {
				known = append(known, k.Name)
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
