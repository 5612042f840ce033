package generator

import (
	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/spec"
)

// isPresent is the condition under which an element that may be absent is there.
func isPresent(t *goType, f *goField, in expr) expr {
	at := in.dot(f.name)
	switch k := f.Kind.(type) {
	case *spec.Count:
		return isPresent(t, t.field(k.List), in)
	case *spec.String:
		return func() *jen.Statement { return at().Op("!=").Lit("") }
	case *spec.UnixTime:
		if f.Required {
			return func() *jen.Statement { return at().Op("!=").Lit(0) }
		}
		return at.dot("Set")
	case *spec.Object:
		return func() *jen.Statement { return at().Dot("present").Call() }
	case *spec.List:
		return func() *jen.Statement { return jen.Len(at()).Op(">").Lit(0) }
	case *spec.Union:
		return func() *jen.Statement { return at().Op("!=").Nil() }
	case *spec.Int, *spec.Float, *spec.Bool: // below
	case *spec.MsgType, *spec.Const: // always there
	}
	if !f.Required {
		return at.dot("Set")
	}
	if _, ok := f.Kind.(*spec.Bool); ok {
		return at
	}
	return func() *jen.Statement { return at().Op("!=").Lit(0) }
}

// isAbsent is the opposite of isPresent.
func isAbsent(t *goType, f *goField, in expr) expr {
	at := in.dot(f.name)
	switch f.Kind.(type) {
	case *spec.String:
		return func() *jen.Statement { return at().Op("==").Lit("") }
	case *spec.UnixTime, *spec.Int, *spec.Float:
		if f.Required {
			return func() *jen.Statement { return at().Op("==").Lit(0) }
		}
	case *spec.List:
		return func() *jen.Statement { return jen.Len(at()).Op("==").Lit(0) }
	case *spec.Union:
		return func() *jen.Statement { return at().Op("==").Nil() }
	case *spec.Bool, *spec.Object, *spec.MsgType, *spec.Const, *spec.Count: // the negation of isPresent
	}
	present := isPresent(t, f, in)
	return func() *jen.Statement { return jen.Op("!").Add(present()) } // a call, the field Set or a bool
}

// tellsPresence reports whether a field's Go value can tell that its parent is there. That of a required number can,
// unless it is 0: the spec's checks see to it that something else tells then.
func tellsPresence(f *goField) bool {
	switch f.Kind.(type) {
	case *spec.MsgType, *spec.Const, *spec.Count:
		return false
	case *spec.Object:
		return anyTells(f.object)
	default:
		return true
	}
}

func anyTells(t *goType) bool {
	for _, f := range t.fields {
		if tellsPresence(f) {
			return true
		}
	}
	return false
}

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
