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
	r, known := find(p.Replies, reply, typeOf)
	if r == nil {
		if len(known) == 0 {
			return nil, fmt.Errorf("%s takes no reply, only an ack", p.ID)
		}
		return nil, fmt.Errorf("reply %q is none of %s: %s%s", reply, p.ID, strings.Join(known, ", "), didYouMean(reply, known))
	}
	out := newReply(p, r)
	(&sampler{items: maxSampleItems}).children(out.root, 0)
	return out, nil
}

// Sent is a message or an event as the platform sends it.
type Sent struct{ tree }

// SampleMessage returns a message or event with all of its elements: those that the
// platform need not send are there, too. The values are the spec's examples,
// plausible ones where it has none; a list of a union has an item for each form.
func SampleMessage(p *spec.Platform, m *spec.Message) *Sent {
	var event []*spec.Field
	if m.Event != "" {
		var kind spec.Kind = &spec.Const{Text: m.Event, CDATA: true}
		for _, inside := range slices.Backward(p.Inbound.EventInside) {
			field := &spec.Field{Name: inside, Required: true, Kind: kind}
			kind = &spec.Object{Body: spec.Body{Fields: []*spec.Field{field}}}
		}
		event = []*spec.Field{{Name: p.Inbound.EventElement, Required: true, Kind: kind}}
	}
	out := &Sent{newTree(p.Inbound.Root, m.Type, slices.Concat(p.Inbound.Fields, event, m.Fields), m.Rules)}
	(&sampler{items: maxSampleItems, all: true}).children(out.root, 0)
	return out
}

type sampler struct {
	// items is how many more items lists may get.
	items int
	// all makes optional elements present, too.
	all bool
}

// children fills what stands inside a node, item i of a list or the root.
func (s *sampler) children(n *node, i int) {
	for _, c := range n.children {
		if s.all || c.AlwaysWritten() || hasExample(c.Field) {
			s.fill(c, i)
		}
	}
	for _, r := range n.rules {
		_, missing := n.broken(r.Form)
		for _, c := range missing {
			s.fill(c, i)
		}
	}
}

// fill gives a node a value, one that stands in item i of a list.
func (s *sampler) fill(n *node, i int) {
	switch k := n.Kind.(type) {
	case *spec.MsgType, *spec.Const, *spec.Count:
	case *spec.Object:
		s.children(n, i)
	case *spec.Union:
		form := 0
		if s.all {
			form = i % len(k.Cases)
		}
		n.choose(k.Cases[form])
		s.children(n, i)
	case *spec.List:
		count := max(examples(k.Item, false), k.MinItems.V, 1)
		if u, ok := k.Item.Kind.(*spec.Union); ok && s.all {
			count = max(count, len(u.Cases))
		}
		count = min(count, s.items)
		s.items -= count
		for i := range count {
			item := n.newItem()
			s.fill(item, i)
			n.children = append(n.children, item)
		}
	case *spec.String, *spec.Int, *spec.Float, *spec.Bool, *spec.UnixTime:
		if len(n.Example) > 0 {
			n.text, _ = canonicalText(k, n.Example[i%len(n.Example)].V) // spec.Load has checked it
			n.example = true
		} else if text, ok := Value(n.Name, k); ok {
			n.text = text
		}
	}
}

// examples is the greatest number of examples of a field or below it, in an object or the first form of a union. The
// items of a list count if it is asked for: a list inside an item has items of its own.
func examples(f *spec.Field, inLists bool) int {
	n := len(f.Example)
	var below []*spec.Field
	switch k := f.Kind.(type) {
	case *spec.Object:
		below = k.Fields
	case *spec.Union:
		below = k.Cases[0].Fields
	case *spec.List:
		if inLists {
			below = []*spec.Field{k.Item}
		}
	default: // nothing below
	}
	for _, f := range below {
		n = max(n, examples(f, inLists))
	}
	return n
}

func hasExample(f *spec.Field) bool { return examples(f, true) > 0 }
