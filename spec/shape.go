package spec

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/code"
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
func checkShape(n *node, s *shape, p *problems) bool {
	before := p.errors
	checkMapping(n, s, p)
	return p.errors == before
}

func checkMapping(n *node, s *shape, p *problems) {
	if n.kind != mapping {
		p.at(n, code.Kind, "", "%s is a mapping of keys to values", s.name)
		return
	}
	for _, e := range n.entries {
		k := s.key(e.key.text)
		if k == nil {
			p.at(e.key, code.UnknownKey, unknownKeyHint(e.key.text, s), "%s has no key %q", s.name, e.key.text)
			continue
		}
		checkKey(e.key, e.value, k, p)
	}
	for _, k := range s.keys() {
		if k.required && n.get(k.name) == nil {
			p.at(n, code.MissingKey, "", "%s lacks the key %q: %s", s.name, k.name, k.doc)
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
	hint := didYouMean(name, s.keyNames())
	if hint == "" && s == changeShape {
		hint = "the verbs are " + oneOfNames(verbs)
	}
	return hint
}

func checkKey(at, n *node, k *key, p *problems) {
	switch k.kind {
	case objectKey:
		if k.of == nil {
			if n.kind != mapping {
				p.at(n, code.Kind, "", "%q is a mapping of keys to values", k.name)
			}
			return
		}
		checkMapping(n, k.of, p)
	case objectListKey:
		if !isList(n, k, p) {
			return
		}
		if k.filled && len(n.items) == 0 {
			p.at(n, code.Value, "", "%q is empty", k.name)
		}
		for _, item := range n.items {
			checkMapping(item, k.of, p)
		}
	case nameListKey, elementPathListKey, textListKey:
		if !isList(n, k, p) {
			return
		}
		checkTexts(n, k, p)
	case exampleKey:
		if n.kind == sequence {
			checkTexts(n, k, p)
			return
		}
		checkScalar(n, k, p)
	case sizeMapKey:
		if n.kind != mapping {
			p.at(n, code.Kind, "", "%q is a mapping of names to whole numbers", k.name)
			return
		}
		for _, e := range n.entries {
			checkScalar(e.key, &key{name: k.name, kind: nameKey}, p)
			checkScalar(e.value, &key{name: k.name, kind: sizeKey}, p)
		}
	default:
		checkScalar(n, k, p)
	}
	if k.kind == textKey && n.kind == scalar {
		checkText(at, n, p)
	}
}

func isList(n *node, k *key, p *problems) bool {
	if n.kind != sequence {
		p.at(n, code.Kind, "", "%q is a list", k.name)
		return false
	}
	return true
}

// checkTexts holds each item of a list to what the key says of one, and to being there once.
func checkTexts(n *node, k *key, p *problems) {
	one := &key{name: k.name, kind: plainKey, oneOf: k.oneOf}
	switch k.kind {
	case nameListKey:
		one.kind = nameKey
	case elementPathListKey:
		one.kind = elementPathKey
	}
	if len(n.items) == 0 {
		p.at(n, code.Value, "", "%q is empty", k.name)
	}
	seen := map[string]*node{}
	for _, item := range n.items {
		if !checkScalar(item, one, p) || k.kind == exampleKey {
			continue
		}
		if first := seen[item.text]; first != nil {
			p.atWith(item, code.DuplicateName, "", []diag.Note{{Span: first.span, Message: "the first one is here"}}, "%q lists %q twice", k.name, item.text)
			continue
		}
		seen[item.text] = item
	}
}

// checkScalar reports what is wrong with a scalar, and whether it is fine.
func checkScalar(n *node, k *key, p *problems) bool {
	if n.kind != scalar {
		p.at(n, code.Kind, "", "%q is %s", k.name, kindWord(k.kind))
		return false
	}
	ok, fault, hint := true, code.Kind, ""
	switch k.kind {
	case nameKey, typeKey:
		ok, fault = namePattern.MatchString(n.text), code.Name
		hint = nameHint
	case elementPathKey:
		ok, fault = elementPathPattern.MatchString(n.text), code.Name
		hint = elementPathHint
	case idKey:
		ok, fault = idPattern.MatchString(n.text), code.Name
		hint = idHint
	case sizeKey:
		var v int64
		v, ok = n.whole()
		ok = ok && v >= 0 && v <= maxSizeValue
	case numberKey:
		_, ok = n.float()
	case boolKey:
		ok = n.tag == boolTag && (n.text == "true" || n.text == "false")
		hint = "write true or false"
	case durationKey:
		_, err := time.ParseDuration(n.text)
		ok, hint = err == nil, durationHint
	case formatKey:
		ok, fault, hint = slices.Contains(formatNames, n.text), code.Value, didYouMean(n.text, formatNames)
		if !ok {
			p.at(n, fault, hint, "format %q is not known; it is %s", n.text, oneOfNames(formatNames))
			return false
		}
	case versionKey:
		ok, fault, hint = n.text == "1" && n.tag == intTag, code.Version, "this replygen reads version 1"
		if !ok {
			if n.text == "1" {
				hint = "write it without quotes"
			}
			p.at(n, fault, hint, "DSL version %q is not known", n.text)
			return false
		}
	}
	if !ok {
		p.at(n, fault, hint, "%q is %s, not %q", k.name, kindWord(k.kind), n.text)
		return false
	}
	if k.oneOf != nil && !slices.Contains(k.oneOf, n.text) {
		p.at(n, code.Value, didYouMean(n.text, k.oneOf), "%q cannot be %q; it is %s", k.name, n.text, oneOfNames(k.oneOf))
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
func checkText(at, n *node, p *problems) {
	for _, r := range n.text {
		if isHazard(r) {
			p.warn(n, code.Text, "it is left out of generated comments", "%q holds the invisible character %U", at.text, r)
			break
		}
	}
	for _, line := range strings.FieldsFunc(n.text, func(r rune) bool { return r == '\n' || r == '\r' }) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "//") || strings.Contains(line, "*/") {
			p.warn(n, code.Text, "it stays a comment", "%q holds text that looks like Go: %q", at.text, line)
			break
		}
	}
}
