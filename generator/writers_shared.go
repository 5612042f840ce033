package generator

import "github.com/replygen/replygen/spec"

// sharedStructs are the structs that have writers of their own, each with its element's name: elements that occur more
// than once, and the forms of unions, which are inside an element and have no name. Any other element is written where
// it is, its constants joined with those around it.
type sharedStructs map[*goType]string

func findShared(p *goPackage) sharedStructs {
	places := map[*goType][]string{}
	count := func(t *goType) {
		for _, f := range t.fields {
			if f.object != nil {
				places[f.object] = append(places[f.object], elementName(f))
			}
		}
	}
	for _, r := range p.replies {
		count(&r.goType)
	}
	out := sharedStructs{}
	for _, t := range p.types {
		count(t)
		if t.union != nil {
			out[t] = ""
		}
	}
	for t, names := range places {
		if len(names) > 1 && sameNames(names) {
			out[t] = names[0]
		}
	}
	return out
}

// elementName is the name of the element that a struct is.
func elementName(f *goField) string {
	if k, ok := f.Kind.(*spec.List); ok {
		return k.Item.Name
	}
	return f.Name
}

func sameNames(names []string) bool {
	for _, n := range names {
		if n != names[0] {
			return false
		}
	}
	return true
}

func (s sharedStructs) has(t *goType) bool {
	_, ok := s[t]
	return ok
}

// pieces is the XML that the writers of a struct write.
func (s sharedStructs) pieces(t *goType) []piece {
	w := &wire{shared: s}
	out := w.fields(t, variable("r"))
	if name := s[t]; name != "" {
		out = element(name, out...)
	}
	return merged(out)
}
