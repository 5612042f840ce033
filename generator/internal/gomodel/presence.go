package gomodel

import (
	"slices"
	"strings"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/spec"
)

// IsPresent is the condition under which an element that may be absent is present.
func IsPresent(t *Type, f *Field, in gofile.Expr) gofile.Expr {
	at := in.Dot(f.GoName)
	switch k := f.Kind.(type) {
	case *spec.Count:
		return IsPresent(t, t.Field(k.List), in)
	case *spec.String:
		return at + ` != ""`
	case *spec.Object:
		return at + ".present()"
	case *spec.List:
		return "len(" + at + ") > 0"
	case *spec.Union:
		return at + " != nil"
	case *spec.Bool:
		if f.Required {
			return at
		}
	case *spec.Int, *spec.Float, *spec.UnixTime:
		if f.Required {
			return at + " != 0"
		}
	case *spec.MsgType, *spec.Const: // always present
	}
	return at.Dot("Set")
}

// IsAbsent is the opposite of IsPresent.
func IsAbsent(t *Type, f *Field, in gofile.Expr) gofile.Expr {
	present := IsPresent(t, f, in)
	for _, not := range []struct{ operator, opposite string }{{" != ", " == "}, {" > ", " == "}} {
		if left, right, ok := strings.Cut(string(present), not.operator); ok {
			return gofile.Expr(left + not.opposite + right)
		}
	}
	return "!" + present // a call, the field Set or a bool
}

// TellsPresence reports whether a field's Go value can show that its parent is present. The value of a required number
// does, unless it is 0; package spec checks that another field does in that case.
func TellsPresence(f *Field) bool {
	switch f.Kind.(type) {
	case *spec.MsgType, *spec.Const, *spec.Count:
		return false
	case *spec.Object:
		return slices.ContainsFunc(f.Object.Fields, TellsPresence)
	default:
		return true
	}
}
