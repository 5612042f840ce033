package gomodel

import (
	"slices"

	"github.com/replygen/replygen/spec"
)

// LimitedList is a list of a reply whose length depends on the message that is answered.
type LimitedList struct {
	// Name is what violations call the list, Path where it stands in the reply's struct.
	Name, Path string
	Field      *Field
	Limits     []spec.ReplyingTo
}

// ReplyingTo lists the limits that depend on the message, of lists at the top of a reply or inside its objects.
func ReplyingTo(r *Reply) []LimitedList {
	var out []LimitedList
	var walk func(fields []*Field, name, path string)
	walk = func(fields []*Field, name, path string) {
		for _, f := range fields {
			switch k := f.Kind.(type) {
			case *spec.Object:
				walk(f.Object.Fields, name+f.Name+".", path+f.GoName+".")
			case *spec.List:
				if len(k.MaxItemsReplyingTo) > 0 {
					out = append(out, LimitedList{name + f.Name, path + f.GoName, f, k.MaxItemsReplyingTo})
				}
			default: // its limit is that of its own struct, or it is no list
			}
		}
	}
	walk(r.Fields, "", "")
	return out
}

// Address is the message's address that goes into a value of the reply, "" for a value that is no address.
func (p *Package) Address(v *BuilderValue) string {
	pair := p.Spec.Inbound.Addresses
	i := slices.Index(pair, v.Name)
	if i < 0 || v.GoPath != v.GoName || !slices.Contains(p.Spec.Header.Fields, v.Field.Field) {
		return ""
	}
	for _, g := range p.Inbound.Header.Fields {
		if g.Name != pair[1-i] {
			continue
		}
		if BaseType(g.Kind) != "string" && !g.Required {
			return "" // which may be absent: there is nothing to answer to
		}
		if typ := LeafType(p, v.Kind); typ != LeafType(p, g.Kind) {
			return typ + "(m." + g.GoName + ")" // a header that was not derived may have other types
		}
		return "m." + g.GoName
	}
	return ""
}

// Exchanges reports whether a reply has an address of the message that it answers.
func (p *Package) Exchanges() bool {
	addressed := func(v *BuilderValue) bool { return p.Address(v) != "" }
	return slices.ContainsFunc(p.Replies, func(r *Reply) bool {
		return slices.ContainsFunc(r.Params, addressed) || slices.ContainsFunc(r.Setters, addressed)
	})
}
