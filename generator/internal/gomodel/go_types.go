package gomodel

import (
	"slices"

	"github.com/replygen/replygen/spec"
)

// FieldType is the Go type of a field.
func FieldType(p *Package, g *Field) string {
	if k, ok := g.Kind.(*spec.List); ok {
		return "[]" + ItemType(p, g, k)
	}
	if maker := OptionalMaker(g); maker != "" {
		return "Optional" + maker
	}
	return valueType(p, g, g.Kind)
}

// ItemType is the Go type of the items of a list.
func ItemType(p *Package, g *Field, k *spec.List) string { return valueType(p, g, k.Item.Kind) }

func valueType(p *Package, g *Field, kind spec.Kind) string {
	switch {
	case g.Object != nil:
		return g.Object.Name
	case g.Union != nil:
		return g.Union.Name
	}
	return LeafType(p, kind)
}

// LeafType is the Go type of a value that is there.
func LeafType(p *Package, kind spec.Kind) string {
	if k, ok := kind.(*spec.String); ok && k.Scalar != nil {
		return p.Scalars[k.Scalar]
	}
	return BaseType(kind)
}

// BaseType is the predeclared type that holds a value, "" for a kind that is no leaf.
func BaseType(kind spec.Kind) string {
	switch kind.(type) {
	case *spec.String:
		return "string"
	case *spec.Int, *spec.UnixTime:
		return "int64"
	case *spec.Float:
		return "float64"
	case *spec.Bool:
		return "bool"
	default:
		return ""
	}
}

// OptionalMaker names the function that makes an optional number of a value, "" for what is no such number.
func OptionalMaker(f *Field) string {
	if f.Required {
		return ""
	}
	return map[string]string{"int64": "Int", "float64": "Float", "bool": "Bool"}[BaseType(f.Kind)]
}

// MethodReceiver is "r *TextReply", without the name when there is nothing in the struct to use it for.
func MethodReceiver(t *Type) string {
	if slices.ContainsFunc(t.Fields, func(f *Field) bool { return f.GoName != "" }) {
		return "r *" + t.Name
	}
	return "*" + t.Name
}

// ValueOf is the value of a leaf, which is inside an optional number.
func (f *Field) ValueOf(at string) string {
	if OptionalMaker(f) != "" {
		return at + ".Value"
	}
	return at
}
