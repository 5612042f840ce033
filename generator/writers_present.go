package generator

import (
	"github.com/dave/jennifer/jen"
	"github.com/replygen/replygen/spec"
)

// presentMethod emits
//
//	func (r *TransInfo) present() bool { return r.KfAccount != "" || r.Level.Set }
func presentMethod(t *goType) jen.Code {
	var condition *jen.Statement
	for _, f := range t.fields {
		if !tellsPresence(f) {
			continue
		}
		one := isPresent(t, f, variable("r"))()
		if condition == nil {
			condition = one
		} else {
			condition = condition.Op("||").Add(one)
		}
	}
	if condition == nil {
		condition = jen.True()
	}
	return jen.Func().Params(jen.Id("r").Op("*").Id(t.name)).Id("present").Params().Bool().Block(jen.Return(condition))
}

// markPresent lists the types whose present method is called: those of optional elements, and what these hold.
func markPresent(p *goPackage) map[*goType]bool {
	out := map[*goType]bool{}
	var mark func(t *goType)
	mark = func(t *goType) {
		if out[t] {
			return
		}
		out[t] = true
		for _, f := range t.fields {
			if _, ok := f.Kind.(*spec.Object); ok && tellsPresence(f) {
				mark(f.object)
			}
		}
	}
	walk := func(t *goType) {
		for _, f := range t.fields {
			if _, ok := f.Kind.(*spec.Object); ok && !f.Required {
				mark(f.object)
			}
		}
	}
	for _, r := range p.replies {
		walk(&r.goType)
	}
	for _, t := range p.types {
		walk(t)
	}
	return out
}
