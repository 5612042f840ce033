package gomodel

import (
	"slices"
	"strings"

	"github.com/replygen/replygen/spec"
)

// IsPresent is the condition under which an element that may be absent is present.
func IsPresent(t *Type, f *Field, in string) string {
	at := in + "." + f.GoName
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
	default: // a number; what is always present has no condition
	}
	switch {
	case !f.Required:
		return at + ".Set"
	case BaseType(f.Kind) == "bool":
		return at
	}
	return at + " != 0"
}

// IsAbsent is the opposite of IsPresent.
func IsAbsent(t *Type, f *Field, in string) string {
	present := IsPresent(t, f, in)
	if opposite := strings.NewReplacer(" != ", " == ", " > ", " == ").Replace(present); opposite != present {
		return opposite
	}
	return "!" + present // a call, the field Set or a bool
}

// TellsPresence reports whether a field's Go value can show that its parent is present. The value of a required number
// does, unless it is 0; package spec checks that another field does in that case.
func TellsPresence(f *Field) bool {
	if _, ok := f.Kind.(*spec.Object); ok {
		return slices.ContainsFunc(f.Object.Fields, TellsPresence)
	}
	return f.GoName != ""
}
