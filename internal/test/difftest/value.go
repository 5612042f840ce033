package difftest

import (
	"slices"

	"github.com/replygen/replygen/spec"
)

// value is what a field holds, or an item of a list.
type value struct {
	*spec.Field
	// there is set if the element is in the document. A struct has no difference
	// between an empty text, list or object and an absent one.
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

// shows reports whether a struct shows that the value is present.
func (v *value) shows() bool {
	switch v.Kind.(type) {
	case *spec.MsgType, *spec.Const, *spec.Count: // never
	case *spec.String:
		return v.there && v.text != ""
	case *spec.Int, *spec.Float, *spec.Bool, *spec.UnixTime:
		return v.there && !(v.Required && slices.Contains([]string{"0", "-0", "false"}, v.text))
	case *spec.Object:
		return v.there && slices.ContainsFunc(v.fields, (*value).shows)
	case *spec.List:
		return v.there && len(v.items) > 0
	case *spec.Union:
		return v.there && v.form != nil
	}
	return false
}
