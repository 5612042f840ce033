package difftest

import "github.com/replygen/replygen/spec"

// below calls f for fields and all below them, the items of lists and the
// forms of unions included.
func below(fields []*spec.Field, f func(*spec.Field)) {
	for _, field := range fields {
		f(field)
		switch k := field.Kind.(type) {
		case *spec.Object:
			below(k.Fields, f)
		case *spec.List:
			below([]*spec.Field{k.Item}, f)
		case *spec.Union:
			for _, c := range k.Cases {
				below(c.Fields, f)
			}
		}
	}
}

// sizeOf is the number of fields, and 1 more.
func sizeOf(fields []*spec.Field) int {
	n := 1
	below(fields, func(*spec.Field) { n++ })
	return n
}

func formsOf(fields []*spec.Field) []*spec.Case {
	var out []*spec.Case
	below(fields, func(f *spec.Field) {
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
		}
	}
	below(p.Header.Fields, note)
	for _, r := range p.Replies {
		below(r.Fields, note)
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
