package gomodel

import (
	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/spec"
)

// IsPresent is the condition under which an element that may be absent is there.
func IsPresent(t *Type, f *Field, in gofile.Expr) gofile.Expr {
	at := in.Dot(f.GoName)
	switch k := f.Kind.(type) {
	case *spec.Count:
		return IsPresent(t, t.Field(k.List), in)
	case *spec.String:
		return func() *jen.Statement { return at().Op("!=").Lit("") }
	case *spec.UnixTime:
		if f.Required {
			return func() *jen.Statement { return at().Op("!=").Lit(0) }
		}
		return at.Dot("Set")
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
		return at.Dot("Set")
	}
	if _, ok := f.Kind.(*spec.Bool); ok {
		return at
	}
	return func() *jen.Statement { return at().Op("!=").Lit(0) }
}

// IsAbsent is the opposite of IsPresent.
func IsAbsent(t *Type, f *Field, in gofile.Expr) gofile.Expr {
	at := in.Dot(f.GoName)
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
	case *spec.Bool, *spec.Object, *spec.MsgType, *spec.Const, *spec.Count: // the negation of IsPresent
	}
	present := IsPresent(t, f, in)
	return func() *jen.Statement { return jen.Op("!").Add(present()) } // a call, the field Set or a bool
}

// TellsPresence reports whether a field's Go value can tell that its parent is there. That of a required number can,
// unless it is 0: the spec's checks see to it that something else tells then.
func TellsPresence(f *Field) bool {
	switch f.Kind.(type) {
	case *spec.MsgType, *spec.Const, *spec.Count:
		return false
	case *spec.Object:
		return anyTells(f.Object)
	default:
		return true
	}
}

func anyTells(t *Type) bool {
	for _, f := range t.Fields {
		if TellsPresence(f) {
			return true
		}
	}
	return false
}
