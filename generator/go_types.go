package generator

import (
	"fmt"
	"slices"

	"github.com/dave/jennifer/jen"
	"github.com/replygen/replygen/spec"
)

// fieldType is the Go type of a field.
func fieldType(p *goPackage, g *goField) jen.Code {
	switch k := g.Kind.(type) {
	case *spec.List:
		return jen.Index().Add(itemType(p, g, k))
	case *spec.Object:
		return jen.Id(g.object.name)
	case *spec.Union:
		return jen.Id(g.union.name)
	default: // a leaf
	}
	if !g.Required {
		switch g.Kind.(type) {
		case *spec.Int, *spec.UnixTime:
			return jen.Id("OptionalInt")
		case *spec.Float:
			return jen.Id("OptionalFloat")
		case *spec.Bool:
			return jen.Id("OptionalBool")
		default: // text, which is empty when it is absent
		}
	}
	return leafType(p, g.Kind)
}

func itemType(p *goPackage, g *goField, k *spec.List) jen.Code {
	switch {
	case g.object != nil:
		return jen.Id(g.object.name)
	case g.union != nil:
		return jen.Id(g.union.name)
	}
	return leafType(p, k.Item.Kind)
}

// leafType is the Go type of a value that is there.
func leafType(p *goPackage, kind spec.Kind) jen.Code {
	switch k := kind.(type) {
	case *spec.String:
		if k.Scalar != nil {
			return jen.Id(p.scalars[k.Scalar])
		}
		return jen.String()
	case *spec.Int, *spec.UnixTime:
		return jen.Int64()
	case *spec.Float:
		return jen.Float64()
	case *spec.Bool:
		return jen.Bool()
	case *spec.MsgType, *spec.Const, *spec.Count, *spec.Object, *spec.List, *spec.Union: // no leaf
	}
	panic(fmt.Sprintf("generator: %T is no leaf", kind))
}

// optionalMaker names the function that makes an optional number of a value, "" for what is no such number.
func optionalMaker(f *goField) string {
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

// receiver is "r *TextReply", without the name when there is nothing in the struct to use it for.
func receiver(t *goType) jen.Code {
	if slices.ContainsFunc(t.fields, func(f *goField) bool { return f.goName != "" }) {
		return jen.Id("r").Op("*").Id(t.name)
	}
	return jen.Op("*").Id(t.name)
}
