package difftest

import "github.com/replygen/replygen/spec"

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

// decidingNames are those of the elements that say of which type or form
// something is.
func decidingNames(p *spec.Platform) []string {
	var out []string
	note := func(f *spec.Field) {
		switch k := f.Kind.(type) {
		case *spec.MsgType:
			out = append(out, f.Name)
		case *spec.Union:
			out = append(out, k.Tag)
		default: // decides nothing
		}
	}
	spec.Walk(p.Header.Fields, note)
	for _, r := range p.Replies {
		spec.Walk(r.Fields, note)
	}
	return out
}

// tellers is how many values can tell that an object is there which holds the
// fields.
func tellers(fields []*spec.Field) int {
	n := 0
	for _, f := range fields {
		switch k := f.Kind.(type) {
		case *spec.MsgType, *spec.Const, *spec.Count:
		case *spec.Object:
			n += tellers(k.Fields)
		default:
			n++
		}
	}
	return n
}
