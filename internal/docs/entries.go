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

func (w writer) reply(p *spec.Platform, r *spec.Reply) entry {
	out := entry{Name: r.Type, Declaration: r.Declaration}
	if sample, err := judge.Sample(p, r.Type); err == nil { // the reply is one of the platform's
		_, placeholders := sample.Judge()
		out.Sample = sample.IndentedXML()
		out.Placeholders = mapped(placeholders, func(v judge.Violation) string { return v.Field })
	}
	return out
}

func (w writer) message(p *spec.Platform, m *spec.Message) entry {
	redelivery := w.say("重复推送的 XML 相同", "A redelivery has the same XML")
	if len(m.Dedupe) > 0 {
		redelivery = w.sharing(m.Dedupe)
	} else if m.ID != nil {
		redelivery = w.sharing([]spec.ElementPath{{m.ID}})
	}
	return entry{
		Name: m.Type, Declaration: m.Declaration, Sent: true, AcceptsReply: m.AcceptsReply,
		Facts: []string{w.accepts(m.AcceptsReply), redelivery}, Sample: judge.SampleMessage(p, m).IndentedXML(),
	}
}

func (w writer) event(p *spec.Platform, e *spec.Event) entry {
	var facts []string
	if len(e.Aliases) > 0 {
		facts = append(facts, w.say("也写作 %s", "also spelled %s", w.codes(e.Aliases)))
	}
	if e.Type != p.Inbound.EventType {
		facts = append(facts, w.say("消息类型是 %s", "The type of the message is %s", code(e.Type)))
	}
	facts = append(facts, w.accepts(e.AcceptsReply))
	if len(e.Dedupe) > 0 {
		facts = append(facts, w.sharing(e.Dedupe))
	}
	return entry{
		Name: e.Name, Declaration: e.Declaration, Sent: true, AcceptsReply: e.AcceptsReply,
		Facts: facts, Sample: judge.SampleEvent(p, e).IndentedXML(),
	}
}

// accepting names what a reply can answer, so that a reader need not look through all of them.
func (w writer) accepting(sent []entry) string {
	answered := slices.DeleteFunc(slices.Clone(sent), func(e entry) bool { return !e.AcceptsReply })
	if len(answered) == 0 {
		return w.say("均不能被动回复。", "No reply can answer them.")
	}
	names := mapped(answered, func(e entry) string { return e.Name })
	return w.say("可以被动回复的:%s。", "A reply can answer %s.", w.codes(names))
}

func (w writer) accepts(reply bool) string {
	if reply {
		return w.say("可以被动回复", "A reply can answer it")
	}
	return w.say("不能被动回复", "No reply can answer it")
}

// sharing names the elements that are the same in a redelivery.
func (w writer) sharing(paths []spec.ElementPath) string {
	return w.say("重复推送的发送方、接收方、类型和 %s 相同", "A redelivery has the same sender, receiver, type and %s",
		w.codes(mapped(paths, spec.ElementPath.String)))
}
