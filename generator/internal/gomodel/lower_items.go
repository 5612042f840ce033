package gomodel

import (
	"slices"

	"github.com/replygen/replygen/internal/goname"
	"github.com/replygen/replygen/spec"
)

// itemName is the name of the Go type of a list's items: that of the element where it is free, else ArticlesItem for a
// list Articles. An element "item" has no name that says something.
func (l *lowerer) itemName(list *Field, k *spec.List) string {
	if k.Item.Go.IsSet() {
		return l.name(k.Item.Go, "", "item", k.Item.Origin)
	}
	name := goname.Of(k.Item.Name)
	if name == "" || name == "Item" || !l.isFree(name, typeSignature(k.Item.Kind)) {
		return list.GoName + "Item"
	}
	return name
}

// isFree reports whether an element of this signature can have a name: nothing else has it, or will have it, but
// elements that are the same.
func (l *lowerer) isFree(name, signature string) bool {
	if slices.ContainsFunc(l.named[name], func(other string) bool { return other != signature }) {
		return false
	}
	if e := l.elements[name]; e != nil {
		return e.signature == signature
	}
	return l.scope[name] == nil
}

// claims are the names that a spec's replies, messages and elements have, with the signatures of the elements.
type claims map[string][]string

func claimed(p *spec.Platform) claims {
	c := claims{}
	c.fields(p.Header.Fields)
	for _, r := range p.Replies {
		base := orExported(r.Go, r.Type)
		for _, name := range []string{base + "Reply", base + "ReplyBuilder", "New" + base + "Reply", "MsgType" + base} {
			c[name] = append(c[name], "")
		}
		c.fields(r.Fields)
	}
	c.fields(p.Inbound.Fields)
	for _, m := range p.Sent() {
		name := orExported(m.Go, m.Name()) + suffix(m)
		c[name] = append(c[name], "")
		c.fields(m.Fields)
	}
	return c
}

func (c claims) fields(fields []*spec.Field) {
	for _, f := range fields {
		c.element(f.Kind, orExported(f.Go, f.Name))
	}
}

// element claims the name of an element with a type of its own, "" if it is not known yet, and those of what it holds.
func (c claims) element(kind spec.Kind, name string) {
	if sig := typeSignature(kind); sig != "" && name != "" {
		c[name] = append(c[name], sig)
	}
	switch k := kind.(type) {
	case *spec.Object:
		c.fields(k.Fields)
	case *spec.List:
		c.element(k.Item.Kind, k.Item.Go.V)
	case *spec.Union:
		for _, one := range k.Cases {
			switch {
			case one.Go.IsSet():
				c[one.Go.V] = append(c[one.Go.V], "")
			case name != "":
				caseName := goname.Of(one.Value) + name
				c[caseName] = append(c[caseName], "")
			}
			c.fields(one.Fields)
		}
	default: // no type of its own
	}
}

// orExported is the Go name that the spec gives, else the one made of its own.
func orExported(given spec.Value[string], name string) string {
	if given.IsSet() {
		return given.V
	}
	return goname.Of(name)
}
