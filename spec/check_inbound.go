package spec

import (
	"fmt"
	"slices"
	"strings"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/code"
)

// checkInbound reports what is wrong with messages and events, and with what replies and the delivery say of them.
func (d *decoder) checkInbound(p *Platform, root *node) {
	d.inboundFields(p, root)
	taken := spellings(p.Inbound.Fields)
	messages, events := root.get("messages"), root.get("events")
	if messages != nil {
		d.unique(messages, "type", "message", nil)
		for i, m := range p.Messages {
			d.messageType(p, messages.items[i])
			d.clash(taken, messages.items[i], "every message")
			d.checkFields(m.Fields)
		}
	}
	if events != nil {
		d.eventElement(p, root, taken)
		d.unique(events, "event", "event", nil)
		d.uniqueAliases(events.items, "event", "an event")
		for i, e := range p.Events {
			d.clash(taken, events.items[i], "every event")
			d.checkFields(e.Fields)
		}
	}
	d.answeredTypes(p)
	d.dedupes(p, root)
}

// inboundFields holds what opens every message to one field that tells them apart, and to addresses that fit.
func (d *decoder) inboundFields(p *Platform, root *node) {
	n := root.get("inbound")
	derived := n.str("derive") != "false"
	var first *Field
	for _, f := range p.Inbound.Fields {
		own := strings.HasPrefix(f.Path, "inbound.")
		if own {
			d.checkField(f)
		}
		if _, ok := f.Kind.(*MsgType); !ok {
			continue
		}
		if first != nil && own {
			d.p.add(diag.Diagnostic{Span: f.Origin.Span, Code: code.MsgType, Message: "messages start with two fields of kind msg_type",
				Notes: []diag.Note{{Span: first.Origin.Span, Message: "the first one is here"}}})
		}
		first = f
	}
	if derived {
		d.clash(spellings(p.Header.Fields), n, "the header")
	} else {
		d.exchange(p)
	}
	told := derived && len(p.Replies) > 1 // the header lacks one for the replies too
	if first == nil && !told && len(p.Messages)+len(p.Events) > 0 {
		at := n
		if at == nil {
			at = root.get("header")
		}
		d.p.at(at, code.MsgType, "add a field of `type: msg_type`", "nothing at the start of the messages tells them apart")
	}
}

// messageType reports a message that looks like an event.
func (d *decoder) messageType(p *Platform, n *node) {
	typ := n.get("type")
	if typ.text == p.Inbound.EventType || slices.ContainsFunc(p.Events, func(e *Event) bool { return e.Type == typ.text }) {
		d.p.at(typ, code.DuplicateName, "state it in `events`", "%q is the type of events", typ.text)
	}
}

// eventElement reports an event element that stands there already, and adds it to what is taken.
func (d *decoder) eventElement(p *Platform, root *node, taken map[string]diag.Span) {
	name := p.Inbound.EventElement
	stated := root.get("inbound").get("event")
	if declared, ok := taken[name]; ok {
		at := declared
		if stated != nil {
			at = stated.span
		}
		d.p.add(diag.Diagnostic{Span: at, Code: code.DuplicateName, Hint: "name another element by `event` of `inbound`",
			Message: fmt.Sprintf("%q, which names an event, stands in every message", name)})
	}
	taken[name] = diag.Span{}
	if stated != nil {
		taken[name] = stated.span
	}
}

// answeredTypes reports limits by the type of a message that the platform does not send.
func (d *decoder) answeredTypes(p *Platform) {
	if len(p.Messages) == 0 {
		return // the spec does not say what the platform sends
	}
	known := []string{p.Inbound.EventType}
	for _, m := range p.Messages {
		known = append(known, m.Type)
	}
	for _, e := range p.Events {
		known = append(known, e.Type)
	}
	for _, n := range d.answered {
		if !slices.Contains(known, n.text) {
			d.p.at(n, code.UnknownType, didYouMean(n.text, known), "no message has the type %q", n.text)
		}
	}
}
