package interpret

import "github.com/replygen/replygen/spec"

// present reports whether an element that may be absent is there. What is
// always written is asked for it only as a child that tells of its parent.
func (b *body) present(e *element) bool {
	switch v := e.value.(type) {
	case *leaf:
		switch e.Kind.(type) {
		case *spec.String:
			return v.text != ""
		case *spec.UnixTime:
			if e.Required {
				return v.text != "0"
			}
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

// tells reports whether an element's value shows that its parent is there: a
// number that is always written does not.
func tells(e *element) bool {
	switch v := e.value.(type) {
	case *leaf:
		switch e.Kind.(type) {
		case *spec.String, *spec.UnixTime:
			return true
		}
		return !e.Required
	case *body:
		for _, child := range v.elements {
			if tells(child) {
				return true
			}
		}
		return false
	case *list, *union:
		return true
	}
	return false
}
