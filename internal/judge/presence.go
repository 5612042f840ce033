package judge

import "github.com/replygen/replygen/spec"

// present reports whether an element that may be absent is there. What is
// always written is asked for it only as a child that tells of its parent, and
// by rules across fields: a number is there unless it is 0.
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

// isPresent reports whether an object is there: one of the children that can
// tell is. An object without such children always is.
func (b *body) isPresent() bool {
	asked := false
	for _, e := range b.elements {
		if !tells(e) {
			continue
		}
		asked = true
		if b.present(e) {
			return true
		}
	}
	return !asked
}

// zeroCounts reports whether 0 is a value of an element: a number that is always
// written. A time is absent then.
func zeroCounts(e *element) bool {
	switch e.Kind.(type) {
	case *spec.Int, *spec.Float, *spec.Bool:
		return e.Required
	default:
		return false
	}
}

// tells reports whether an element's value can show that its parent is there:
// what the spec alone decides does not.
func tells(e *element) bool {
	switch v := e.value.(type) {
	case *body:
		for _, child := range v.elements {
			if tells(child) {
				return true
			}
		}
		return false
	case *leaf, *list, *union:
		return true
	}
	return false
}
