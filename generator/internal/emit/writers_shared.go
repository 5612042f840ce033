package emit

import (
	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
	"github.com/replygen/replygen/spec"
)

// sharedStructs are the structs that have writers of their own, each with its element's name: elements that occur more
// than once, and the forms of unions, which are inside an element and have no name. Any other element is written where
// it is, its constants joined with those around it.
type sharedStructs map[*gomodel.Type]string

func findShared(p *gomodel.Package) sharedStructs {
	places := map[*gomodel.Type][]string{}
	count := func(t *gomodel.Type) {
		for _, f := range t.Fields {
			if f.Object != nil {
				places[f.Object] = append(places[f.Object], elementName(f))
			}
		}
	}
	for _, r := range p.Replies {
		count(&r.Type)
	}
	out := sharedStructs{}
	for _, t := range p.Types {
		count(t)
		if t.Union != nil {
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
func elementName(f *gomodel.Field) string {
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

func (s sharedStructs) has(t *gomodel.Type) bool {
	_, ok := s[t]
	return ok
}

// pieces is the XML that the writers of a struct write.
func (s sharedStructs) pieces(t *gomodel.Type) []piece {
	w := &wire{shared: s}
	out := w.fields(t, gofile.Expr("r"))
	if name := s[t]; name != "" {
		out = element(name, out...)
	}
	return merged(out)
}
