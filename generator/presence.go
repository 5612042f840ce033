package generator

import (
	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/spec"
)

// isPresent is the condition under which an element that may be absent is there.
func isPresent(t *goType, f *goField, in expr) expr {
	at := in.dot(f.goName)
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
	at := in.dot(f.goName)
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
