package spec

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
	namePattern = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]*$`)
	// elementPathPattern is namePattern, once or more.
	elementPathPattern = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]*(\.[A-Za-z_][A-Za-z0-9_-]*)*$`)
	idPattern          = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
)

// maxSizeValue is the greatest whole number of a sizeKey.
const maxSizeValue = 1<<31 - 1

// The hints are shown by editors, too.
const (
	nameHint        = "letters, digits, _ and -, a letter first"
	elementPathHint = "names of elements with dots between them, the outermost first"
	idHint          = "lower-case letters, digits and _, a letter first"
	durationHint    = "write it as 5s or 500ms"
)

// checkShape holds a tree to the table of keys. What it accepts, the model can be decoded from without a look at
// kinds again. It returns whether it found nothing.
func checkShape(n *tree.Node, s *shape, p *tree.Problems) bool {
	before := p.Errors
	checkMapping(n, s, p)
	return p.Errors == before
}

func checkMapping(n *tree.Node, s *shape, p *tree.Problems) {
	if n.Kind != tree.Mapping {
		p.At(n, code.Kind, "", "%s is a mapping of keys to values", s.name)
		return
	}
	for _, e := range n.Entries {
		k := s.key(e.Key.Text)
		if k == nil {
			p.At(e.Key, code.UnknownKey, unknownKeyHint(e.Key.Text, s), "%s has no key %q", s.name, e.Key.Text)
			continue
		}
		checkKey(e.Key, e.Value, k, p)
	}
	for _, k := range s.keys() {
		if k.required && n.Get(k.name) == nil {
			p.At(n, code.MissingKey, "", "%s lacks the key %q: %s", s.name, k.name, k.doc)
		}
	}
}

// unknownKeyHint knows the keys that other languages have for what the DSL spells with its unit.
func unknownKeyHint(name string, s *shape) string {
	if s.key(ruleRows[rowMinBytes].name) != nil {
		switch strings.ToLower(strings.ReplaceAll(name, "_", "")) {
		case "maxlength", "maxlen", "length", "maxchars", "maxsize":
			return strings.Join(limitKeys(kindString, atMost), " or ") + ": the unit is in the key"
		case "minlength", "minlen", "minchars", "minsize", "minbytes":
			return strings.Join(limitKeys(kindString, atLeast), " or ") + ": the unit is in the key"
		}
	}
	if s == itemShape && name == "item" {
		return "a list in a list stands inside an object"
	}
	hint := tree.DidYouMean(name, s.keyNames())
	if hint == "" && s == changeShape {
		hint = "the verbs are " + tree.OneOf(verbs)
	}
	return hint
}

func checkKey(at, n *tree.Node, k *key, p *tree.Problems) {
	switch k.kind {
	case objectKey:
		if k.of == nil {
			if n.Kind != tree.Mapping {
				p.At(n, code.Kind, "", "%q is a mapping of keys to values", k.name)
			}
			return
		}
		checkMapping(n, k.of, p)
	case objectListKey:
		if !isList(n, k, p) {
			return
		}
		if k.filled && len(n.Items) == 0 {
			p.At(n, code.Value, "", "%q is empty", k.name)
		}
		for _, item := range n.Items {
			checkMapping(item, k.of, p)
		}
	case nameListKey, elementPathListKey, textListKey:
		if !isList(n, k, p) {
			return
		}
		checkTexts(n, k, p)
	case exampleKey:
		if n.Kind == tree.Sequence {
			checkTexts(n, k, p)
			return
		}
		checkScalar(n, k, p)
	case sizeMapKey:
		if n.Kind != tree.Mapping {
			p.At(n, code.Kind, "", "%q is a mapping of names to whole numbers", k.name)
			return
		}
		for _, e := range n.Entries {
			checkScalar(e.Key, &key{name: k.name, kind: nameKey}, p)
			checkScalar(e.Value, &key{name: k.name, kind: sizeKey}, p)
		}
	default:
		checkScalar(n, k, p)
	}
	if k.kind == textKey && n.Kind == tree.Scalar {
		checkText(at, n, p)
	}
}

func isList(n *tree.Node, k *key, p *tree.Problems) bool {
	if n.Kind != tree.Sequence {
		p.At(n, code.Kind, "", "%q is a list", k.name)
		return false
	}
	return true
}

// checkTexts holds each item of a list to what the key says of one, and to being there once.
func checkTexts(n *tree.Node, k *key, p *tree.Problems) {
	one := &key{name: k.name, kind: plainKey, oneOf: k.oneOf}
	switch k.kind {
	case nameListKey:
		one.kind = nameKey
	case elementPathListKey:
		one.kind = elementPathKey
	}
	if len(n.Items) == 0 {
		p.At(n, code.Value, "", "%q is empty", k.name)
	}
	seen := map[string]*tree.Node{}
	for _, item := range n.Items {
		if !checkScalar(item, one, p) || k.kind == exampleKey {
			continue
		}
		if first := seen[item.Text]; first != nil {
			p.AtWith(item, code.DuplicateName, "", []diag.Note{{Span: first.Span, Message: "the first one is here"}}, "%q lists %q twice", k.name, item.Text)
			continue
		}
		seen[item.Text] = item
	}
}

// checkScalar reports what is wrong with a scalar, and whether it is fine.
func checkScalar(n *tree.Node, k *key, p *tree.Problems) bool {
	if n.Kind != tree.Scalar {
		p.At(n, code.Kind, "", "%q is %s", k.name, kindWord(k.kind))
		return false
	}
	ok, fault, hint := true, code.Kind, ""
	switch k.kind {
	case nameKey, typeKey:
		ok, fault = namePattern.MatchString(n.Text), code.Name
		hint = nameHint
	case elementPathKey:
		ok, fault = elementPathPattern.MatchString(n.Text), code.Name
		hint = elementPathHint
	case idKey:
		ok, fault = idPattern.MatchString(n.Text), code.Name
		hint = idHint
	case sizeKey:
		var v int64
		v, ok = n.Whole()
		ok = ok && v >= 0 && v <= maxSizeValue
	case numberKey:
		_, ok = n.Float()
	case boolKey:
		ok = n.Tag == tree.BoolTag && (n.Text == "true" || n.Text == "false")
		hint = "write true or false"
	case durationKey:
		_, err := time.ParseDuration(n.Text)
		ok, hint = err == nil, durationHint
	case formatKey:
		ok, fault, hint = slices.Contains(formatNames, n.Text), code.Value, tree.DidYouMean(n.Text, formatNames)
		if !ok {
			p.At(n, fault, hint, "format %q is not known; it is %s", n.Text, tree.OneOf(formatNames))
			return false
		}
	case versionKey:
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
		p.At(n, fault, hint, "%q is %s, not %q", k.name, kindWord(k.kind), n.Text)
		return false
	}
	if k.oneOf != nil && !slices.Contains(k.oneOf, n.Text) {
		p.At(n, code.Value, tree.DidYouMean(n.Text, k.oneOf), "%q cannot be %q; it is %s", k.name, n.Text, tree.OneOf(k.oneOf))
		return false
	}
	return true
}

func kindWord(k keyKind) string {
	switch k {
	case textKey, plainKey:
		return "plain text"
	case nameKey:
		return "a name"
	case elementPathKey:
		return "an element, or the path to one"
	case idKey:
		return "an identifier"
	case typeKey:
		return "a kind or the name of a scalar"
	case sizeKey:
		return "a whole number from 0 to 2147483647"
	case numberKey:
		return "a number"
	case boolKey:
		return "true or false"
	case durationKey:
		return "a duration"
	case exampleKey:
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
