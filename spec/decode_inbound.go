package spec

import (
	"cmp"
	"slices"
	"strings"

	"github.com/replygen/replygen/spec/internal/code"
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
		e := &Message{
			Event: n.Str("event"), Type: cmp.Or(n.Str("type"), in.EventType), Aliases: n.Get("aliases").Texts(),
			Declaration: d.declaration(n, "event", "events", 0), AcceptsReply: n.Str("accepts_reply") == "true",
		}
		e.Dedupe = in.dedupe(cmp.Or(n.Get("dedupe"), dedupe.Get("event")), e.Fields)
		d.Events = append(d.Events, e)
	}
}

// derived are the fields of a header as a message has them. Who is the recipient of a reply is the sender of a message,
// so the rules of one apply to the other.
func derived(header []*Field, addresses []string) []*Field {
	out := slices.Clone(header)
	for i, f := range header {
		if of := slices.Index(addresses, f.Name); of >= 0 {
			exchanged, other := *f, fieldOf(header, addresses[1-of])
			exchanged.Kind, exchanged.Evidence, exchanged.Example, exchanged.Examples = other.Kind, other.Evidence, other.Example, other.Examples
			out[i] = &exchanged
		}
	}
	return out
}

// addresses finds the header's fields of the recipient and the sender, by name; nil when there are none.
func (d *decoder) addresses(header *tree.Node) []string {
	list := header.Get("addresses")
	if list == nil {
		for _, name := range keys.DefaultAddresses {
			if f := fieldOf(d.Header.Fields, name); f == nil || !isAddress(f.Kind) {
				return nil
			}
		}
		return keys.DefaultAddresses
	}
	before := d.p.Errors
	if len(list.Items) != 2 {
		d.p.At(list, code.Addresses, "", "the addresses are two: the field of the recipient, then that of the sender")
	}
	for _, a := range list.Items {
		f := fieldOf(d.Header.Fields, a.Text)
		if f == nil {
			d.unknownField(a, "`addresses`", d.Header.Fields)
		} else if !isAddress(f.Kind) {
			d.p.At(a, code.Addresses, "", "an address is a string or an int, and %q is of kind %s", a.Text, f.Kind.kind())
		}
	}
	if d.p.Errors > before {
		return nil
	}
	return list.Texts()
}

func isAddress(k Kind) bool { return k.kind() == keys.KindString || k.kind() == keys.KindInt }

// exchange checks that addresses that were not derived have the types of a reply's.
func (d *decoder) exchange() {
	for i, name := range d.Inbound.Addresses {
		f, into := fieldOf(d.Inbound.Fields, name), fieldOf(d.Header.Fields, d.Inbound.Addresses[1-i])
		text, isText := f.Kind.(*String)
		intoText, intoIsText := into.Kind.(*String)
		if !isAddress(f.Kind) || isText != intoIsText || isText && text.Scalar != intoText.Scalar {
			d.report(f.Origin.Span, code.Addresses, "", note(into.Origin.Span, "the reply's is declared here"),
				"%q of a message becomes %q of a reply, which has another type", f.Name, into.Name)
		}
	}
}
