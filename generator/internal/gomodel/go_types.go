package gomodel

import (
	"fmt"
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/spec"
)

// FieldType is the Go type of a field.
func FieldType(p *Package, g *Field) gofile.Expr {
	switch k := g.Kind.(type) {
	case *spec.List:
		return "[]" + ItemType(p, g, k)
	case *spec.Object:
		return gofile.Expr(g.Object.Name)
	case *spec.Union:
		return gofile.Expr(g.Union.Name)
	default: // a leaf
	}
	if maker := OptionalMaker(g); maker != "" {
		return gofile.Expr("Optional" + maker)
	}
	return LeafType(p, g.Kind)
}

// ItemType is the Go type of the items of a list.
func ItemType(p *Package, g *Field, k *spec.List) gofile.Expr {
	switch {
	case g.Object != nil:
		return gofile.Expr(g.Object.Name)
	case g.Union != nil:
		return gofile.Expr(g.Union.Name)
	}
	return LeafType(p, k.Item.Kind)
}

// LeafType is the Go type of a value that is there.
func LeafType(p *Package, kind spec.Kind) gofile.Expr {
	switch k := kind.(type) {
	case *spec.String:
		if k.Scalar != nil {
			return gofile.Expr(p.Scalars[k.Scalar])
		}
		return "string"
	case *spec.Int, *spec.UnixTime:
		return "int64"
	case *spec.Float:
		return "float64"
	case *spec.Bool:
		return "bool"
	case *spec.MsgType, *spec.Const, *spec.Count, *spec.Object, *spec.List, *spec.Union: // no leaf
	}
	panic(fmt.Sprintf("generator: %T is no leaf", kind))
}

// OptionalMaker names the function that makes an optional number of a value, "" for what is no such number.
func OptionalMaker(f *Field) string {
	if f.Required {
		return ""
	}
	switch f.Kind.(type) {
	case *spec.Int, *spec.UnixTime:
		return "Int"
	case *spec.Float:
		return "Float"
	case *spec.Bool:
		return "Bool"
	default:
		return ""
	}
}

// MethodReceiver is "r *TextReply", without the name when there is nothing in the struct to use it for.
func MethodReceiver(t *Type) jen.Code {
	if slices.ContainsFunc(t.Fields, func(f *Field) bool { return f.GoName != "" }) {
		return jen.Id("r").Op("*").Id(t.Name)
	}
	return jen.Op("*").Id(t.Name)
}

// ValueOf is the value of a leaf, which is inside an optional number.
func (f *Field) ValueOf(at gofile.Expr) gofile.Expr {
	if _, ok := f.Kind.(*spec.String); ok || f.Required {
		return at
	}
	return at.Dot("Value")
}
