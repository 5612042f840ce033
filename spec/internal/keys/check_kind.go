package keys

import (
	"cmp"
	"slices"
	"strings"

	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/tree"
)

// CheckKind reports keys that a field of a kind cannot have or lacks, and values that the kind does not allow.
func CheckKind(n *tree.Node, kind string, p *tree.Problems) {
	for _, e := range n.Entries {
		k := Field.Key(e.Key.Text)
		switch {
		case k == nil: // an item's own
		case !k.Fits(kind):
			hint := "leave it out"
			if len(k.On) <= 3 {
				hint += "; a field of kind " + strings.Join(k.On, " or ") + " can have it"
			}
			if r := RuleNamed(k.Name); r != nil && r.IsLimit() {
				hint = cmp.Or(limitHint(kind), hint)
			}
			p.At(e.Key, code.RuleKind, hint, "a field of kind %s cannot have %q", kind, k.Name)
		case kind == KindInt || kind == KindUnixTime:
			checkWhole(e.Value, k, p)
		case k.Name == "value" || k.Name == ValueRules[Enum].Name:
			checkCarried(e.Value, p)
		}
	}
	for _, k := range Field.Keys() {
		if k.Needed && slices.Contains(k.On, kind) && n.Get(k.Name) == nil && !n.HasLost(k.Name) {
			p.At(n, code.MissingKey, "add `"+k.Name+": …`", "a field of kind %s lacks the key %q: %s", kind, k.Name, k.Doc)
		}
	}
}

// checkWhole reports fractions and texts among the limits and values of whole numbers.
func checkWhole(n *tree.Node, k *Key, p *tree.Problems) {
	if _, ok := n.Whole(); k.Kind == NumberKey && !ok {
		p.At(n, code.Kind, "round it, or write `type: float`", "%q of a whole number is a whole number, not %q", k.Name, n.Text)
	}
	if k.Name != ValueRules[Enum].Name {
		return
	}
	for _, item := range n.Items {
		if _, ok := item.Whole(); !ok {
			hint := "write `type: string`, or whole numbers"
			if meant, ok := meantValue(item, NumberKey); ok {
				hint = "write " + meant.Text + " without quotes"
			}
			p.At(item, code.Kind, hint, "the enum of an int cannot hold %q", item.Text)
		}
	}
}

// checkCarried reports texts that XML cannot carry unchanged.
func checkCarried(n *tree.Node, p *tree.Problems) {
	for _, r := range n.Text {
		if r < 0x20 && r != '\t' && r != '\n' || r == 0xFFFE || r == 0xFFFF || r == '\uFFFD' {
			p.At(n, code.Value, "", "%q holds %U, which XML does not carry as it is", n.Text, r)
			break
		}
	}
	for _, item := range n.Items {
		checkCarried(item, p)
	}
}

// limitHint names the limits that values of a kind can have.
func limitHint(kind string) string {
	among := LimitKeys(kind, AtLeast, AtMost)
	if len(among) == 0 {
		return ""
	}
	last := len(among) - 1
	has := " has " + strings.Join(among[:last], ", ") + " and " + among[last]
	switch {
	case kind == KindList:
		return "a list" + has
	case slices.Contains(OnNumbers, kind):
		return "a number" + has
	}
	return "a string" + has + ": the unit is in the key"
}

// RuleForm returns the form of a rule across fields, "" after a problem.
func RuleForm(n *tree.Node, p *tree.Problems) string {
	var form string
	for _, name := range RuleForms {
		if n.Get(name) == nil {
			continue
		}
		if form != "" {
			p.At(n.KeyNode(name), code.RuleConflict, "write two rules", "a rule has one form, and this one has %q already", form)
			return ""
		}
		form = name
	}
	field := n.KeyNode("field")
	switch needsField := slices.Contains(SubjectForms, form); {
	case form == "":
		p.At(n, code.MissingKey, "", "a rule lacks its form: %s", tree.OneOf(RuleForms))
	case needsField && field == nil:
		p.At(n, code.MissingKey, "", "a rule of the form %q lacks the key \"field\"", form)
	case !needsField && field != nil:
		p.At(field, code.RuleKind, "", "a rule of the form %q has no \"field\"", form)
	default:
		for _, o := range append(slices.Clone(n.List(form)), n.Get(form).Get("field")) {
			if subject := n.Get("field"); subject != nil && o != nil && o.Text == subject.Text {
				p.At(o, code.RuleConflict, "name another field", "%q speaks of the rule's own field %q", form, o.Text)
			}
		}
		return form
	}
	return ""
}
