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
func (d *decoder) checkInbound() {
	d.inboundFields()
	taken := spellings(d.Inbound.Fields)
	keys.CheckTaken(taken, d.root.Get("inbound").List(keys.MessageFields), "every message", d.p)
	d.checkFields(d.Inbound.messageFields)
	if f := d.msgType(d.Inbound.messageFields, "inbound.", "messages have"); f != nil {
		d.report(f.Origin.Span, code.MsgType, "move the field to `fields`", nil, "what tells messages from events stands in both")
	}
	inMessages := spellings(slices.Concat(d.Inbound.Fields, d.Inbound.messageFields))
	for i, n := range d.root.List("messages") {
		d.messageType(n)
		keys.CheckTaken(inMessages, n.List("fields"), "every message", d.p)
		d.checkFields(d.Messages[i].Fields[:len(d.Messages[i].Fields)-len(d.Inbound.messageFields)])
	}
	if events := d.root.Get("events"); events != nil {
		d.eventElement(taken)
		for _, ofType := range keys.EventsByType(events.Items, d.Inbound.EventType) {
			keys.UniqueNames(keys.Event, ofType, d.p)
			keys.UniqueAliases(ofType, "event", "an event", d.p)
		}
		for i, n := range events.Items {
			keys.CheckTaken(taken, n.List("fields"), "every event", d.p)
			d.checkFields(d.Events[i].Fields)
		}
	}
	d.answeredTypes()
	d.dedupes()
}

// inboundFields checks the fields at the start of messages: one of kind msg_type, and addresses with the types of a
// reply's.
func (d *decoder) inboundFields() {
	n := d.root.Get("inbound")
	derived := n.Str("derive") != "false"
	for _, f := range d.Inbound.Fields {
		if strings.HasPrefix(f.Path, "inbound.") {
			d.checkFields([]*Field{f})
		}
	}
	first := d.msgType(d.Inbound.Fields, "inbound.", "messages start with")
	if derived {
		keys.CheckTaken(spellings(d.Header.Fields), n.List("fields"), "the header", d.p)
	} else {
		d.exchange()
	}
	told := derived && len(d.Replies) > 1 // the header lacks one for the replies too
	if first == nil && !told && len(d.Sent()) > 0 {
		d.p.At(cmp.Or(n, d.root.Get("header")), code.MsgType, "add a field of `type: msg_type`", "nothing at the start of the messages tells them apart")
	}
}

// messageType reports a message that looks like an event.
func (d *decoder) messageType(n *tree.Node) {
	typ := n.Get("type")
	if typ.Text == d.Inbound.EventType || slices.ContainsFunc(d.Events, func(e *Message) bool { return e.Type == typ.Text }) {
		d.p.At(typ, code.DuplicateName, "state it in `events`", "%q is the type of events", typ.Text)
	}
}

// eventElement reports an event element that stands there already, and adds it to what is taken.
func (d *decoder) eventElement(taken map[string]diag.Span) {
	name, stated := d.Inbound.EventElement, d.root.Get("inbound").Get("event")
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
func (d *decoder) answeredTypes() {
	if len(d.Messages) == 0 {
		return // the spec does not say what the platform sends
	}
	known := []string{d.Inbound.EventType}
	for _, m := range d.Sent() {
		known = append(known, m.Type)
	}
	for _, n := range d.answered {
		if !slices.Contains(known, n.Text) {
			d.p.At(n, code.UnknownType, tree.DidYouMean(n.Text, known), "no message has the type %q", n.Text)
		}
	}
}
