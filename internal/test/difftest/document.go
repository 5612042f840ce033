package difftest

import (
	"strconv"

	"github.com/replygen/replygen/spec"
)

// element is one element of a document: with children, or with a text.
type element struct {
	name     string
	text     string
	children []*element
	// raw stands before the children as it is, or alone where there is no name:
	// text between elements, or what is no markup.
	raw string
}

// elements are those that stand for values.
func elements(values []*value, msgType string) []*element {
	var out []*element
	for _, v := range values {
		switch k := v.Kind.(type) {
		case *spec.MsgType:
			out = append(out, &element{name: v.Name, text: msgType})
		case *spec.Const:
			if v.there {
				out = append(out, &element{name: v.Name, text: k.Text})
			}
		case *spec.Count:
			if of(values, k.List).there {
				out = append(out, &element{name: v.Name, text: strconv.Itoa(len(of(values, k.List).items))})
			}
		case *spec.List:
			if !v.there {
				continue
			}
			var items []*element
			for _, item := range v.items {
				items = append(items, elementOf(k.Item.Name, item))
			}
			if k.Flat {
				out = append(out, items...)
			} else {
				out = append(out, &element{name: v.Name, children: items})
			}
		case *spec.String, *spec.Int, *spec.Float, *spec.Bool, *spec.UnixTime, *spec.Object, *spec.Union:
			if v.there {
				out = append(out, elementOf(v.Name, v))
			}
		}
	}
	return out
}

func elementOf(name string, v *value) *element {
	switch k := v.Kind.(type) {
	case *spec.Object:
		return &element{name: name, children: elements(v.fields, "")}
	case *spec.Union:
		if v.form == nil {
			return &element{name: name}
		}
		tag := &element{name: k.Tag, text: v.form.Value}
		return &element{name: name, children: append([]*element{tag}, elements(v.fields, "")...)}
	default:
		return &element{name: name, text: v.text}
	}
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
