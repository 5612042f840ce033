package judge

import (
	"fmt"

	"github.com/replygen/replygen/spec"
	"github.com/replygen/replygen/spec/diag"
)

// Reply holds the values of one reply.
type Reply struct {
	values
	spec *spec.Reply
	// ignored are the elements of the document that the platform ignores, stated the paths of those that it reads.
	ignored []string
	stated  map[string]bool
}

// Ignored names the elements of the document that the reply was read from which the platform does not read.
func (r *Reply) Ignored() []string { return r.ignored }

// States reports whether the document that the reply was read from has an element at a violation's path, be it empty.
func (r *Reply) States(path string) bool { return r.stated[path] }

// Type is the reply's type, as the spec and the wire spell it.
func (r *Reply) Type() string { return r.spec.Type }

// values are those of a reply or a message, with the names of its root and type.
type values struct {
	root, msgType string
	body          *body
}

// body holds the values of an ordered set of children: a reply, an object, an
// item, a case of a union.
type body struct {
	elements []*element
	rules    []*spec.Rule
}

// element is a field with its value, which is nil for fields that have none of
// their own: the type of the reply, constants and counts.
type element struct {
	*spec.Field
	value value
}

// value is a *leaf, *body, *list or *union.
//
//sumtype:decl
type value interface{ isValue() }

// leaf is a single value as the wire spells it; numbers are in their one
// canonical form.
type leaf struct {
	text string
	// set tells an optional number from an absent one.
	set bool
	// example is set if the value is the spec's own sample, unchanged.
	example bool
}

type list struct{ items []value }

// union has no form when it is absent.
type union struct {
	form *spec.Case
	body *body
}

func (*leaf) isValue()  {}
func (*body) isValue()  {}
func (*list) isValue()  {}
func (*union) isValue() {}

func newReply(p *spec.Platform, r *spec.Reply) *Reply {
	fields := append(append([]*spec.Field{}, p.Header.Fields...), r.Fields...)
	return &Reply{values: values{p.Header.Root, r.Type, newBody(fields, r.Rules)}, spec: r}
}

func newBody(fields []*spec.Field, rules []*spec.Rule) *body {
	b := &body{rules: rules}
	for _, f := range fields {
		b.elements = append(b.elements, &element{Field: f, value: absent(f.Kind, f.Required)})
	}
	return b
}

// absent is the value of a new reply, that of the zero value of a generated type.
// A number that is always written is 0.
func absent(k spec.Kind, always bool) value {
	switch k := k.(type) {
	case *spec.String:
		return &leaf{}
	case *spec.Int, *spec.UnixTime, *spec.Float:
		return number("0", always)
	case *spec.Bool:
		return number("false", always)
	case *spec.Object:
		return newBody(k.Fields, k.Rules)
	case *spec.List:
		return &list{}
	case *spec.Union:
		return &union{}
	case *spec.MsgType, *spec.Const, *spec.Count: // no value of its own
	}
	return nil
}

func number(zero string, always bool) *leaf {
	if always {
		return &leaf{text: zero, set: true}
	}
	return &leaf{}
}

// absentItem is an item of a list that nobody filled.
func absentItem(k *spec.List) value { return absent(k.Item.Kind, true) }

func (u *union) choose(c *spec.Case) {
	u.form, u.body = c, newBody(c.Fields, c.Rules)
}

// of returns the element of a field.
func (b *body) of(f *spec.Field) *element {
	for _, e := range b.elements {
		if e.Field == f {
			return e
		}
	}
	return nil
}

// named returns the element of that name, nil when there is none.
func (b *body) named(name string) *element {
	for _, e := range b.elements {
		if e.Name == name {
			return e
		}
	}
	return nil
}

// findReply returns the platform's reply of a type, or nil and the types of all replies.
func findReply(p *spec.Platform, name string) (*spec.Reply, []string) {
	return find(p.Replies, name, func(r *spec.Reply) string { return r.Type })
}

// findForm returns the form of a union with a value of the tag, or nil and the values of all forms.
func findForm(k *spec.Union, tag string) (*spec.Case, []string) {
	return find(k.Cases, tag, func(c *spec.Case) string { return c.Value })
}

func find[T any](list []*T, name string, nameOf func(*T) string) (*T, []string) {
	var known []string
	for _, v := range list {
		if nameOf(v) == name {
			return v, nil
		}
		known = append(known, nameOf(v))
	}
	return nil, known
}

func didYouMean(name string, known []string) string {
	if s := diag.Suggest(name, known); s != "" {
		return fmt.Sprintf("; did you mean %q?", s)
	}
	return ""
}
