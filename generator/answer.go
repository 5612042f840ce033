package generator

import (
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"
	"github.com/replygen/replygen/spec"
)

// limitedList is a list of a reply whose length depends on the message that is answered.
type limitedList struct {
	name, path string
	field      *goField
	limits     []spec.ReplyingTo
}

// replyingTo lists the limits that depend on the message, of lists at the top of a reply or inside its objects.
func replyingTo(r *goReply) []limitedList {
	var out []limitedList
	var walk func(fields []*goField, path []string, names []string)
	walk = func(fields []*goField, path, names []string) {
		for _, f := range fields {
			path, names := append(append([]string{}, path...), f.goName), append(append([]string{}, names...), f.Name)
			switch k := f.Kind.(type) {
			case *spec.Object:
				walk(f.object.fields, path, names)
			case *spec.List:
				if len(k.MaxItemsReplyingTo) > 0 {
					out = append(out, limitedList{strings.Join(names, "."), strings.Join(path, "."), f, k.MaxItemsReplyingTo})
				}
			default: // its limit is that of its own struct, or it is no list
			}
		}
	}
	walk(r.fields, nil, nil)
	return out
}

// address is the message's address that goes into a value of the reply, nil for a value that is no address.
func (p *goPackage) address(v *builderValue) *jen.Statement {
	pair := p.spec.Inbound.Addresses
	i := slices.Index(pair, v.Name)
	if i < 0 || len(v.goPath) > 1 || !slices.Contains(p.spec.Header.Fields, v.Field) {
		return nil
	}
	for _, g := range p.inbound.header.fields {
		if g.Name != pair[1-i] {
			continue
		}
		if _, ok := g.Kind.(*spec.String); !ok && !g.Required {
			return nil // which may be absent: there is nothing to answer to
		}
		from := jen.Id("m").Dot(g.goName)
		if a, b := scalarOf(g.Kind), scalarOf(v.Kind); a != b {
			return jen.Add(leafType(p, v.Kind)).Parens(from) // a header that was not derived may have other types
		}
		return from
	}
	return nil
}

// exchanges reports whether a reply has an address of the message that it answers.
func (p *goPackage) exchanges() bool {
	addressed := func(v *builderValue) bool { return p.address(v) != nil }
	return slices.ContainsFunc(p.replies, func(r *goReply) bool {
		return slices.ContainsFunc(r.params, addressed) || slices.ContainsFunc(r.setters, addressed)
	})
}

func scalarOf(kind spec.Kind) *spec.Scalar {
	if k, ok := kind.(*spec.String); ok {
		return k.Scalar
	}
	return nil
}
