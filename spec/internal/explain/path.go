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
	reached, left := follow(d.Element(), segments)
	if isKnown(reached, left) {
		return []match{{reached, left}}, nil
	}
	if rule := d.ruleOf(reached, left); rule != nil {
		return []match{{*rule, nil}}, nil
	}
	if isRule && reached.Shape == keys.Reply && len(left) > 0 {
		// The violations of a reply are also those of the header's fields.
		if t, rest := follow(d.Element(), append([]string{"header"}, left...)); t.Shape.HasKind() && isKnown(t, rest) {
			return []match{{t, rest}}, nil
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
		if t, rest := follow(keys.Element{Path: r.Path, Shape: r.Shape, Node: r.Old}, segments[len(r.Path):]); isKnown(t, rest) {
			return []match{{t, rest}}, nil
		}
	}
	return nil, d.unknownPath(path, reached, left)
}

// inReplies finds what the path of a violation names, which starts inside a reply: in the header, or else in all replies; of a
// single name, also the other elements that have it.
func (d explainer) inReplies(segments []string) (out []match) {
	if t, rest := follow(d.Element(), append([]string{"header"}, segments...)); t.Shape.HasKind() && isKnown(t, rest) {
		return []match{{t, rest}}
	}
	d.Element().Walk(func(e keys.Element) {
		switch {
		case e.Shape == keys.Reply:
			if t, rest := follow(e, segments); t.Shape.HasKind() && isKnown(t, rest) {
				out = append(out, match{t, rest})
			}
		case len(segments) == 1 && e.Name() == segments[0]:
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

// isKnown reports whether an element can have the key that the rest of a path names, and has what stands behind it.
func isKnown(t keys.Element, rest []string) bool {
	if len(rest) == 0 {
		return true
	}
	k := t.Shape.Key(rest[0])
	if k == nil || t.Shape == keys.Spec || holdsElements(k, t.Shape) || t.Shape.HasKind() && !k.Fits(t.KindOf()) {
		return false
	}
	n := t.Node.Get(rest[0])
	for _, name := range rest[1:] {
		if n = n.Get(name); n == nil {
			return false
		}
	}
	return true
}

func holdsElements(k *keys.Key, s *keys.Shape) bool {
	return slices.ContainsFunc(keys.SiblingsIn(s), func(f keys.Siblings) bool { return f.Key == k })
}

// ruleOf is the rule across fields that a violation names by its form and its first field: text.Url.one_of.
func (d explainer) ruleOf(t keys.Element, rest []string) *keys.Element {
	if len(rest) != 1 || !slices.Contains(keys.RuleForms, rest[0]) || len(t.Path) < 2 {
		return nil
	}
	body, _ := d.Element().Descend(t.Path[:len(t.Path)-1])
	for _, f := range keys.SiblingsIn(body.Shape) {
		if f.Key.Name != "rules" {
			continue
		}
		for _, m := range f.Of(body) {
			form := m.Node.Get(rest[0])
			if form != nil && (m.Node.Str("field") == t.Name() || form.Kind == tree.Sequence && m.Node.Get("field") == nil && form.Items[0].Text == t.Name()) {
				return &m
			}
		}
	}
	return nil
}

// everyField are the rules that the form of a document sets, and no spec.
var everyField = []string{"chars", "finite", "const", "count", "unknown_element", "duplicate_element"}

// unknownPath is the error of a path of which only the beginning names something.
func (d explainer) unknownPath(path string, t keys.Element, rest []string) error {
	name := rest[0]
	var known []string
	for _, f := range keys.SiblingsIn(t.Shape) {
		held := keys.Names(f.Of(t))
		if f.Prefix == name && f.IsList() {
			known = held
			if len(rest) > 1 {
				name = rest[1]
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
