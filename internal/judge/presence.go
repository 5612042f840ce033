package judge

import (
	"slices"

	"github.com/replygen/replygen/spec"
)

// present reports whether an optional element is present. Its parent's presence and rules across fields ask it of
// elements too that are always written: such a number is present unless it is 0.
func (b *body) present(e *element) bool {
	switch v := e.value.(type) {
	case *leaf:
		if _, ok := e.Kind.(*spec.String); ok {
			return v.text != ""
		}
		if e.Required {
			return v.text != "0" && v.text != "-0" && v.text != "false"
		}
		return v.set
	case *body:
		return v.isPresent()
	case *list:
		return len(v.items) > 0
	case *union:
		return v.form != nil
	}
	if k, ok := e.Kind.(*spec.Count); ok {
		return b.present(b.of(k.List))
	}
	return true
}

// count is how many of the fields are present.
func (b *body) count(fields ...*spec.Field) int {
	n := 0
	for _, f := range fields {
		if b.present(b.of(f)) {
			n++
		}
	}
	return n
}

// isPresent reports whether an object is present: whether one of the children is whose values can show it. An object
// without such children always is.
func (b *body) isPresent() bool {
	shows := false
	for _, e := range b.elements {
		if showsParent(e) {
			if shows = true; b.present(e) {
				return true
			}
		}
	}
	return !shows
}

// zeroCounts reports whether 0 is a value of an element: a number that is always
// written. A time is absent then.
func zeroCounts(e *element) bool {
	switch e.Kind.(type) {
	case *spec.Int, *spec.Float, *spec.Bool:
		return e.Required
	case *spec.String, *spec.UnixTime, *spec.MsgType, *spec.Const, *spec.Count, *spec.Object, *spec.List, *spec.Union:
	}
	return false
}

// showsParent reports whether an element's value can show that its parent is present. The elements that the spec alone
// decides cannot.
func showsParent(e *element) bool {
	if v, ok := e.value.(*body); ok {
		return slices.ContainsFunc(v.elements, showsParent)
	}
	return e.value != nil
}
