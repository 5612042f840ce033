package spec

import (
	"cmp"
	"strings"

	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/tree"
)

// inboundHeader builds what messages and events start with. It needs the header.
func (d *decoder) inboundHeader(addresses []string, n *tree.Node) {
	event := strings.Split(cmp.Or(n.Str("event"), keys.DefaultEventElement), ".")
	in := Inbound{
		Root: cmp.Or(n.Str("root"), d.Header.Root), EventElement: event[0], EventType: cmp.Or(n.Str("event_type"), "event"),
		Evidence: evidence(n), Origin: originOf(n),
	}
	if len(event) > 1 {
		in.EventInside = event[1:]
	}
	if n.Str("derive") != "false" {
		in.Fields = derived(d.Header.Fields, addresses)
	}
	in.Fields = append(in.Fields, d.fields(n.Get("fields"), "inbound", 0)...)
	in.messageFields = d.fields(n.Get(keys.MessageFields), "inbound", 0)
	if addresses != nil && fieldOf(in.Fields, addresses[0]) != nil && fieldOf(in.Fields, addresses[1]) != nil {
		in.Addresses = addresses
	}
	d.Inbound = in
}

// received reads messages and events. It needs the inbound header and the delivery.
func (d *decoder) received() {
	in := &d.Inbound
	dedupe := d.root.Get("delivery").Get("dedupe")
	for _, n := range d.root.List("messages") {
		m := &Message{
			Type: n.Str("type"), Declaration: d.declaration(n, "type", "messages", 0), AcceptsReply: n.Str("accepts_reply") != "false",
		}
		m.Fields = append(m.Fields, in.messageFields...)
		m.ID = identifying(m.Fields, in.Fields)
		m.Dedupe = in.dedupe(cmp.Or(n.Get("dedupe"), dedupe.Get("message")), m.Fields)
		d.Messages = append(d.Messages, m)
	}
	for _, n := range d.root.List("events") {
		e := &Event{
			Name: n.Str("event"), Type: cmp.Or(n.Str("type"), in.EventType), Aliases: n.Get("aliases").Texts(),
			Declaration: d.declaration(n, "event", "events", 0), AcceptsReply: n.Str("accepts_reply") == "true",
		}
		e.Dedupe = in.dedupe(cmp.Or(n.Get("dedupe"), dedupe.Get("event")), e.Fields)
		d.Events = append(d.Events, e)
	}
}
