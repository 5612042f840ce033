package keys

import (
	"cmp"
	"slices"
	"strings"

	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/tree"
)

// MaxSizeValue is the greatest whole number of a SizeKey.
const MaxSizeValue = 1<<31 - 1

// BuiltinHint says how to name a builtin platform.
const BuiltinHint = "a builtin platform is written builtin:wechat"

// Check checks a tree against the table of keys. It reports all problems and leaves the tree as if what cannot be read had
// not been written: a key that is unknown or has no value of its kind is gone, unless it is plain what is meant. What is
// left, the model can be decoded from.
func Check(n *tree.Node, s *Shape, p *tree.Problems) {
	if !checkMapping(n, s, p) {
		n.Entries = nil
	}
	for _, k := range s.Keys() { // the sections that a spec must have
		if s == Spec && k.Required && n.Get(k.Name) == nil {
			empty := &tree.Node{Kind: tree.Mapping, Span: n.Span}
			if k.Kind == ObjectListKey {
				empty.Kind = tree.Sequence
			}
			n.Put(k.Name, empty)
		}
	}
}

// checkMapping reports whether what is left of a mapping can be read.
func checkMapping(n *tree.Node, s *Shape, p *tree.Problems) bool {
	if n.Kind != tree.Mapping {
		wrongKind(n, p, hintOfList(n, s), "%s is a mapping of keys to values", s.Name)
		return false
	}
	kept := make([]tree.Entry, 0, len(n.Entries))
	nameAsKey(n, s, p)
	for _, e := range n.Entries {
		k := s.Key(e.Key.Text)
		if k == nil {
			var hint, meant string
			if !p.IsFull(e.Key.Span.File) {
				hint, meant = UnknownKey(e.Key.Text, s)
				for _, verb := range Verbs {
					if hint == verbsHint && n.Get(verb) != nil {
						hint = "a change by " + verb + " has the keys " + strings.Join(KeysOf[verb], ", ")
					}
				}
			}
			p.At(e.Key, code.UnknownKey, hint, "%s has no key %q", s.Name, e.Key.Text)
			if k = s.Key(meant); k == nil || n.Get(meant) != nil {
				n.Lost = append(n.Lost, e.Key.Text)
				continue
			}
			key := *e.Key
			key.Text = meant
			e.Key = &key
		}
		if checkKey(e.Key, e.Value, k, p) {
			kept = append(kept, e)
		} else {
			n.Lost = append(n.Lost, k.Name)
		}
	}
	n.Entries = kept
	ok := true
	for _, k := range s.Keys() {
		if !k.Required || n.Get(k.Name) != nil {
			continue
		}
		if !n.HasLost(k.Name) {
			p.At(n, code.MissingKey, "add `"+k.Name+": …`", "%s lacks the key %q: %s", s.Name, k.Name, k.Doc)
		}
		switch {
		case k.Name == s.ID:
			n.Put(k.Name, &tree.Node{Kind: tree.Scalar, Tag: tree.StringTag, Span: n.Span})
		case k.Kind == TypeKey:
			n.Entries = slices.DeleteFunc(n.Entries, func(e tree.Entry) bool { return !s.Key(e.Key.Text).Fits(KindString) })
			n.Put(k.Name, &tree.Node{Kind: tree.Scalar, Tag: tree.StringTag, Text: KindString, Span: n.Span})
		case s != Spec:
			ok = false
		}
	}
	return ok
}

// nameAsKey reports a mapping whose one key is a name, as in `Content: string`, and makes it {name: Content}.
func nameAsKey(n *tree.Node, s *Shape, p *tree.Problems) {
	if s.ID == "" || len(n.Entries) != 1 || s.Key(n.Entries[0].Key.Text) != nil || p.IsFull(n.Span.File) {
		return
	}
	key, value := n.Entries[0].Key, n.Entries[0].Value
	if _, meant := UnknownKey(key.Text, s); meant != "" || !NamePattern().MatchString(key.Text) {
		return
	}
	hint := "write {" + s.ID + ": " + key.Text + ", …}"
	if value.Kind == tree.Scalar && s.HasKind() && s != Scalar {
		hint = "write {" + s.ID + ": " + key.Text + ", type: " + value.Text + "}"
	}
	p.At(key, code.UnknownKey, hint, "%s has no key %q", s.Name, key.Text)
	n.Entries = nil
	n.Put(s.ID, &tree.Node{Kind: tree.Scalar, Tag: tree.StringTag, Text: key.Text, Span: key.Span})
	n.Lost = append(n.Lost, "type")
}

// wrongKind reports a node of another kind, unless it is a null, which is reported already.
func wrongKind(n *tree.Node, p *tree.Problems, hint, format string, args ...any) {
	if n.Tag != tree.NullTag {
		p.At(n, code.Kind, hint, format, args...)
	}
}

