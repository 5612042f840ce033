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

// parseMessage emits
//
//	func ParseMessage(xml []byte) (Message, error) {
//		d := newMessageDecoder(xml)
//		var h MessageHeader
//		m := readMessage(&d, &h)
//		if d.restart() {
//			m = readMessage(&d, &h)
//		}
//		if h.MsgType != "event" {
//			h.Event = ""
//		}
//		err := d.finish(xml, &h.Receipt)
//		u, unknown := m.(*UnknownMessage)
//		if err != nil && !unknown {
//			u = new(UnknownMessage)
//			m = u
//		}
//		if u != nil {
//			u.Raw, u.Err = bytes.Clone(xml), err
//		}
//		*m.Header() = h
//		return m, nil
//	}
func parseMessage(p *gomodel.Package) jen.Code {
	read := func(op string) jen.Code {
		return jen.Id("m").Op(op).Id("readMessage").Call(jen.Op("&").Id("d"), jen.Op("&").Id("h"))
	}
	body := []jen.Code{
		jen.Id("d").Op(":=").Id("newMessageDecoder").Call(jen.Id("xml")),
		jen.Var().Id("h").Id("MessageHeader"),
		read(":="),
		jen.If(jen.Id("d").Dot("restart").Call()).Block(read("=")),
	}
	return jen.Func().Id("ParseMessage").Params(jen.Id("xml").Index().Byte()).Params(jen.Id("Message"), jen.Error()).Block(append(append(body, noEvent(p)...),
		jen.Id("err").Op(":=").Id("d").Dot("finish").Call(jen.Id("xml"), jen.Op("&").Id("h").Dot("Receipt")),
		jen.List(jen.Id("u"), jen.Id("unknown")).Op(":=").Id("m").Assert(jen.Op("*").Id("UnknownMessage")),
		jen.If(jen.Id("err").Op("!=").Nil().Op("&&").Op("!").Id("unknown")).Block(
			jen.Id("u").Op("=").New(jen.Id("UnknownMessage")),
			jen.Id("m").Op("=").Id("u"),
		),
		jen.If(jen.Id("u").Op("!=").Nil()).Block(
			jen.List(jen.Id("u").Dot("Raw"), jen.Id("u").Dot("Err")).Op("=").List(jen.Qual("bytes", "Clone").Call(jen.Id("xml")), jen.Id("err")),
		),
		jen.Op("*").Id("m").Dot("Header").Call().Op("=").Id("h"),
		jen.Return(jen.Id("m"), jen.Nil()),
	)...)
}

// noEvent is the code that clears the name of an event where the type is not one of events: something else that stands
// in such an element names none.
func noEvent(p *gomodel.Package) []jen.Code {
	var other *jen.Statement
	for _, t := range p.Inbound.EventTypes() {
		one := jen.Id("h").Dot("MsgType").Op("!=").Lit(t)
		if other != nil {
			one = other.Op("&&").Add(one)
		}
		other = one
	}
	if other == nil {
		return nil
	}
	return []jen.Code{jen.If(other).Block(jen.Id("h").Dot("Event").Op("=").Lit(""))}
}

// readMessage emits the function that tells the types apart. The header comes first in practice, and then says the
// type before anything else is read.
//
//	func readMessage(d *decoder, h *MessageHeader) Message {
//		*h = MessageHeader{}
//		var seen uint64
//		d.root("xml")
//		h.read(d, &seen)
//		if seen&(1<<3) == 0 {
//			text, _ := d.find("MsgType")
//			h.MsgType = MsgType(text)
//		}
//		switch h.MsgType {
//		case "text":
//			return readTextMessage(d, h, &seen)
//		…
//		}
//		for name, ok := d.next(); ok; name, ok = d.next() {
//			h.element(d, name, &seen)
//		}
//		return new(UnknownMessage)
//	}
//
// Messages of the same shape are read by the function of the first of them, by[m]:
//
//	case "video":
//		return readVideoMessage(d, h, &seen)
//	case "shortvideo":
//		return (*ShortVideoMessage)(readVideoMessage(d, h, &seen))
func readMessage(p *gomodel.Package, by map[*gomodel.Message]*gomodel.Message) jen.Code {
	seen := headerSeen(p)
	msgType := inboundMsgType(p)
	body := []jen.Code{
		jen.Op("*").Id("h").Op("=").Id("MessageHeader").Values(),
		seen.declaration(),
		jen.Id("d").Dot("root").Call(jen.Lit(p.Spec.Inbound.Root)),
		jen.Id("h").Dot("read").Call(jen.Id("d"), jen.Op("&").Id("seen")),
		jen.If(seen.lacks(slices.Index(p.Inbound.Header.Fields, msgType))).Block(
			jen.List(jen.Id("text"), jen.Id("_")).Op(":=").Id("d").Dot("find").Call(spellings(msgType)...),
			jen.Id("h").Dot("MsgType").Op("=").Id("MsgType").Parens(jen.Id("text")),
		),
	}
	read := func(m *gomodel.Message) jen.Code {
		call := jen.Id("read"+by[m].Name).Call(jen.Id("d"), jen.Id("h"), jen.Op("&").Id("seen"))
		if by[m] != m {
			call = jen.Parens(jen.Op("*").Id(m.Name)).Parens(call)
		}
		return jen.Return(call)
	}
	var cases []jen.Code
	events := map[string][]jen.Code{}
	for _, m := range p.Inbound.Messages {
		if m.Event == "" {
			cases = append(cases, jen.Case(jen.Lit(m.MsgType)).Block(read(m)))
			continue
		}
		events[m.MsgType] = append(events[m.MsgType], jen.Case(literals(append([]string{m.Event}, m.Aliases...))...).Block(read(m)))
	}
	for _, t := range p.Inbound.EventTypes() {
		cases = append(cases, jen.Case(jen.Lit(t)).Block(append(findEvent(p, seen), jen.Switch(jen.Id("h").Dot("Event")).Block(events[t]...))...))
	}
	body = append(body,
		jen.Switch(jen.Id("h").Dot("MsgType")).Block(cases...),
		eachElement("name", "ok").Block(jen.Id("h").Dot("element").Call(jen.Id("d"), jen.Id("name"), jen.Op("&").Id("seen"))),
		jen.Return(jen.New(jen.Id("UnknownMessage"))),
	)
	return jen.Func().Id("readMessage").Params(jen.Id("d").Op("*").Id("decoder"), jen.Id("h").Op("*").Id("MessageHeader")).Id("Message").Block(body...)
}

