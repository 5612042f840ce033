package judge

import (
	"slices"

	"github.com/replygen/replygen/spec"
)

// present reports whether an optional element is present. Its parent's presence and rules across fields ask it of
// elements too that are always written: such a number is present unless it is 0, but any item of a list is.
func (n *node) present() bool {
	switch k := n.Kind.(type) {
	case *spec.String:
		return n.text != ""
	case *spec.Int, *spec.Float, *spec.Bool, *spec.UnixTime:
		isZero := n.text == "0" || n.text == "-0" || n.text == "false"
		return n.text != "" && !(isZero && n.Required && !is[*spec.List](n.parent.Kind))
	case *spec.Object:
		// One is present whose values can show it; an object without such children always is.
		shown := slices.DeleteFunc(slices.Clone(n.children), func(c *node) bool { return !c.showsParent() })
		return len(shown) == 0 || slices.ContainsFunc(shown, (*node).present)
	case *spec.List, *spec.Union:
		return len(n.children) > 0
	case *spec.Count:
		return n.parent.of(k.List).present()
	case *spec.MsgType, *spec.Const:
	}
	return true
}

// showsParent reports whether an element's value can show that its parent is present. The elements that the spec alone
// decides cannot.
func (n *node) showsParent() bool {
	switch n.Kind.(type) {
	case *spec.Object:
		return slices.ContainsFunc(n.children, (*node).showsParent)
	case *spec.MsgType, *spec.Const, *spec.Count:
		return false
	case *spec.String, *spec.Int, *spec.Float, *spec.Bool, *spec.UnixTime, *spec.List, *spec.Union:
	}
	return true
}

// zeroCounts reports whether 0 is a value of an element: a number that is always written. A time is absent then.
func (n *node) zeroCounts() bool {
	return n.Required && (is[*spec.Int](n.Kind) || is[*spec.Float](n.Kind) || is[*spec.Bool](n.Kind))
}

// count is how many of the fields are present among the children.
func (n *node) count(fields ...*spec.Field) (present int) {
	for _, f := range fields {
		if n.of(f).present() {
			present++
		}
	}
	return present
}

// Demand is a rule across fields as a number of fields that must be present.
type Demand struct {
	// When is the field whose presence, or one of whose values In, makes the rule apply; nil: it always does.
	When *spec.Field
	In   []string
	// Fields are those of which so many are present.
	Fields      []*spec.Field
	Least, Most int
}

// DemandOf returns the demand of a rule.
func DemandOf(form spec.Form) Demand {
	switch form := form.(type) {
	case *spec.Requires:
		return Demand{form.Field, nil, form.Needs, len(form.Needs), len(form.Needs)}
	case *spec.Forbids:
		return Demand{form.Field, nil, form.Others, 0, 0}
	case *spec.RequiredWhen:
		return Demand{form.Deciding, form.In, []*spec.Field{form.Field}, 1, 1}
	case *spec.OneOf:
		return Demand{nil, nil, form.Fields, 1, 1}
	case *spec.AtLeastOneOf:
		return Demand{nil, nil, form.Fields, 1, len(form.Fields)}
	}
	panic("judge: unknown form of a rule")
}

// broken reports whether the children break a rule across them, and returns those that it lacks.
func (n *node) broken(form spec.Form) (broken bool, missing []*node) {
	d := DemandOf(form)
	if d.When != nil && !n.of(d.When).isOneOf(d.In) {
		return false, nil
	}
	count := n.count(d.Fields...)
	if count < d.Least {
		for _, f := range d.Fields[:d.Least] {
			if c := n.of(f); !c.present() {
				missing = append(missing, c)
			}
		}
	}
	return count < d.Least || count > d.Most, missing
}

// isOneOf reports whether a single value is one of some, as a spec spells them, or present if there are none.
func (n *node) isOneOf(values []string) bool {
	if values == nil {
		return n.present()
	}
	return slices.ContainsFunc(values, func(v string) bool {
		canonical, err := canonicalText(n.Kind, v)
		return err == nil && n.text == canonical
	})
}