// hintOfList says how a mapping is written where a list or text stands.
func hintOfList(n *tree.Node, s *Shape) string {
	first := "KEY: VALUE"
	switch needed := s.Required(); {
	case s.ID != "":
		first = s.ID + ": NAME"
	case len(needed) > 0 && s != Change:
		first = needed[0] + ": VALUE"
	}
	if n.Kind == tree.Sequence {
		return "write the keys without `-` before them"
	}
	return "write {" + first + ", …}"
}

// checkKey reports whether what is left of a value can be read.
func checkKey(at, n *tree.Node, k *Key, p *tree.Problems) bool {
	switch k.Kind {
	case ObjectKey, SizeMapKey:
		switch {
		case k.Of != nil:
			return checkMapping(n, k.Of, p)
		case n.Kind != tree.Mapping:
			example := map[Kind]string{ObjectKey: "{KEY: VALUE}", SizeMapKey: "{text: 1}"}[k.Kind]
			wrongKind(n, p, "write "+k.Name+": "+example, "%q is %s", k.Name, Forms[k.Kind].Words)
			return false
		case k.Kind == SizeMapKey:
			n.Entries = slices.DeleteFunc(n.Entries, func(e tree.Entry) bool {
				named := checkScalar(e.Key, &Key{Name: k.Name, Kind: NameKey}, p)
				return !checkScalar(e.Value, &Key{Name: k.Name, Kind: SizeKey}, p) || !named
			})
		}
		return true
	case ObjectListKey:
		if !isList(n, k, p) {
			return false
		}
		if k.Filled && len(n.Items) == 0 {
			p.At(n, code.Value, "add one, or leave the key out", "%q is empty", k.Name)
			return false
		}
		n.Items = slices.DeleteFunc(n.Items, func(item *tree.Node) bool { return !checkMapping(item, k.Of, p) })
		return true
	case NameListKey, ElementPathListKey, TextListKey:
		return isList(n, k, p) && checkTexts(n, k, p)
	case ExampleKey:
		if n.Kind == tree.Sequence {
			return checkTexts(n, k, p)
		}
		return checkScalar(n, k, p)
	case TextKey:
		if n.Kind == tree.Scalar {
			checkText(at, n, p)
		}
	}
	return checkScalar(n, k, p)
}

func isList(n *tree.Node, k *Key, p *tree.Problems) bool {
	if n.Kind != tree.Sequence {
		hint := "write " + k.Name + ": [" + n.Inline() + "]"
		if n.Text == "" {
			hint = "write " + k.Name + `: [""]`
		}
		switch {
		case n.Kind == tree.Mapping && len(n.Entries) > 0 && strings.HasPrefix(n.Entries[0].Key.Text, "-"):
			hint = "write a blank after `-`"
		case k.Of != nil && k.Of.ID != "" && (n.Kind == tree.Scalar || len(n.Entries) > 0 && k.Of.Key(n.Entries[0].Key.Text) == nil):
			hint = "write each of its members as `- {" + k.Of.ID + ": NAME, …}`"
		case n.Kind == tree.Mapping:
			hint = "write `-` before each of its members"
		}
		wrongKind(n, p, hint, "%q is a list", k.Name)
		return false
	}
	return true
}

// checkTexts checks each item of a list, and that none stands in it twice.
func checkTexts(n *tree.Node, k *Key, p *tree.Problems) bool {
	one := &Key{Name: k.Name, Kind: Forms[k.Kind].Item, OneOf: k.OneOf}
	if len(n.Items) == 0 {
		p.At(n, code.Value, cmp.Or(emptyHints[k.Name], "name one, or leave the key out"), "%q is empty", k.Name)
		return false
	}
	seen := map[string]*tree.Node{}
	n.Items = slices.DeleteFunc(n.Items, func(item *tree.Node) bool {
		if !checkScalar(item, one, p) {
			return true
		}
		if first := seen[item.Text]; first != nil && k.Kind != ExampleKey {
			p.AtWith(item, code.DuplicateName, "delete it", tree.FirstNote(first), "%q lists %q twice", k.Name, item.Text)
			return true
		}
		seen[item.Text] = item
		return false
	})
	return len(n.Items) > 0
}

// emptyHints say, by key, what to do about an empty list.
var emptyHints = map[string]string{
	"acks":  `write [""] for an empty body`,
	"unset": "delete the line",
	"only":  "name one; `remove` takes away all replies, messages or events",
}

// checkText warns of text that the generated Go leaves out or that looks like more than text there.
func checkText(at, n *tree.Node, p *tree.Problems) {
	for _, r := range n.Text {
		if tree.IsHazard(r) {
			p.Warn(n, code.Text, "it is left out of generated comments", "%q holds the invisible character %U", at.Text, r)
			break
		}
	}
	for _, line := range strings.FieldsFunc(n.Text, func(r rune) bool { return r == '\n' || r == '\r' }) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "//") || strings.Contains(line, "*/") {
			p.Warn(n, code.Text, "it stays a comment", "%q holds text that looks like Go: %q", at.Text, line)
			break
		}
	}
}
