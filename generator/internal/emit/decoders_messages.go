package emit

import (
	"slices"
	"strings"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
	"github.com/replygen/replygen/spec"
)

// MessageDecoders emits what reads messages. It is patient, unlike what reads replies: elements may come in any order,
// be absent, unknown or repeated, and numbers stand in CDATA sections or not, or are none.
func MessageDecoders(p *gomodel.Package, f *gofile.File) {
	in := p.Inbound
	if in == nil {
		return
	}
	f.Add(gofile.Doc("ParseMessage reads a message as the platform sends it. The error is always nil: a message or event of a type that is not known "+
		"becomes an *UnknownMessage, and so does a document that cannot be read, with its Err. Elements that are not known are passed over."), parseMessage(p))
	f.Add(nil, readMessage(p))
	f.Add(gofile.Doc("readLeaves reads a message of which each element holds one value, or one of a type that is not known. Its large frame is off the "+
		"path of messages for whose answer somebody waits."), readLeaves(p))
	f.Add(gofile.Doc("read reads the header where it stands first, in its usual order and form. What it leaves is read with the other elements."), readHeader(p))
	f.Add(gofile.Doc("element reads an element of the header, or passes over one that is not known."), headerElement(p))
	f.Add(gofile.Doc("leaves reads the rest of a message of which each element holds one value, and returns the message."), headerLeaves(p))
	for _, m := range in.Messages {
		if !readByLeaves(p, m) {
			f.Add(nil, readMessageType(p, m))
		}
	}
	for _, t := range in.Read {
		f.Add(nil, readMethod(p, t))
	}
	for _, u := range in.ReadUnions {
		f.Add(nil, readUnion(u))
	}
	idempotencyKeys(p, f)
}

// parseMessage emits ParseMessage, which reads a message again where its header is not in the usual order.
func parseMessage(p *gomodel.Package) string {
	return gofile.Code(`func ParseMessage(xml []byte) (Message, error) {
	d := newMessageDecoder(xml)
	var h MessageHeader
	m := readMessage(&d, &h)
	if d.restart() {
		m = readMessage(&d, &h)
	}
	%s
	err := d.finish(xml, &h.Receipt)
	u, unknown := m.(*UnknownMessage)
	if err != nil && !unknown {
		u = new(UnknownMessage)
		m = u
	}
	if u != nil {
		u.Raw, u.Err = bytes.Clone(xml), err
	}
	*m.Header() = h
	return m, nil
}`, noEvent(p))
}

// noEvent emits what clears the name of an event in a message of a type that is not one of events.
func noEvent(p *gomodel.Package) []string {
	var other []string
	for _, t := range p.Inbound.EventTypes() {
		other = append(other, gofile.Code("h.MsgType != %q", t))
	}
	if other == nil {
		return nil
	}
	return []string{gofile.Code("if %s {\n\th.Event = \"\"\n}", strings.Join(other, "&&"))}
}

// readMessage emits the function that tells the types apart. The header comes first in practice, and then names the
// type before anything else is read:
//
//	case "video":
//		return readVideoMessage(d, h, &seen)
func readMessage(p *gomodel.Package) string {
	seen := headerSeen(p)
	msgType := p.Inbound.Header.Field(spec.MsgTypeOf(p.Spec.Inbound.Fields))
	cases := messageCases(p, func(m *gomodel.Message) string {
		if readByLeaves(p, m) {
			return ""
		}
		return "return read" + m.Name + "(d, h, &seen)"
	}, findEvent(p, seen))
	return gofile.Code(`func readMessage(d *decoder, h *MessageHeader) Message {
	*h = MessageHeader{}
	%s
	d.root(%q)
	h.read(d, &seen)
	if %s {
		text, _ := d.find(%s)
		h.MsgType = MsgType(text)
	}
	switch h.MsgType {
	%s
	}
	return readLeaves(d, h, &seen)
}`, seen.declaration(), p.Spec.Inbound.Root, seen.lacks(slices.Index(p.Inbound.Header.Fields, msgType)), spellings(msgType.Field), cases)
}

// readLeaves emits the function that reads the messages without a function of their own:
//
//	case "VIEW":
//		m := new(ViewEvent)
//		return h.leaves(d, m, seen, leaf{"EventKey", (*string)(&m.EventKey)}, leaf{"MenuId", (*trimmed)(&m.MenuID)})
func readLeaves(p *gomodel.Package) string {
	cases := messageCases(p, func(m *gomodel.Message) string {
		switch {
		case !readByLeaves(p, m):
			return ""
		case len(namedFields(&m.Type)) == 0:
			return gofile.Code("return h.leaves(d, new(%s), seen)", m.Name)
		}
		return gofile.Code("m := new(%s)\nreturn h.leaves(d, m, seen, %s)", m.Name, leaves(p, &m.Type, "m"))
	}, "")
	return gofile.Code("func readLeaves(d *decoder, h *MessageHeader, %s) Message {\nswitch h.MsgType {\n%s\n}\nreturn h.leaves(d, new(UnknownMessage), seen)\n}",
		headerSeen(p).parameter(), cases)
}

