package keys

import (
	"cmp"
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
		wrongKind(n, p, "write one value, without brackets", "%q is %s", k.Name, Forms[k.Kind].Words)
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
		p.At(n, fault, hint, "%q is %s, not %q", k.Name, Forms[k.Kind].Words, n.Text)
		if ok {
			n.Text, n.Tag = now.Text, now.Tag
		}
		return ok || k.OneOf == nil && (k.Kind == NameKey || k.Kind == TypeKey)
	}
	if k.OneOf != nil && !slices.Contains(k.OneOf, n.Text) {
		hint := cmp.Or(tree.DidYouMean(n.Text, k.OneOf), "write "+strings.Join(k.OneOf, " or "))
		p.At(n, code.Value, hint, "%q cannot be %q; it is %s", k.Name, n.Text, tree.OneOf(k.OneOf))
		return false
	}
	return true
}

// valueFault returns the code and hint of a scalar that is no value of a kind of key; "" for one that is.
func valueFault(n *tree.Node, kind Kind) (fault diag.Code, hint string) {
	form := Forms[kind]
	ok, fault, hint := true, code.Kind, form.Hint
	switch {
	case form.Pattern != nil:
		ok, fault = form.Pattern().MatchString(n.Text), code.Name
	case kind == SizeKey:
		v, whole := n.Whole()
		if ok = whole && v >= 0 && v <= MaxSizeValue; whole || strings.HasPrefix(n.Text, "-") {
			hint = "leave the key out where nothing is limited"
		}
	case kind == NumberKey:
		_, ok = n.Float()
	case kind == BoolKey:
		ok = n.Tag == tree.BoolTag && (n.Text == "true" || n.Text == "false")
	case kind == DurationKey:
		_, err := time.ParseDuration(n.Text)
		ok = err == nil
	case kind == FormatKey:
		ok, fault, hint = slices.Contains(FormatNames, n.Text), code.Value, cmp.Or(tree.DidYouMean(n.Text, FormatNames), hint)
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

// What people write behind a number of bytes or characters, with its value, and in place of true and false.
var (
	sizeUnits = map[string]int64{"": 1, "b": 1, "byte": 1, "bytes": 1, "k": 1024, "kb": 1024, "kib": 1024, "m": 1 << 20, "mb": 1 << 20, "mib": 1 << 20, "字节": 1, "字": 1, "条": 1, "个": 1, "次": 1}
	bools     = map[string]string{"true": "true", "yes": "true", "y": "true", "on": "true", "1": "true", "是": "true",
		"false": "false", "no": "false", "n": "false", "off": "false", "0": "false", "否": "false"}
)

var numberWithUnit = pattern.Lazy(`^([0-9]+)\s*(\pL*)$`)

// meantValue is the value of a kind that a text plainly means: a number in quotes or full-width digits, or with a unit; yes
// or no.
func meantValue(n *tree.Node, kind Kind) (meant tree.Node, ok bool) {
	plain := strings.Trim(ToHalfWidth(n.Text), " \"'")
	text := strings.NewReplacer("_", "", ",", "").Replace(plain)
	number := numberWithUnit().FindStringSubmatch(text)
	meant = tree.Node{Kind: tree.Scalar, Tag: tree.StringTag}
	switch kind {
	case SizeKey:
		meant.Tag = tree.IntTag
		if number != nil {
			v, err := strconv.ParseInt(number[1], 10, 64)
			if factor := sizeUnits[strings.ToLower(number[2])]; err == nil && factor > 0 {
				meant.Text = strconv.FormatInt(v*factor, 10)
			}
		} else if v, err := strconv.ParseFloat(text, 64); err == nil && v == float64(int64(v)) {
			meant.Text = strconv.FormatInt(int64(v), 10)
		}
	case NameKey:
		meant.Text = plain
	case TypeKey:
		if meant.Text = plain; kindSynonyms[plain] != nil {
			meant.Text = kindSynonyms[plain][0]
		}
	case IDKey:
		meant.Text = strings.ToLower(strings.NewReplacer("-", "_", " ", "_").Replace(plain))
	case NumberKey:
		if _, err := strconv.ParseInt(text, 10, 64); err == nil {
			meant.Tag, meant.Text = tree.IntTag, strings.TrimPrefix(text, "+")
		}
	case BoolKey:
		meant.Tag, meant.Text = tree.BoolTag, bools[strings.ToLower(text)]
	case DurationKey:
		if number != nil && slices.Contains([]string{"", "s", "秒", "sec", "second", "seconds"}, number[2]) {
			meant.Text = number[1] + "s"
		}
	}
	fault, _ := valueFault(&meant, kind)
	return meant, meant.Text != "" && fault == ""
}
