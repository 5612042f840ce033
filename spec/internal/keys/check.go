package keys

import (
	"regexp"
	"slices"
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

// Check holds a tree to the table of keys. What it accepts, the model can be decoded from without a look at
// kinds again. It returns whether it found nothing.
func Check(n *tree.Node, s *Shape, p *tree.Problems) bool {
	before := p.Errors
	checkMapping(n, s, p)
	return p.Errors == before
}

func checkMapping(n *tree.Node, s *Shape, p *tree.Problems) {
	if n.Kind != tree.Mapping {
		p.At(n, code.Kind, "", "%s is a mapping of keys to values", s.Name)
		return
	}
	for _, e := range n.Entries {
		k := s.Key(e.Key.Text)
		if k == nil {
			p.At(e.Key, code.UnknownKey, UnknownKeyHint(e.Key.Text, s), "%s has no key %q", s.Name, e.Key.Text)
			continue
		}
		checkKey(e.Key, e.Value, k, p)
	}
	for _, k := range s.Keys() {
		if k.Required && n.Get(k.Name) == nil {
			p.At(n, code.MissingKey, "", "%s lacks the key %q: %s", s.Name, k.Name, k.Doc)
		}
	}
}

// UnknownKeyHint knows the keys that other languages have for what the DSL spells with its unit.
func UnknownKeyHint(name string, s *Shape) string {
	if s.Key(ValueRules[MinBytes].Name) != nil {
		switch strings.ToLower(strings.ReplaceAll(name, "_", "")) {
		case "maxlength", "maxlen", "length", "maxchars", "maxsize":
			return strings.Join(LimitKeys(KindString, AtMost), " or ") + ": the unit is in the key"
		case "minlength", "minlen", "minchars", "minsize", "minbytes":
			return strings.Join(LimitKeys(KindString, AtLeast), " or ") + ": the unit is in the key"
		}
	}
	if s == Item && name == "item" {
		return "a list in a list stands inside an object"
	}
	hint := tree.DidYouMean(name, s.KeyNames())
	if hint == "" && s == Change {
		hint = "the verbs are " + tree.OneOf(Verbs)
	}
	return hint
}

func checkKey(at, n *tree.Node, k *Key, p *tree.Problems) {
	switch k.Kind {
	case ObjectKey:
		if k.Of == nil {
			if n.Kind != tree.Mapping {
				p.At(n, code.Kind, "", "%q is a mapping of keys to values", k.Name)
			}
			return
		}
		checkMapping(n, k.Of, p)
	case ObjectListKey:
		if !isList(n, k, p) {
			return
		}
		if k.Filled && len(n.Items) == 0 {
			p.At(n, code.Value, "", "%q is empty", k.Name)
		}
		for _, item := range n.Items {
			checkMapping(item, k.Of, p)
		}
	case NameListKey, ElementPathListKey, TextListKey:
		if !isList(n, k, p) {
			return
		}
		checkTexts(n, k, p)
	case ExampleKey:
		if n.Kind == tree.Sequence {
			checkTexts(n, k, p)
			return
		}
		checkScalar(n, k, p)
	case SizeMapKey:
		if n.Kind != tree.Mapping {
			p.At(n, code.Kind, "", "%q is a mapping of names to whole numbers", k.Name)
			return
		}
		for _, e := range n.Entries {
			checkScalar(e.Key, &Key{Name: k.Name, Kind: NameKey}, p)
			checkScalar(e.Value, &Key{Name: k.Name, Kind: SizeKey}, p)
		}
	default:
		checkScalar(n, k, p)
	}
	if k.Kind == TextKey && n.Kind == tree.Scalar {
		checkText(at, n, p)
	}
}

func isList(n *tree.Node, k *Key, p *tree.Problems) bool {
	if n.Kind != tree.Sequence {
		p.At(n, code.Kind, "", "%q is a list", k.Name)
		return false
	}
	return true
}

// checkTexts holds each item of a list to what the key says of one, and to being there once.
func checkTexts(n *tree.Node, k *Key, p *tree.Problems) {
	one := &Key{Name: k.Name, Kind: PlainKey, OneOf: k.OneOf}
	switch k.Kind {
	case NameListKey:
		one.Kind = NameKey
	case ElementPathListKey:
		one.Kind = ElementPathKey
	}
	if len(n.Items) == 0 {
		p.At(n, code.Value, "", "%q is empty", k.Name)
	}
	seen := map[string]*tree.Node{}
	for _, item := range n.Items {
		if !checkScalar(item, one, p) || k.Kind == ExampleKey {
			continue
		}
		if first := seen[item.Text]; first != nil {
			p.AtWith(item, code.DuplicateName, "", []diag.Note{{Span: first.Span, Message: "the first one is here"}}, "%q lists %q twice", k.Name, item.Text)
			continue
		}
		seen[item.Text] = item
	}
}

// checkScalar reports what is wrong with a scalar, and whether it is fine.
func checkScalar(n *tree.Node, k *Key, p *tree.Problems) bool {
	if n.Kind != tree.Scalar {
		p.At(n, code.Kind, "", "%q is %s", k.Name, kindWord(k.Kind))
		return false
	}
	ok, fault, hint := true, code.Kind, ""
	switch k.Kind {
	case NameKey, TypeKey:
		ok, fault = NamePattern.MatchString(n.Text), code.Name
		hint = NameHint
	case ElementPathKey:
		ok, fault = ElementPathPattern.MatchString(n.Text), code.Name
		hint = ElementPathHint
	case IDKey:
		ok, fault = IDPattern.MatchString(n.Text), code.Name
		hint = IDHint
	case SizeKey:
		var v int64
		v, ok = n.Whole()
		ok = ok && v >= 0 && v <= MaxSizeValue
	case NumberKey:
		_, ok = n.Float()
	case BoolKey:
		ok = n.Tag == tree.BoolTag && (n.Text == "true" || n.Text == "false")
		hint = "write true or false"
	case DurationKey:
		_, err := time.ParseDuration(n.Text)
		ok, hint = err == nil, DurationHint
	case FormatKey:
		ok, fault, hint = slices.Contains(FormatNames, n.Text), code.Value, tree.DidYouMean(n.Text, FormatNames)
		if !ok {
			p.At(n, fault, hint, "format %q is not known; it is %s", n.Text, tree.OneOf(FormatNames))
			return false
		}
	case VersionKey:
		ok, fault, hint = n.Text == "1" && n.Tag == tree.IntTag, code.Version, "this replygen reads version 1"
		if !ok {
			if n.Text == "1" {
				hint = "write it without quotes"
			}
			p.At(n, fault, hint, "DSL version %q is not known", n.Text)
			return false
		}
	}
	if !ok {
		p.At(n, fault, hint, "%q is %s, not %q", k.Name, kindWord(k.Kind), n.Text)
		return false
	}
	if k.OneOf != nil && !slices.Contains(k.OneOf, n.Text) {
		p.At(n, code.Value, tree.DidYouMean(n.Text, k.OneOf), "%q cannot be %q; it is %s", k.Name, n.Text, tree.OneOf(k.OneOf))
		return false
	}
	return true
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
