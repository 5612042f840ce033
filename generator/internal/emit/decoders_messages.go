package emit

import (
	"slices"

	"github.com/dave/jennifer/jen"

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
	by := readers(p)
	f.Add(nil, readMessage(p, by))
	f.Add(gofile.Doc("read reads the header where it stands first, in its usual order and form. What it leaves is read with the other elements."), readHeader(p))
	f.Add(gofile.Doc("element reads an element of the header, or passes over one that is not known."), headerElement(p))
	if slices.ContainsFunc(in.Messages, func(m *gomodel.Message) bool { return !m.Accepts && onlyLeaves(&m.Type) }) {
		f.Add(gofile.Doc("leaves reads a message of which each element holds one value, from where the header's stop."), headerLeaves(p))
	}
	for _, m := range in.Messages {
		if by[m] == m {
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
func parseMessage(p *gomodel.Package) jen.Code {
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
func noEvent(p *gomodel.Package) []jen.Code {
	var other []jen.Code
	for _, t := range p.Inbound.EventTypes() {
		other = append(other, gofile.Code("h.MsgType != %q", t))
	}
	if other == nil {
		return nil
	}
	return []jen.Code{gofile.Code("if %s {\n\th.Event = \"\"\n}", gofile.Joined("&&", other))}
}

// readMessage emits the function that tells the types apart. The header comes first in practice, and then names the
// type before anything else is read. Messages of the same shape are read by the function of the first of them, by[m]:
//
//	case "video":
//		return readVideoMessage(d, h, &seen)
//	case "shortvideo":
//		return (*ShortVideoMessage)(readVideoMessage(d, h, &seen))
func readMessage(p *gomodel.Package, by map[*gomodel.Message]*gomodel.Message) jen.Code {
	seen := headerSeen(p)
	msgType := inboundMsgType(p)
	read := func(m *gomodel.Message, names ...string) jen.Code {
		call := gofile.Code("read%s(d, h, &seen)", by[m].Name)
		if by[m] != m {
			call = gofile.Code("(*%s)(%s)", m.Name, call)
		}
		return gofile.Code("case %s:\n\treturn %s", gofile.Texts(names...), call)
	}
	var cases []jen.Code
	events := map[string][]jen.Code{}
	for _, m := range p.Inbound.Messages {
		if m.Event == "" {
			cases = append(cases, read(m, m.MsgType))
			continue
		}
		events[m.MsgType] = append(events[m.MsgType], read(m, append([]string{m.Event}, m.Aliases...)...))
	}
	for _, t := range p.Inbound.EventTypes() {
		cases = append(cases, gofile.Code("case %q:\n%s\nswitch h.Event {\n%s\n}", t, findEvent(p, seen), events[t]))
	}
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
	`+eachElement+` {
		h.element(d, name, &seen)
	}
	return new(UnknownMessage)
}`, seen.declaration(), p.Spec.Inbound.Root, seen.lacks(slices.Index(p.Inbound.Header.Fields, msgType)), spellings(msgType.Field), cases)
}

// findEvent emits
//
//	expectTrimmed(d, &h.Event, &seen, 4, "<Event><![CDATA[", "]]></Event>")
//	if seen&(1<<4) == 0 {
//		h.Event, _ = d.find("Event")
//	}
func findEvent(p *gomodel.Package, seen seenElements) jen.Code {
	in, bit := p.Spec.Inbound, len(p.Inbound.Header.Fields)
	if len(in.EventInside) > 0 {
		return gofile.Code("h.Event = d.findInside(%s)", gofile.Texts(append([]string{in.EventElement}, in.EventInside...)...))
	}
	seen.pointer = false
	return gofile.Code("expectTrimmed(d, &h.Event, %s, %q, %q)\nif %s {\n\th.Event, _ = d.find(%q)\n}",
		seen.bit(bit), "<"+in.EventElement+"><![CDATA[", "]]></"+in.EventElement+">", seen.lacks(bit), in.EventElement)
}

func inboundMsgType(p *gomodel.Package) *gomodel.Field {
	for _, f := range p.Inbound.Header.Fields {
		if _, ok := f.Kind.(*spec.MsgType); ok {
			return f
		}
	}
	panic("generator: messages without an element that tells their type") // the spec was checked
}

// readHeader emits
//
//	func (h *MessageHeader) read(d *decoder, seen *uint64) {
//		expectTrimmed(d, &h.ToUserName, seen, 0, "<ToUserName><![CDATA[", "]]></ToUserName>")
//		…
//	}
func readHeader(p *gomodel.Package) jen.Code {
	seen := headerSeen(p)
	return gofile.Code("func (h *MessageHeader) read(d *decoder, %s) {\n%s\n}", seen.parameter(), expectedFields(p, p.Inbound.Header.Fields, "h", seen))
}

// headerElement emits
//
//	func (h *MessageHeader) element(d *decoder, name string, seen *uint64) {
//		switch name {
//		case "ToUserName":
//			readTrimmed(d, &h.ToUserName, seen, 0)
//		…
//		default:
//			d.skip()
//		}
//	}
func headerElement(p *gomodel.Package) jen.Code {
	seen := headerSeen(p)
	var cases []jen.Code
	for i, f := range p.Inbound.Header.Fields {
		cases = append(cases, gofile.Code("case %s:\n%s", spellings(f.Field), readField(p, f, gofile.Expr("h"), seen, i)))
	}
	if len(p.Spec.Events) > 0 {
		cases = append(cases, gofile.Code("case %q:\n%s", p.Spec.Inbound.EventElement, readEvent(p.Spec.Inbound, seen, len(p.Inbound.Header.Fields))))
	}
	return gofile.Code("func (h *MessageHeader) element(d *decoder, name string, %s) {\nswitch name {\n%s\ndefault:\n\td.skip()\n}\n}",
		seen.parameter(), cases)
}

// readEvent emits what reads the name of an event from its element.
func readEvent(in spec.Inbound, seen seenElements, i int) jen.Code {
	if len(in.EventInside) == 0 {
		return seen.read("readTrimmed", gofile.Expr("h").Dot("Event"), i)
	}
	return seen.first(i, gofile.Code("h.Event = d.textInside(%s)", gofile.Texts(in.EventInside...)))
}

func spellings(f *spec.Field) string { return gofile.Texts(append([]string{f.Name}, f.Aliases...)...) }
