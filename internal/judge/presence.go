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
		if n.Required && !is[*spec.List](n.parent.Kind) {
			return n.text != "0" && n.text != "-0" && n.text != "false"
		}
		return n.set
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

// missing returns the children that a rule asks for and that are absent; of several that would do, the first.
func (n *node) missing(form spec.Form) (out []*node) {
	var wanted []*spec.Field
	switch form := form.(type) {
	case *spec.Requires:
		if n.count(form.Field) > 0 {
			wanted = form.Needs
		}
	case *spec.RequiredWhen:
		if n.of(form.Deciding).isOneOf(form.In) {
			wanted = []*spec.Field{form.Field}
		}
	case *spec.OneOf:
		wanted = n.firstUnlessAny(form.Fields)
	case *spec.AtLeastOneOf:
		wanted = n.firstUnlessAny(form.Fields)
	case *spec.Forbids: // asks for no field
	}
	for _, f := range wanted {
		if c := n.of(f); !c.present() {
			out = append(out, c)
		}
	}
	return out
}

func (n *node) firstUnlessAny(fields []*spec.Field) []*spec.Field {
	if n.count(fields...) > 0 {
		return nil
	}
	return fields[:1]
}

// isOneOf reports whether a single value is one of some, as a spec spells them.
func (n *node) isOneOf(values []string) bool {
	return slices.ContainsFunc(values, func(v string) bool {
		canonical, err := canonicalText(n.Kind, v)
		return err == nil && (n.set || is[*spec.String](n.Kind)) && n.text == canonical
	})
}

// isBroken reports whether the children break a rule across them.
func (n *node) isBroken(form spec.Form) bool {
	switch form := form.(type) {
	case *spec.Forbids:
		return n.count(form.Field) > 0 && n.count(form.Others...) > 0
	case *spec.OneOf:
		return n.count(form.Fields...) != 1
	case *spec.Requires, *spec.RequiredWhen, *spec.AtLeastOneOf:
	}
	return len(n.missing(form)) > 0
}
