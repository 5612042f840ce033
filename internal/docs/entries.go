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
	var facts []string
	if len(m.Aliases) > 0 {
		facts = append(facts, w.say("也写作 %s", "also spelled %s", w.codes(m.Aliases)))
	}
	if m.Event != "" && m.Type != p.Inbound.EventType {
		facts = append(facts, w.say("消息类型是 %s", "The type of the message is %s", code(m.Type)))
	}
	facts = append(facts, w.accepts(m.AcceptsReply))
	if by := mapped(m.IdentifiedBy(), spec.ElementPath.String); len(by) > 0 {
		facts = append(facts, w.say("重复推送的发送方、接收方、类型和 %s 相同",
			"A redelivery has the same sender, receiver, type and %s", w.codes(by)))
	} else if m.Event == "" {
		facts = append(facts, w.say("重复推送的 XML 相同", "A redelivery has the same XML"))
	}
	return entry{
		Name: m.Name(), Declaration: m.Declaration, Sent: true, AcceptsReply: m.AcceptsReply,
		Facts: facts, Sample: judge.SampleMessage(p, m).IndentedXML(),
	}
}

// accepting lists the messages that a reply can answer, so that a reader need not search for them.
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
