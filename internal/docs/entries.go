package docs

import (
	"slices"

	"github.com/replygen/replygen/internal/judge"
	"github.com/replygen/replygen/spec"
)

// entry is a reply, or a message or an event that the platform sends.
type entry struct {
	Name string
	spec.Declaration
	// Sent is set for a message or an event, AcceptsReply for one that a reply can answer.
	Sent, AcceptsReply bool
	Facts              []string
	Sample             string
	// Placeholders are the elements of a reply's sample that break a rule.
	Placeholders []string
}

func (w writer) replies(p *spec.Platform) []entry {
	var out []entry
	for _, r := range p.Replies {
		e := entry{Name: r.Type, Declaration: r.Declaration}
		if sample, err := judge.Sample(p, r.Type); err == nil { // the reply is one of the platform's
			_, placeholders := sample.Judge()
			e.Sample = sample.IndentedXML()
			e.Placeholders = mapped(placeholders, func(v judge.Violation) string { return v.Field })
		}
		out = append(out, e)
	}
	return out
}

func (w writer) messages(p *spec.Platform) []entry {
	var out []entry
	for _, m := range p.Messages {
		e := entry{Name: m.Type, Declaration: m.Declaration, Sent: true, AcceptsReply: m.AcceptsReply}
		e.Sample = judge.SampleMessage(p, m).IndentedXML()
		e.Facts = []string{w.accepts(m.AcceptsReply), w.say("dedupeXML")}
		if len(m.Dedupe) > 0 {
			e.Facts[1] = w.sharing(m.Dedupe)
		} else if m.ID != nil {
			e.Facts[1] = w.sharing([]spec.ElementPath{{m.ID}})
		}
		out = append(out, e)
	}
	return out
}

func (w writer) events(p *spec.Platform) []entry {
	var out []entry
	for _, v := range p.Events {
		e := entry{Name: v.Name, Declaration: v.Declaration, Sent: true, AcceptsReply: v.AcceptsReply}
		e.Sample = judge.SampleEvent(p, v).IndentedXML()
		if len(v.Aliases) > 0 {
			e.Facts = append(e.Facts, w.say("aliases", w.codes(v.Aliases)))
		}
		if v.Type != p.Inbound.EventType {
			e.Facts = append(e.Facts, w.say("eventType", code(v.Type)))
		}
		e.Facts = append(e.Facts, w.accepts(v.AcceptsReply))
		if len(v.Dedupe) > 0 {
			e.Facts = append(e.Facts, w.sharing(v.Dedupe))
		}
		out = append(out, e)
	}
	return out
}

// accepting names what a reply can answer, so that a reader need not look through all of them.
func (w writer) accepting(sent []entry) string {
	answered := slices.DeleteFunc(slices.Clone(sent), func(e entry) bool { return !e.AcceptsReply })
	if len(answered) == 0 {
		return w.say("acceptingNone")
	}
	return w.say("acceptingSome", w.codes(mapped(answered, func(e entry) string { return e.Name })))
}

func (w writer) accepts(reply bool) string {
	if reply {
		return w.say("accepts")
	}
	return w.say("acceptsNot")
}

// sharing names the elements that are the same in a redelivery.
func (w writer) sharing(paths []spec.ElementPath) string {
	return w.say("dedupeSent", w.codes(mapped(paths, spec.ElementPath.String)))
}
