package judge

import (
	"fmt"
	"slices"
	"strings"

	"github.com/replygen/replygen/spec"
)

// maxSampleItems bounds the items of all lists of one sample: a spec may ask
// for two thousand million.
const maxSampleItems = 1000

// Sample returns the platform's own sample of a reply: the spec's examples. A
// list has as many items as one of its elements has examples, a union its first
// form. A required element without an example gets a valid value, an optional one
// is absent. The error suggests another reply.
func Sample(p *spec.Platform, reply string) (*Reply, error) {
	r, known := findReply(p, reply)
	if r == nil {
		if len(known) == 0 {
			return nil, fmt.Errorf("%s takes no reply, only an ack", p.ID)
		}
		return nil, fmt.Errorf("reply %q is none of %s: %s%s", reply, p.ID, strings.Join(known, ", "), didYouMean(reply, known))
	}
	out := newReply(p, r)
	s := sampler{items: maxSampleItems}
	s.body(out.body, 0)
	return out, nil
}

// sampleForm fills the form of a union with its own sample, if the spec has one.
func sampleForm(u *union) {
	if slices.ContainsFunc(u.form.Fields, hasExample) {
		s := sampler{items: maxSampleItems}
		s.body(u.body, 0)
	}
}

type sampler struct {
	// items is how many more items lists may get.
	items int
	// all makes optional elements present, too.
	all bool
}

// body fills the children of a reply, or of item i of a list.
func (s *sampler) body(b *body, i int) {
	for _, e := range b.elements {
		if s.all || e.AlwaysWritten() || hasExample(e.Field) {
			s.value(e.Field, e.value, i)
		}
	}
	for _, r := range b.rules {
		for _, f := range missing(b, r.Form) {
			s.value(f, b.of(f).value, i)
		}
	}
}

// missing are the fields that a rule asks for and that are absent.
func missing(b *body, form spec.Form) []*spec.Field {
	var wanted []*spec.Field
	switch form := form.(type) {
	case *spec.Requires:
		if b.count(form.Field) > 0 {
			wanted = form.Needs
		}
	case *spec.RequiredWhen:
		if decides(b, form) {
			wanted = []*spec.Field{form.Field}
		}
	case *spec.OneOf:
		wanted = firstUnlessAny(b, form.Fields)
	case *spec.AtLeastOneOf:
		wanted = firstUnlessAny(b, form.Fields)
	case *spec.Forbids: // asks for no field
	}
	return slices.DeleteFunc(slices.Clone(wanted), func(f *spec.Field) bool { return b.count(f) > 0 })
}

func firstUnlessAny(b *body, fields []*spec.Field) []*spec.Field {
	if b.count(fields...) > 0 {
		return nil
	}
	return fields[:1]
}

// value fills in the value of a field, of item i of a list.
func (s *sampler) value(f *spec.Field, v value, i int) {
	switch v := v.(type) {
	case *leaf:
		if n := len(f.Example); n > 0 {
			text, _ := canonicalText(f.Kind, f.Example[i%n].V) // spec.Load has checked it
			*v = leaf{text: text, set: true, example: true}
			return
		}
		if text, ok := Value(f.Name, f.Kind); ok {
			*v = leaf{text: text, set: true}
		}
	case *body:
		s.body(v, i)
	case *list:
		k := f.Kind.(*spec.List)
		n := max(itemsOf(k.Item), k.MinItems.V, 1)
		if u, ok := k.Item.Kind.(*spec.Union); ok && s.all {
			n = max(n, len(u.Cases))
		}
		n = min(n, s.items)
		s.items -= n
		for i := range n {
			item := absentItem(k)
			s.value(k.Item, item, i)
			v.items = append(v.items, item)
		}
	case *union:
		form := 0
		if cases := f.Kind.(*spec.Union).Cases; s.all {
			form = i % len(cases)
		}
		v.choose(f.Kind.(*spec.Union).Cases[form])
		s.body(v.body, i)
	}
}

// hasExample reports whether a field, or any below it, has an example.
func hasExample(f *spec.Field) bool {
	k, ok := f.Kind.(*spec.List)
	return len(f.Example) > 0 || slices.ContainsFunc(children(f), hasExample) || ok && hasExample(k.Item)
}

// itemsOf is the greatest number of examples at or below an item. A list inside
// the item has items of its own.
func itemsOf(f *spec.Field) int {
	n := len(f.Example)
	for _, child := range children(f) {
		n = max(n, itemsOf(child))
	}
	return n
}

// children are the fields of an object, or of the first form of a union.
func children(f *spec.Field) []*spec.Field {
	switch k := f.Kind.(type) {
	case *spec.Object:
		return k.Fields
	case *spec.Union:
		return k.Cases[0].Fields
	case *spec.String, *spec.Int, *spec.Float, *spec.Bool, *spec.UnixTime, *spec.MsgType, *spec.Const, *spec.Count, *spec.List:
	}
	return nil
}
