package difftest

import (
	"bytes"
	"encoding/xml"
	"slices"

	"github.com/replygen/replygen/spec"
)

// element is one element of a document: with children, or with a text.
type element struct {
	name, text string
	children   []*element
	// raw stands before the children as it is, or alone where there is no name:
	// text between elements, or what is no markup.
	raw string

	// field is the element's field in the spec, nil for an element without a value of its own. An item has the field that
	// declares its list's items.
	field *spec.Field
	// step is the element's part of a path: its name, with an index for an item.
	step string
	// form is that of a union's element, nil if it has none.
	form *spec.Case
}

// of returns the children that hold the values of a field: one or none, or the items of a list.
func (e *element) of(f *spec.Field) []*element {
	k, isList := f.Kind.(*spec.List)
	if isList && k.Flat {
		f = k.Item
	}
	var out []*element
	for _, child := range e.children {
		if child.field == f {
			out = append(out, child)
		}
	}
	if isList && !k.Flat && len(out) > 0 {
		return out[0].children
	}
	return out
}

// shows reports whether a struct shows that a field of an element is present: it has no difference between an empty text,
// list or object and an absent one.
func (e *element) shows(f *spec.Field) bool {
	of := e.of(f)
	if len(of) == 0 || isFixed(f) {
		return false
	}
	switch k := f.Kind.(type) {
	case *spec.String:
		return of[0].text != ""
	case *spec.Int, *spec.Float, *spec.Bool, *spec.UnixTime:
		return !f.Required || !slices.Contains([]string{"0", "-0", "false"}, of[0].text)
	case *spec.Object:
		return slices.ContainsFunc(k.Fields, of[0].shows)
	case *spec.Union:
		return of[0].form != nil
	default: // a list with items
		return true
	}
}

// isFixed reports whether the spec alone decides what an element holds: no struct has a field for it.
func isFixed(f *spec.Field) bool {
	switch f.Kind.(type) {
	case *spec.MsgType, *spec.Const, *spec.Count:
		return true
	default:
		return false
	}
}

// settable are the fields that a struct has, in the order of the spec.
func settable(fields []*spec.Field) []*spec.Field {
	return slices.DeleteFunc(slices.Clone(fields), isFixed)
}

// xml writes an element with all its texts, as far as XML can carry them.
func (e *element) xml(b *bytes.Buffer) {
	b.WriteString("<" + e.name + ">")
	_ = xml.EscapeText(b, []byte(e.text)) // a buffer takes everything
	for _, child := range e.children {
		child.xml(b)
	}
	b.WriteString("</" + e.name + ">")
}

// place is an element and the one that it stands in.
type place struct{ in, element *element }

// places are those of all elements below e.
func places(e *element) []place {
	var out []place
	for _, child := range e.children {
		out = append(append(out, place{e, child}), places(child)...)
	}
	return out
}

// copied is a copy of an element; of one that holds very many, what is left
// when it holds none. Copies of copies would have no end.
func (e *element) copied() *element {
	if len(places(e)) > 60 {
		return &element{name: e.name}
	}
	out := *e
	out.children = make([]*element, len(e.children))
	for i, child := range e.children {
		out.children[i] = child.copied()
	}
	return &out
}
