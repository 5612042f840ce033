package judge

import "github.com/replygen/replygen/spec"

// Sent is a message or an event as the platform sends it.
type Sent struct{ values }

// SampleMessage returns a message with all of its elements: those that the
// platform need not send are there, too. The values are the spec's examples,
// plausible ones where it has none; a list of a union has an item for each form.
func SampleMessage(p *spec.Platform, m *spec.Message) *Sent {
	return sampleSent(p, m.Type, m.Fields, m.Rules)
}

// SampleEvent is SampleMessage for an event.
func SampleEvent(p *spec.Platform, e *spec.Event) *Sent {
	names := append([]string{p.Inbound.EventElement}, p.Inbound.EventInside...)
	name := &spec.Field{Name: names[len(names)-1], Required: true, Kind: &spec.Const{Text: e.Name, CDATA: true}}
	for i := len(names) - 2; i >= 0; i-- {
		name = &spec.Field{Name: names[i], Required: true, Kind: &spec.Object{Body: spec.Body{Fields: []*spec.Field{name}}}}
	}
	return sampleSent(p, e.Type, append([]*spec.Field{name}, e.Fields...), e.Rules)
}

func sampleSent(p *spec.Platform, msgType string, fields []*spec.Field, rules []*spec.Rule) *Sent {
	all := append(append([]*spec.Field{}, p.Inbound.Fields...), fields...)
	out := &Sent{values{p.Inbound.Root, msgType, newBody(all, rules)}}
	s := sampler{items: maxSampleItems, all: true}
	s.body(out.body, 0)
	return out
}
