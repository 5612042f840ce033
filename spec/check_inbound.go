package spec

import (
	"cmp"
	"slices"
	"strings"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/tree"
)

// checkInbound reports what is wrong with messages and events, and with what replies and the delivery refer to.
func (d *decoder) checkInbound(p *Platform, root *tree.Node) {
	d.inboundFields(p, root)
	taken := spellings(p.Inbound.Fields)
	keys.CheckTaken(taken, root.Get("inbound").List(keys.MessageFields), "every message", d.p)
	d.checkFields(p.Inbound.messageFields)
	if f := d.msgType(p.Inbound.messageFields, "inbound.", "messages have"); f != nil {
		d.report(f.Origin.Span, code.MsgType, "move the field to `fields`", nil, "what tells messages from events stands in both")
	}
	inMessages := spellings(slices.Concat(p.Inbound.Fields, p.Inbound.messageFields))
	for i, n := range root.List("messages") {
		d.messageType(p, n)
		keys.CheckTaken(inMessages, n.List("fields"), "every message", d.p)
		d.checkFields(p.Messages[i].Fields[:len(p.Messages[i].Fields)-len(p.Inbound.messageFields)])
	}
	if events := root.Get("events"); events != nil {
		d.eventElement(p, root, taken)
		for _, ofType := range keys.EventsByType(events.Items, p.Inbound.EventType) {
			keys.UniqueNames(keys.Event, ofType, d.p)
			keys.UniqueAliases(ofType, "event", "an event", d.p)
		}
		for i, n := range events.Items {
			keys.CheckTaken(taken, n.List("fields"), "every event", d.p)
			d.checkFields(p.Events[i].Fields)
		}
	}
	d.answeredTypes(p)
	d.dedupes(p, root)
}

// inboundFields checks the fields at the start of messages: one of kind msg_type, and addresses with the types of a
// reply's.
func (d *decoder) inboundFields(p *Platform, root *tree.Node) {
	n := root.Get("inbound")
	derived := n.Str("derive") != "false"
	for _, f := range p.Inbound.Fields {
		if strings.HasPrefix(f.Path, "inbound.") {
			d.checkField(f)
		}
	}
	first := d.msgType(p.Inbound.Fields, "inbound.", "messages start with")
	if derived {
		keys.CheckTaken(spellings(p.Header.Fields), n.List("fields"), "the header", d.p)
	} else {
		d.exchange(p)
	}
	told := derived && len(p.Replies) > 1 // the header lacks one for the replies too
	if first == nil && !told && len(p.Messages)+len(p.Events) > 0 {
		d.p.At(cmp.Or(n, root.Get("header")), code.MsgType, "add a field of `type: msg_type`", "nothing at the start of the messages tells them apart")
	}
}

// messageType reports a message that looks like an event.
func (d *decoder) messageType(p *Platform, n *tree.Node) {
	typ := n.Get("type")
	if typ.Text == p.Inbound.EventType || slices.ContainsFunc(p.Events, func(e *Event) bool { return e.Type == typ.Text }) {
		d.p.At(typ, code.DuplicateName, "state it in `events`", "%q is the type of events", typ.Text)
	}
}

// eventElement reports an event element that stands there already, and adds it to what is taken.
func (d *decoder) eventElement(p *Platform, root *tree.Node, taken map[string]diag.Span) {
	name, stated := p.Inbound.EventElement, root.Get("inbound").Get("event")
	at, isTaken := taken[name]
	taken[name] = diag.Span{}
	if stated != nil {
		at, taken[name] = stated.Span, stated.Span
	}
	if isTaken {
		d.report(at, code.DuplicateName, "name another element by `event` of `inbound`", nil, "%q, which names an event, stands in every message", name)
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
		if !slices.Contains(known, n.Text) {
			d.p.At(n, code.UnknownType, tree.DidYouMean(n.Text, known), "no message has the type %q", n.Text)
		}
	}
}
