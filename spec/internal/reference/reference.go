// Package reference writes the reference of the DSL as Markdown: the prose of page.md, with a table of keys in place of each
// line of the form <!-- keys: a field -->.
package reference

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/tree"
)

//go:embed page.md
var page string

var directive = regexp.MustCompile(`(?m)^<!-- keys: (.+) -->$`)

// Write returns the page.
func Write() []byte {
	values := exampleValues()
	return directive.ReplaceAllFunc([]byte(page), func(line []byte) []byte {
		name := string(directive.FindSubmatch(line)[1])
		i := slices.IndexFunc(shapes, func(s *keys.Shape) bool { return s.Name == name })
		return []byte(table(shapes[i], values))
	})
}

// shapes are the shapes of all mappings in a spec or overlay, each once.
var shapes = func() (out []*keys.Shape) {
	var add func(*keys.Shape)
	add = func(s *keys.Shape) {
		if s == nil || slices.Contains(out, s) {
			return
		}
		out = append(out, s)
		for _, k := range s.Keys() {
			add(k.Of)
		}
	}
	add(keys.Spec)
	add(keys.Overlay)
	add(keys.Evidence)
	return out
}()

// table lists the keys of a shape but for those that any element can have. The key of an item that a field has too is
// left to the table of fields.
func table(s *keys.Shape, values map[keyID]string) string {
	rows := [][]string{{"key", "of kind", "value", "meaning", "when left out", "example"}, {"---", "---", "---", "---", "---", "---"}}
	for _, k := range s.Keys() {
		f := keys.Field.Key(k.Name)
		if s != keys.Evidence && keys.Evidence.Key(k.Name) != nil ||
			s == keys.Item && f != nil && idOf(f) == idOf(&k) && f.WhenLeftOut() == k.WhenLeftOut() {
			continue
		}
		missing := k.WhenLeftOut()
		if k.Required || k.Needed {
			missing = "**required**"
		}
		rows = append(rows, []string{"`" + k.Name + "`", kindsOf(&k), valueOf(&k), k.Doc, missing, values[idOf(&k)]})
	}
	var lines []string
	for _, row := range rows {
		if s != keys.Field {
			row = slices.Delete(row, 1, 2)
		}
		lines = append(lines, "| "+strings.Join(row, " | ")+" |")
	}
	return strings.Join(lines, "\n")
}

// kindsOf lists the kinds that can have a key, or those that cannot if they are fewer.
func kindsOf(k *keys.Key) string {
	others := slices.DeleteFunc(slices.Clone(keys.FieldKinds), k.Fits)
	switch {
	case len(others) == 0:
		return "any"
	case len(others) < len(k.On):
		return "any but " + strings.Join(others, ", ")
	}
	return strings.Join(k.On, ", ")
}

// valueOf describes the values of a key, with the unit.
func valueOf(k *keys.Key) string {
	switch {
	case k.OneOf != nil && k.Kind == keys.NameListKey:
		return "a list of " + strings.Join(k.OneOf, ", ")
	case k.OneOf != nil:
		return strings.Join(k.OneOf, " or ")
	case k.Of != nil && k.Kind == keys.ObjectListKey:
		return "a list of mappings, each " + link(k.Of)
	case k.Of != nil:
		return link(k.Of)
	}
	if len(k.On) > 0 {
		if r := keys.RuleOn(k.On[0], k.Name); r != nil && r.Unit != "" {
			return keys.Forms[k.Kind].Words + ", in " + r.Unit
		}
	}
	return keys.Forms[k.Kind].Words
}

// link refers to the heading of a shape's table.
func link(s *keys.Shape) string {
	heading := strings.ReplaceAll(strings.ToLower(s.Noun()), " ", "-")
	return fmt.Sprintf("[%s](#%s)", s.Name, heading)
}

// maxExample is the greatest length of an example in a table, in characters.
const maxExample = 60

// keyID identifies a key: the keys of two shapes that have one name and one meaning are the same.
type keyID struct{ name, doc string }

func idOf(k *keys.Key) keyID { return keyID{k.Name, k.Doc} }

// exampleValues returns the first short example of each key on the page, as Markdown, and "…" where none is short.
func exampleValues() map[keyID]string {
	out := map[keyID]string{}
	for _, f := range Files() {
		root := tree.Parse(f.Name, []byte(f.Text), &tree.Problems{})
		s := keys.Spec
		if root.Get("overlay") != nil {
			s = keys.Overlay
		}
		addExamples(out, root, s)
	}
	return out
}

func addExamples(out map[keyID]string, n *tree.Node, s *keys.Shape) {
	for _, e := range n.Entries {
		k := s.Key(e.Key.Text)
		if k == nil {
			continue // a mistake that the page shows
		}
		if k.Of != nil {
			for _, item := range e.Value.Items {
				addExamples(out, item, k.Of)
			}
			addExamples(out, e.Value, k.Of)
		}
		text, entry := "…", &tree.Node{Kind: tree.Mapping, Entries: []tree.Entry{e}}
		if short := strings.TrimSuffix(entry.Inline()[1:], "}"); utf8.RuneCountInString(short) <= maxExample {
			text = "`" + strings.ReplaceAll(short, "|", `\|`) + "`"
		}
		if had := out[idOf(k)]; had == "" || had == "…" {
			out[idOf(k)] = text
		}
	}
}
