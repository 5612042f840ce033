package keys

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/tree"
)

var (
	NamePattern = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]*$`)
	// ElementPathPattern is NamePattern, once or more.
	ElementPathPattern = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]*(\.[A-Za-z_][A-Za-z0-9_-]*)*$`)
	IDPattern          = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
)

// MaxSizeValue is the greatest whole number of a SizeKey.
const MaxSizeValue = 1<<31 - 1

// The hints are shown by editors, too.
const (
	NameHint        = "letters, digits, _ and -, a letter first"
	ElementPathHint = "names of elements with dots between them, the outermost first"
	IDHint          = "lower-case letters, digits and _, a letter first"
	DurationHint    = "write it as 5s or 500ms"
)

// Check checks a tree against the table of keys. It reports all problems and leaves the tree as if what cannot be read had
// not been written: a key that is unknown or has no value of its kind is gone, unless it is plain what is meant. What is
// left, the model can be decoded from.
func Check(n *tree.Node, s *Shape, p *tree.Problems) bool {
	before := p.Errors
	if !checkMapping(n, s, p) {
		n.Entries = nil
	}
	if s == Spec {
		complete(n)
	}
	return p.Errors == before
}

// complete adds the sections that a spec must have.
func complete(root *tree.Node) {
	for _, k := range Spec.Keys() {
		if k.Required && root.Get(k.Name) == nil {
			empty := &tree.Node{Kind: tree.Mapping, Span: root.Span}
			if k.Kind == ObjectListKey {
				empty.Kind = tree.Sequence
			}
			root.Put(k.Name, empty)
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
	for _, e := range n.Entries {
		k := s.Key(e.Key.Text)
		if k == nil {
			hint, meant := UnknownKey(e.Key.Text, s)
			p.At(e.Key, code.UnknownKey, hint, "%s has no key %q", s.Name, e.Key.Text)
			if k = s.Key(meant); k == nil || n.Get(meant) != nil {
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

// wrongKind reports a node of another kind, unless it is a null, which is reported already.
func wrongKind(n *tree.Node, p *tree.Problems, hint, format string, args ...any) {
	if n.Tag != tree.NullTag {
		p.At(n, code.Kind, hint, format, args...)
	}
}

// hintOfList says how a mapping is written where a list or text stands.
func hintOfList(n *tree.Node, s *Shape) string {
	first := "KEY: VALUE"
	if s.ID != "" {
		first = s.ID + ": NAME"
	}
	if n.Kind == tree.Sequence {
		return "write the keys without `-` before them"
	}
	return "write {" + first + ", …}"
}

// checkKey reports whether what is left of a value can be read.
func checkKey(at, n *tree.Node, k *Key, p *tree.Problems) bool {
	switch k.Kind {
	case ObjectKey:
		if k.Of != nil {
			return checkMapping(n, k.Of, p)
		}
		if n.Kind != tree.Mapping {
			wrongKind(n, p, "write "+k.Name+": {KEY: VALUE}", "%q is a mapping of keys to values", k.Name)
		}
		return n.Kind == tree.Mapping
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
	case SizeMapKey:
		if n.Kind != tree.Mapping {
			wrongKind(n, p, "write "+k.Name+": {text: 1}", "%q is a mapping of names to whole numbers", k.Name)
			return false
		}
		n.Entries = slices.DeleteFunc(n.Entries, func(e tree.Entry) bool {
			named := checkScalar(e.Key, &Key{Name: k.Name, Kind: NameKey}, p)
			return !checkScalar(e.Value, &Key{Name: k.Name, Kind: SizeKey}, p) || !named
		})
		return true
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
		if n.Kind == tree.Mapping {
			hint = "write `-` before each of its members"
		}
		wrongKind(n, p, hint, "%q is a list", k.Name)
		return false
	}
	return true
}

// checkTexts checks each item of a list, and that none stands in it twice.
func checkTexts(n *tree.Node, k *Key, p *tree.Problems) bool {
	one := &Key{Name: k.Name, Kind: PlainKey, OneOf: k.OneOf}
	switch k.Kind {
	case NameListKey:
		one.Kind = NameKey
	case ElementPathListKey:
		one.Kind = ElementPathKey
	}
	if len(n.Items) == 0 {
		p.At(n, code.Value, emptyHint(k), "%q is empty", k.Name)
		return false
	}
	seen := map[string]*tree.Node{}
	n.Items = slices.DeleteFunc(n.Items, func(item *tree.Node) bool {
		if !checkScalar(item, one, p) {
			return true
		}
		if first := seen[item.Text]; first != nil && k.Kind != ExampleKey {
			p.AtWith(item, code.DuplicateName, "delete it", []diag.Note{{Span: first.Span, Message: "the first one is here"}}, "%q lists %q twice", k.Name, item.Text)
			return true
		}
		seen[item.Text] = item
		return false
	})
	return len(n.Items) > 0
}

func emptyHint(k *Key) string {
	switch k.Name {
	case "acks":
		return `write [""] for an empty body`
	case "unset":
		return "delete the line"
	}
	return "name one, or leave the key out"
}

// checkScalar reports what is wrong with a scalar, and whether it can be read.
func checkScalar(n *tree.Node, k *Key, p *tree.Problems) bool {
	if n.Kind != tree.Scalar || n.Tag == tree.NullTag {
		wrongKind(n, p, "write one value, without brackets", "%q is %s", k.Name, kindWord(k.Kind))
		return false
	}
	if k.Kind == VersionKey {
		if n.Text != "1" || n.Tag != tree.IntTag {
			hint := "write `replygen: 1`: this replygen reads version 1"
			if n.Text == "1" {
				hint = "write it without quotes"
			}
			p.At(n, code.Version, hint, "DSL version %q is not known", n.Text)
		}
		return true
	}
	if fault, hint := valueFault(n, k.Kind); fault != "" {
		if k.Kind == FormatKey {
			p.At(n, fault, hint, "format %q is not known; it is %s", n.Text, tree.OneOf(FormatNames))
			return false
		}
		now, ok := meantValue(n, k.Kind)
		if ok {
			hint = "write " + now.Text
			if now.Text == n.Text {
				hint += " without quotes"
			}
		}
		p.At(n, fault, hint, "%q is %s, not %q", k.Name, kindWord(k.Kind), n.Text)
		if ok {
			n.Text, n.Tag = now.Text, now.Tag
		}
		return ok || k.Kind == NameKey || k.Kind == TypeKey
	}
	if k.OneOf != nil && !slices.Contains(k.OneOf, n.Text) {
		hint := tree.DidYouMean(n.Text, k.OneOf)
		if hint == "" {
			hint = "write " + strings.Join(k.OneOf, " or ")
		}
		p.At(n, code.Value, hint, "%q cannot be %q; it is %s", k.Name, n.Text, tree.OneOf(k.OneOf))
		return false
	}
	return true
}

// valueFault returns the code and hint of a scalar that is no value of a kind of key; "" for one that is.
func valueFault(n *tree.Node, kind Kind) (fault diag.Code, hint string) {
	ok, fault := true, code.Kind
	switch kind {
	case NameKey, TypeKey:
		ok, fault, hint = NamePattern.MatchString(n.Text), code.Name, NameHint
	case ElementPathKey:
		ok, fault, hint = ElementPathPattern.MatchString(n.Text), code.Name, ElementPathHint
	case IDKey:
		ok, fault, hint = IDPattern.MatchString(n.Text), code.Name, IDHint
	case SizeKey:
		v, whole := n.Whole()
		ok, hint = whole && v >= 0 && v <= MaxSizeValue, "write digits only: 2048"
		if strings.HasPrefix(n.Text, "-") {
			hint = "leave the key out where nothing is limited"
		}
	case NumberKey:
		_, ok = n.Float()
		hint = "write digits only: 2048"
	case BoolKey:
		ok, hint = n.Tag == tree.BoolTag && (n.Text == "true" || n.Text == "false"), "write true or false"
	case DurationKey:
		_, err := time.ParseDuration(n.Text)
		ok, hint = err == nil, DurationHint
	case FormatKey:
		ok, fault, hint = slices.Contains(FormatNames, n.Text), code.Value, tree.DidYouMean(n.Text, FormatNames)
		if hint == "" {
			hint = "write " + strings.Join(FormatNames, " or ")
		}
	}
	if ok {
		return "", ""
	}
	return fault, hint
}

// sizeUnits are what people write behind a number of bytes or characters, and its value.
var sizeUnits = map[string]int64{"": 1, "b": 1, "byte": 1, "bytes": 1, "k": 1024, "kb": 1024, "kib": 1024, "m": 1 << 20, "mb": 1 << 20, "mib": 1 << 20, "字节": 1, "字": 1, "条": 1, "个": 1}

var numberWithUnit = regexp.MustCompile(`^([0-9]+)\s*(\pL*)$`)

// meantValue is the value of a kind that a text plainly means: a number in quotes or full-width digits, or with a unit; yes
// or no.
func meantValue(n *tree.Node, kind Kind) (meant tree.Node, ok bool) {
	text := strings.NewReplacer("_", "", ",", "").Replace(ToHalfWidth(strings.TrimSpace(n.Text)))
	switch kind {
	case SizeKey:
		if m := numberWithUnit.FindStringSubmatch(text); m != nil {
			v, err := strconv.ParseInt(m[1], 10, 64)
			if factor := sizeUnits[strings.ToLower(m[2])]; err == nil && factor > 0 {
				meant = tree.Node{Tag: tree.IntTag, Text: strconv.FormatInt(v*factor, 10)}
			}
		}
	case NumberKey:
		if _, err := strconv.ParseInt(text, 10, 64); err == nil {
			meant = tree.Node{Tag: tree.IntTag, Text: strings.TrimPrefix(text, "+")}
		}
	case BoolKey:
		switch strings.ToLower(text) {
		case "true", "yes", "y", "on", "1", "是":
			meant = tree.Node{Tag: tree.BoolTag, Text: "true"}
		case "false", "no", "n", "off", "0", "否":
			meant = tree.Node{Tag: tree.BoolTag, Text: "false"}
		}
	case DurationKey:
		if m := numberWithUnit.FindStringSubmatch(text); m != nil && slices.Contains([]string{"", "秒", "sec", "second", "seconds"}, m[2]) {
			meant = tree.Node{Tag: tree.StringTag, Text: m[1] + "s"}
		}
	default:
		return meant, false
	}
	meant.Kind = tree.Scalar
	if meant.Text == "" {
		return meant, false
	}
	fault, _ := valueFault(&meant, kind)
	return meant, fault == ""
}

func kindWord(k Kind) string {
	switch k {
	case TextKey, PlainKey, ValueKey:
		return "plain text"
	case NameKey:
		return "a name"
	case ElementPathKey:
		return "an element, or the path to one"
	case IDKey:
		return "an identifier"
	case TypeKey:
		return "a kind or the name of a scalar"
	case SizeKey:
		return "a whole number from 0 to 2147483647"
	case NumberKey:
		return "a number"
	case BoolKey:
		return "true or false"
	case DurationKey:
		return "a duration"
	case ExampleKey:
		return "a value, or a list of values"
	default:
		return "a value"
	}
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
