package gomodel

import (
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/spec"
)

// LimitedList is a list of a reply whose length depends on the message that is answered.
type LimitedList struct {
	Name, Path string
	Field      *Field
	Limits     []spec.ReplyingTo
}

// ReplyingTo lists the limits that depend on the message, of lists at the top of a reply or inside its objects.
func ReplyingTo(r *Reply) []LimitedList {
	var out []LimitedList
	var walk func(fields []*Field, path []string, names []string)
	walk = func(fields []*Field, path, names []string) {
		for _, f := range fields {
			path, names := append(append([]string{}, path...), f.GoName), append(append([]string{}, names...), f.Name)
			switch k := f.Kind.(type) {
			case *spec.Object:
				walk(f.Object.Fields, path, names)
			case *spec.List:
				if len(k.MaxItemsReplyingTo) > 0 {
					out = append(out,
						LimitedList{strings.Join(names, "."), strings.Join(path, "."), f, k.MaxItemsReplyingTo})
				}
			default: // its limit is that of its own struct, or it is no list
			}
		}
	}
	walk(r.Fields, nil, nil)
	return out
}

// Address is the message's address that goes into a value of the reply, nil for a value that is no address.
func (p *Package) Address(v *BuilderValue) *jen.Statement {
	pair := p.Spec.Inbound.Addresses
	i := slices.Index(pair, v.Name)
	if i < 0 || len(v.GoPath) > 1 || !slices.Contains(p.Spec.Header.Fields, v.Field.Field) {
		return nil
	}
	for _, g := range p.Inbound.Header.Fields {
		if g.Name != pair[1-i] {
			continue
		}
		if _, ok := g.Kind.(*spec.String); !ok && !g.Required {
			return nil // which may be absent: there is nothing to answer to
		}
		from := jen.Id("m").Dot(g.GoName)
		if a, b := scalarOf(g.Kind), scalarOf(v.Kind); a != b {
			return gofile.Code("%s(%s)", LeafType(p, v.Kind), from) // a header that was not derived may have other types
		}
		return from
	}
	return nil
}

// Exchanges reports whether a reply has an address of the message that it answers.
func (p *Package) Exchanges() bool {
	addressed := func(v *BuilderValue) bool { return p.Address(v) != nil }
	return slices.ContainsFunc(p.Replies, func(r *Reply) bool {
		return slices.ContainsFunc(r.Params, addressed) || slices.ContainsFunc(r.Setters, addressed)
	})
}

func scalarOf(kind spec.Kind) *spec.Scalar {
	if k, ok := kind.(*spec.String); ok {
		return k.Scalar
	}
	return nil
}
