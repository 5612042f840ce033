package difftest

import "github.com/replygen/replygen/spec"

// value is what a field holds, or an item of a list.
type value struct {
	*spec.Field
	// there says that the element stands in the document. A struct cannot tell
	// an empty text, list or object from an absent one.
	there bool
	// text is that of a text or number.
	text string
	// fields are the children of an object, or of a union's form.
	fields []*value
	items  []*value
	form   *spec.Case // nil: none
}

// of returns the value of a field beside others.
func of(values []*value, f *spec.Field) *value {
	for _, v := range values {
		if v.Field == f {
			return v
		}
	}
	return nil
}

// shows reports whether a struct would tell that the value is there.
func (v *value) shows() bool {
	switch v.Kind.(type) {
	case *spec.MsgType, *spec.Const, *spec.Count:
		return false
	case *spec.String:
		return v.there && v.text != ""
	case *spec.Int, *spec.Float, *spec.Bool:
		return v.there && !(v.Required && (v.text == "0" || v.text == "-0" || v.text == "false"))
	case *spec.UnixTime:
		return v.there && !(v.Required && v.text == "0")
	case *spec.Object:
		for _, child := range v.fields {
			if child.shows() {
				return v.there
			}
		}
		return false
	case *spec.List:
		return v.there && len(v.items) > 0
	case *spec.Union:
		return v.there && v.form != nil
	}
	return false
}