// findEvent emits
//
//	expectTrimmed(d, &h.Event, &seen, 4, "<Event><![CDATA[", "]]></Event>")
//	if seen&(1<<4) == 0 {
//		h.Event, _ = d.find("Event")
//	}
func findEvent(p *gomodel.Package, seen seenElements) []jen.Code {
	in, bit := p.Spec.Inbound, len(p.Inbound.Header.Fields)
	event := jen.Id("h").Dot("Event")
	if len(in.EventInside) > 0 {
		return []jen.Code{event.Op("=").Id("d").Dot("findInside").Call(literals(append([]string{in.EventElement}, in.EventInside...))...)}
	}
	seen.pointer = false
	return []jen.Code{
		jen.Id("expectTrimmed").Call(append(append([]jen.Code{jen.Id("d"), jen.Op("&").Add(event.Clone())}, seen.bit(bit)...),
			jen.Lit("<"+in.EventElement+"><![CDATA["), jen.Lit("]]></"+in.EventElement+">"))...),
		jen.If(seen.lacks(bit)).Block(jen.List(event, jen.Id("_")).Op("=").Id("d").Dot("find").Call(jen.Lit(in.EventElement))),
	}
}

func literals(texts []string) []jen.Code {
	out := make([]jen.Code, len(texts))
	for i, t := range texts {
		out[i] = jen.Lit(t)
	}
	return out
}

func inboundMsgType(p *gomodel.Package) *gomodel.Field {
	for _, f := range p.Inbound.Header.Fields {
		if _, ok := f.Kind.(*spec.MsgType); ok {
			return f
		}
	}
	panic("generator: messages without an element that tells their type") // the spec is held to it
}

// readHeader emits
//
//	func (h *MessageHeader) read(d *decoder, seen *uint64) {
//		expectTrimmed(d, &h.ToUserName, seen, 0, "<ToUserName><![CDATA[", "]]></ToUserName>")
//		…
//	}
func readHeader(p *gomodel.Package) jen.Code {
	seen := headerSeen(p)
	return jen.Func().Params(jen.Id("h").Op("*").Id("MessageHeader")).Id("read").Params(jen.Id("d").Op("*").Id("decoder"), seen.parameter()).Block(
		expectedFields(p, p.Inbound.Header.Fields, "h", seen)...)
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
		cases = append(cases, jen.Case(spellings(f)...).Block(readField(p, f, gofile.Variable("h"), seen, i)...))
	}
	if len(p.Spec.Events) > 0 {
		cases = append(cases, jen.Case(jen.Lit(p.Spec.Inbound.EventElement)).Block(readEvent(p.Spec.Inbound, seen, len(p.Inbound.Header.Fields))))
	}
	cases = append(cases, jen.Default().Block(jen.Id("d").Dot("skip").Call()))
	return jen.Func().Params(jen.Id("h").Op("*").Id("MessageHeader")).Id("element").
		Params(jen.Id("d").Op("*").Id("decoder"), jen.Id("name").String(), seen.parameter()).Block(jen.Switch(jen.Id("name")).Block(cases...))
}

// readEvent is the code that reads the name of an event from its element.
func readEvent(in spec.Inbound, seen seenElements, i int) jen.Code {
	event := func() *jen.Statement { return jen.Id("h").Dot("Event") }
	if len(in.EventInside) == 0 {
		return seen.read("readTrimmed", event(), i)
	}
	return seen.first(i, event().Op("=").Id("d").Dot("textInside").Call(literals(in.EventInside)...))
}

func spellings(f *gomodel.Field) []jen.Code {
	out := []jen.Code{jen.Lit(f.Name)}
	for _, a := range f.Aliases {
		out = append(out, jen.Lit(a))
	}
	return out
}
