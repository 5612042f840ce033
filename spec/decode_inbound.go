package spec

import (
	"strings"

	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/tree"
)

// inboundHeader builds what messages and events start with. It needs the header.
func (d *decoder) inboundHeader(header *Header, addresses []string, n *tree.Node) Inbound {
	in := Inbound{Root: n.Str("root"), EventElement: keys.DefaultEventElement, EventType: n.Str("event_type"), Evidence: evidence(n), Origin: originOf(n)}
	if stated := n.Str("event"); stated != "" {
		names := strings.Split(stated, ".")
		in.EventElement = names[0]
		if len(names) > 1 {
			in.EventInside = names[1:]
		}
	}
	if in.Root == "" {
		in.Root = header.Root
	}
	if in.EventType == "" {
		in.EventType = "event"
	}
	if n.Str("derive") != "false" {
		in.Fields = derived(header.Fields, addresses)
	}
	in.Fields = append(in.Fields, d.fieldsOf(n.Get("fields"), "inbound")...)
	in.MessageFields = d.fieldsOf(n.Get(keys.MessageFields), "inbound")
	if addresses != nil && fieldOf(in.Fields, addresses[0]) != nil && fieldOf(in.Fields, addresses[1]) != nil {
		in.Addresses = addresses
	}
	return in
}

// messages builds what users send. It needs the inbound header and the delivery.
func (d *decoder) messages(p *Platform, list *tree.Node) {
	if list == nil {
		return
	}
	var platform []string
	if p.Delivery != nil {
		platform = p.Delivery.DedupeMessage
	}
	for _, n := range list.Items {
		path := "messages." + n.Str("type")
		m := &Message{
			Type: n.Str("type"), Go: text(n.Get("go")), Title: n.Str("title"), Evidence: evidence(n), Body: d.body(n, path, 0),
			AcceptsReply: n.Str("accepts_reply") != "false", Path: path, Origin: originOfNamed(n, "type"),
		}
		m.Fields = append(m.Fields, p.Inbound.MessageFields...)
		m.ID = identifying(m.Fields, p.Inbound.Fields)
		m.Dedupe = p.Inbound.dedupe(n, platform, m.Fields)
		p.Messages = append(p.Messages, m)
	}
}

// events builds what the platform reports. It needs the inbound header and the delivery.
func (d *decoder) events(p *Platform, list *tree.Node) {
	if list == nil {
		return
	}
	var platform []string
	if p.Delivery != nil {
		platform = p.Delivery.DedupeEvent
	}
	for _, n := range list.Items {
		path := "events." + n.Str("event")
		e := &Event{
			Name: n.Str("event"), Type: n.Str("type"), Aliases: n.Get("aliases").Texts(), Go: text(n.Get("go")), Title: n.Str("title"), Evidence: evidence(n), Body: d.body(n, path, 0),
			AcceptsReply: n.Str("accepts_reply") == "true", Path: path, Origin: originOfNamed(n, "event"),
		}
		if e.Type == "" {
			e.Type = p.Inbound.EventType
		}
		e.Dedupe = p.Inbound.dedupe(n, platform, e.Fields)
		p.Events = append(p.Events, e)
	}
}
