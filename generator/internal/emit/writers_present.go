package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
	"github.com/replygen/replygen/spec"
)

// presentMethod emits
//
//	func (r *TransInfo) present() bool { return r.KfAccount != "" || r.Level.Set }
func presentMethod(t *gomodel.Type) jen.Code {
	var conditions []jen.Code
	for _, f := range t.Fields {
		if gomodel.TellsPresence(f) {
			conditions = append(conditions, gomodel.IsPresent(t, f, "r").Code())
		}
	}
	if conditions == nil {
		conditions = []jen.Code{jen.True()}
	}
	return gofile.Code("func (r *%s) present() bool {\nreturn %s\n}", t.Name, gofile.Joined("||", conditions))
}

// markPresent lists the types whose present method is called: those of optional elements, and what these hold.
func markPresent(p *gomodel.Package) map[*gomodel.Type]bool {
	out := map[*gomodel.Type]bool{}
	var mark func(t *gomodel.Type)
	mark = func(t *gomodel.Type) {
		if out[t] {
			return
		}
		out[t] = true
		for _, f := range t.Fields {
			if _, ok := f.Kind.(*spec.Object); ok && gomodel.TellsPresence(f) {
				mark(f.Object)
			}
		}
	}
	walk := func(t *gomodel.Type) {
		for _, f := range t.Fields {
			if _, ok := f.Kind.(*spec.Object); ok && !f.Required {
				mark(f.Object)
			}
		}
	}
	for _, r := range p.Replies {
		walk(&r.Type)
	}
	for _, t := range p.Types {
		walk(t)
	}
	return out
}