// messageCases emits the cases of a switch over MsgType, for the messages that read emits something for. What finds
// the name of an event comes before the switch over it.
func messageCases(p *gomodel.Package, read func(*gomodel.Message) string, find string) []string {
	var cases []string
	events := map[string][]string{}
	for _, m := range p.Inbound.Messages {
		body := read(m)
		switch {
		case body == "":
		case m.Event == "":
			cases = append(cases, gofile.Code("case %q:\n\t%s", m.MsgType, body))
		default:
			events[m.MsgType] = append(events[m.MsgType],
				gofile.Code("case %s:\n\t%s", gofile.Texts(append([]string{m.Event}, m.Aliases...)...), body))
		}
	}
	for _, t := range p.Inbound.EventTypes() {
		var event []string
		if find != "" {
			event = []string{find}
		}
		if len(events[t]) > 0 {
			event = append(event, gofile.Code("switch h.Event {\n%s\n}", events[t]))
		}
		if len(event) > 0 {
			cases = append(cases, gofile.Code("case %q:\n%s", t, event))
		}
	}
	return cases
}

// findEvent emits
//
//	d.expect((*trimmed)(&h.Event), &seen, 4, "<Event><![CDATA[", "]]></Event>")
//	if seen&(1<<4) == 0 {
//		h.Event, _ = d.find("Event")
//	}
func findEvent(p *gomodel.Package, seen seenElements) string {
	in, bit := p.Spec.Inbound, len(p.Inbound.Header.Fields)
	if len(in.EventInside) > 0 {
		return gofile.Code("h.Event = d.findInside(%s)",
			gofile.Texts(append([]string{in.EventElement}, in.EventInside...)...))
	}
	seen.pointer = false
	return gofile.Code("d.expect((*trimmed)(&h.Event), %s, %q, %q)\nif %s {\n\th.Event, _ = d.find(%q)\n}",
		seen.bit(bit), "<"+in.EventElement+"><![CDATA[", "]]></"+in.EventElement+">", seen.lacks(bit), in.EventElement)
}

// readHeader emits
//
//	func (h *MessageHeader) read(d *decoder, seen *uint64) {
//		d.expect((*trimmed)(&h.ToUserName), seen, 0, "<ToUserName><![CDATA[", "]]></ToUserName>")
//		…
//	}
func readHeader(p *gomodel.Package) string {
	seen := headerSeen(p)
	return gofile.Code("func (h *MessageHeader) read(d *decoder, %s) {\n%s\n}", seen.parameter(),
		expectedFields(p, p.Inbound.Header.Fields, "h", seen))
}

// headerElement emits
//
//	func (h *MessageHeader) element(d *decoder, name string, seen *uint64) {
//		switch name {
//		case "ToUserName":
//			d.readFirst((*trimmed)(&h.ToUserName), seen, 0)
//		…
//		default:
//			d.skip()
//		}
//	}
func headerElement(p *gomodel.Package) string {
	seen := headerSeen(p)
	var cases []string
	for i, f := range p.Inbound.Header.Fields {
		cases = append(cases,
			gofile.Code("case %s:\n%s", spellings(f.Field), readField(p, f, "h", seen, i)))
	}
	if len(p.Spec.Events) > 0 {
		cases = append(cases,
			gofile.Code("case %q:\n%s", p.Spec.Inbound.EventElement,
				readEvent(p.Spec.Inbound, seen, len(p.Inbound.Header.Fields))))
	}
	return gofile.Code("func (h *MessageHeader) element(d *decoder, name string, %s) {\nswitch name {\n%s\ndefault:\n\td.skip()\n}\n}",
		seen.parameter(), cases)
}

// readEvent emits what reads the name of an event from its element.
func readEvent(in spec.Inbound, seen seenElements, i int) string {
	if len(in.EventInside) == 0 {
		return seen.readFirst("(*trimmed)(&h.Event)", i)
	}
	return seen.first(i, gofile.Code("h.Event = d.textInside(%s)", gofile.Texts(in.EventInside...)))
}

func spellings(f *spec.Field) string { return gofile.Texts(append([]string{f.Name}, f.Aliases...)...) }
