package keys

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/pattern"
	"github.com/replygen/replygen/spec/internal/tree"
)

// checkScalar reports what is wrong with a scalar, and whether it can be read.
func checkScalar(n *tree.Node, k *Key, p *tree.Problems) bool {
	if n.Kind != tree.Scalar || n.Tag == tree.NullTag {
		wrongKind(n, p, "write one value, without brackets", "%q is %s", k.Name, k.Kind.Words())
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
		if k.Kind == NameKey && k.OneOf != nil {
			hint = "write " + strings.Join(k.OneOf, " or ")
		}
		p.At(n, fault, hint, "%q is %s, not %q", k.Name, k.Kind.Words(), n.Text)
		if ok {
			n.Text, n.Tag = now.Text, now.Tag
		}
		return ok || k.OneOf == nil && (k.Kind == NameKey || k.Kind == TypeKey)
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
		ok, fault, hint = NamePattern().MatchString(n.Text), code.Name, NameHint
	case ElementPathKey:
		ok, fault, hint = ElementPathPattern().MatchString(n.Text), code.Name, ElementPathHint
	case IDKey:
		ok, fault, hint = IDPattern().MatchString(n.Text), code.Name, IDHint
	case SizeKey:
		v, whole := n.Whole()
		ok, hint = whole && v >= 0 && v <= MaxSizeValue, "write digits only"
		if strings.HasPrefix(n.Text, "-") || whole {
			hint = "leave the key out where nothing is limited"
		}
	case NumberKey:
		_, ok = n.Float()
		hint = "write digits only"
	case BoolKey:
		ok, hint = n.Tag == tree.BoolTag && (n.Text == "true" || n.Text == "false"), "write true or false"
	case DurationKey:
		_, err := time.ParseDuration(n.Text)
		ok, hint = err == nil, DurationHint
	case FormatKey:
		ok, fault, hint = slices.Contains(FormatNames, n.Text), code.Value, tree.DidYouMean(n.Text, FormatNames)
		if hint == "" {
			hint = "write " + strings.Join(FormatNames, " or ") + ", or state a `pattern` instead"
		}
	}
	if ok {
		return "", ""
	}
	return fault, hint
}

// Accepts reports whether a text or number is a value of the key, as far as that shows without the rest of the spec.
func (k *Key) Accepts(n *tree.Node) bool {
	fault, _ := valueFault(n, k.Kind)
	return fault == ""
}

// sizeUnits are what people write behind a number of bytes or characters, and its value.
var sizeUnits = map[string]int64{"": 1, "b": 1, "byte": 1, "bytes": 1, "k": 1024, "kb": 1024, "kib": 1024, "m": 1 << 20, "mb": 1 << 20, "mib": 1 << 20, "字节": 1, "字": 1, "条": 1, "个": 1, "次": 1}

var numberWithUnit = pattern.Lazy(`^([0-9]+)\s*(\pL*)$`)

// meantValue is the value of a kind that a text plainly means: a number in quotes or full-width digits, or with a unit; yes
// or no.
func meantValue(n *tree.Node, kind Kind) (meant tree.Node, ok bool) {
	plain := strings.Trim(ToHalfWidth(n.Text), " \"'")
	text := strings.NewReplacer("_", "", ",", "").Replace(plain)
	switch kind {
	case SizeKey:
		if m := numberWithUnit().FindStringSubmatch(text); m != nil {
			v, err := strconv.ParseInt(m[1], 10, 64)
			if factor := sizeUnits[strings.ToLower(m[2])]; err == nil && factor > 0 {
				meant = tree.Node{Tag: tree.IntTag, Text: strconv.FormatInt(v*factor, 10)}
			}
		} else if v, err := strconv.ParseFloat(text, 64); err == nil && v == float64(int64(v)) {
			meant = tree.Node{Tag: tree.IntTag, Text: strconv.FormatInt(int64(v), 10)}
		}
	case NameKey, TypeKey, IDKey:
		if kind == IDKey {
			plain = strings.ToLower(strings.NewReplacer("-", "_", " ", "_").Replace(plain))
		} else if of := kindSynonyms[plain]; kind == TypeKey && of != nil {
			plain = of[0]
		}
		meant = tree.Node{Tag: tree.StringTag, Text: plain}
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
		if m := numberWithUnit().FindStringSubmatch(text); m != nil && slices.Contains([]string{"", "s", "秒", "sec", "second", "seconds"}, m[2]) {
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

// Words describes a value of the kind, in English.
func (k Kind) Words() string {
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
	case NameListKey:
		return "a list of names"
	case ElementPathListKey:
		return "a list of elements, or paths to them"
	case TextListKey:
		return "a list of values"
	case SizeMapKey:
		return "a mapping of names to whole numbers"
	case FormatKey:
		return "the name of a form"
	case VersionKey:
		return "1"
	default:
		return "a mapping of keys to values"
	}
}
