package difftest

import (
	"slices"

	"github.com/replygen/replygen/spec"
)

// sizeOf is the number of fields, and 1 more.
func sizeOf(fields []*spec.Field) int {
	n := 1
	spec.Walk(fields, func(*spec.Field) { n++ })
	return n
}

func formsOf(fields []*spec.Field) []*spec.Case {
	var out []*spec.Case
	spec.Walk(fields, func(f *spec.Field) {
		if k, ok := f.Kind.(*spec.Union); ok {
			out = append(out, k.Cases...)
		}
	})
	return out
}

// decidingNames are the names of the elements that state a type or form.
func decidingNames(p *spec.Platform) []string {
	var out []string
	note := func(f *spec.Field) {
		if _, ok := f.Kind.(*spec.MsgType); ok {
			out = append(out, f.Name)
		}
		if k, ok := f.Kind.(*spec.Union); ok {
			out = append(out, k.Tag)
		}
	}
	spec.Walk(p.Header.Fields, note)
	for _, r := range p.Replies {
		spec.Walk(r.Fields, note)
	}
	return out
}

// isFixed reports whether the spec alone decides what an element holds: no struct has a field for it.
func isFixed(f *spec.Field) bool {
	switch f.Kind.(type) {
	case *spec.MsgType, *spec.Const, *spec.Count:
		return true
	case *spec.String, *spec.Int, *spec.Float, *spec.Bool, *spec.UnixTime, *spec.Object, *spec.List, *spec.Union:
	}
	return false
}

// settable are the fields that a struct has, in the order of the spec.
func settable(fields []*spec.Field) []*spec.Field {
	return slices.DeleteFunc(slices.Clone(fields), isFixed)
}

// showing is how many values inside an object can show that it is present.
func showing(fields []*spec.Field) int {
	n := 0
	for _, f := range settable(fields) {
		if k, ok := f.Kind.(*spec.Object); ok {
			n += showing(k.Fields)
		} else {
			n++
		}
	}
	return n
}
