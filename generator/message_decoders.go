package generator

import (
	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/spec"
)

// messageDecoders emits what reads messages. It is patient, unlike what reads replies: elements may come in any order,
// be absent or unknown, and numbers stand in CDATA sections or not.
func messageDecoders(p *goPackage, f *file) {
	in := p.inbound
	if in == nil {
		return
	}
	f.add(doc("ParseMessage reads a message as the platform sends it. A type or event that is not known becomes an *UnknownMessage. "+
		"Elements that are not known are passed over. The error is a *SyntaxError with the place of the fault."), parseMessage())
	f.add(nil, readMessage(p))
	f.add(doc("read reads the header's elements at the beginning of the message, in any order."), readHeader(p))
	f.add(doc("element reads an element of the header, or passes over one that is not known."), headerElement(p))
	for _, m := range in.messages {
		f.add(nil, readMethod(p, &m.goType, true))
	}
	for _, t := range in.read {
		f.add(nil, readMethod(p, t, false))
	}
	for _, u := range in.readUnions {
		f.add(nil, readUnion(u))
	}
}

// parseMessage emits ParseMessage. A document with characters that XML does not have is read once more, patiently.
func parseMessage() jen.Code {
	read := func() []jen.Code {
		return []jen.Code{jen.Id("m").Op("=").Id("readMessage").Call(jen.Op("&").Id("d")), jen.Id("err").Op("=").Id("d").Dot("end").Call()}
	}
	return jen.Func().Id("ParseMessage").Params(jen.Id("xml").Index().Byte()).Params(jen.Id("Message"), jen.Error()).Block(
		jen.Id("d").Op(":=").Id("newDecoder").Call(jen.Id("xml")),
		jen.Id("m").Op(":=").Id("readMessage").Call(jen.Op("&").Id("d")),
		jen.Id("err").Op(":=").Id("d").Dot("end").Call(),
		jen.If(jen.Id("d").Dot("uncarriable").Call()).Block(append(
			append([]jen.Code{jen.Id("d").Op("=").Id("newReplacingDecoder").Call(jen.Id("d").Dot("s"))}, read()...),
			jen.If(jen.Id("m").Op("!=").Nil()).Block(jen.Id("m").Dot("Header").Call().Dot("Replaced").Op("=").True()),
			jen.If(jen.Id("d").Dot("err").Op("!=").Nil()).Block(
				jen.Id("d").Dot("err").Dot("Offset").Op("=").Id("originalOffset").Call(jen.String().Parens(jen.Id("xml")), jen.Id("d").Dot("err").Dot("Offset"))),
		)...),
		jen.If(jen.Id("err").Op("!=").Nil()).Block(jen.Return(jen.Nil(), jen.Id("err"))),
		jen.If(jen.List(jen.Id("u"), jen.Id("ok")).Op(":=").Id("m").Assert(jen.Op("*").Id("UnknownMessage")), jen.Id("ok")).Block(
			jen.Id("u").Dot("Raw").Op("=").Qual("bytes", "Clone").Call(jen.Id("xml")),
		),
		jen.Return(jen.Id("m"), jen.Nil()),
	)
}

// readMessage emits the function that tells the types apart. The header comes first in practice, and then says the
// type before anything else is read.
func readMessage(p *goPackage) jen.Code {
	msgType := p.inboundMsgType()
	body := []jen.Code{
		jen.If(jen.Op("!").Id("d").Dot("root").Call(jen.Lit(p.spec.Header.Root))).Block(jen.Return(jen.Nil())),
		jen.Var().Id("h").Id("MessageHeader"),
		jen.Id("h").Dot("read").Call(jen.Id("d")),
		jen.If(jen.Id("h").Dot("MsgType").Op("==").Lit("")).Block(
			jen.List(jen.Id("text"), jen.Id("ok")).Op(":=").Id("d").Dot("find").Call(spellings(msgType)...),
			jen.If(jen.Op("!").Id("ok")).Block(jen.Id("d").Dot("fail").Call(jen.Id("d").Dot("pos"), jen.Lit("no text in an element "+msgType.Name)), jen.Return(jen.Nil())),
			jen.Id("h").Dot("MsgType").Op("=").Id("MsgType").Parens(jen.Id("text")),
		),
	}
	var cases []jen.Code
	events := map[string][]jen.Code{}
	var order []string
	create := func(m *goMessage) []jen.Code {
		code := []jen.Code{
			jen.Id("m").Op(":=").Op("&").Id(m.name).Values(),
			jen.Id("m").Dot("MessageHeader").Op("=").Id("h"),
			jen.Id("m").Dot("read").Call(jen.Id("d")),
		}
		if m.event == "" && len(p.spec.Events) > 0 {
			code = append(code, jen.Id("m").Dot("Event").Op("=").Lit(""))
		}
		return append(code, jen.Return(jen.Id("m")))
	}
	for _, m := range p.inbound.messages {
		if m.event == "" {
			cases = append(cases, jen.Case(jen.Lit(m.msgType)).Block(create(m)...))
			continue
		}
		if events[m.msgType] == nil {
			order = append(order, m.msgType)
		}
		events[m.msgType] = append(events[m.msgType], jen.Case(literals(append([]string{m.event}, m.aliases...))...).Block(create(m)...))
	}
	for _, t := range order {
		cases = append(cases, jen.Case(jen.Lit(t)).Block(
			jen.If(jen.Id("h").Dot("Event").Op("==").Lit("")).Block(
				findEvent(p.spec.Inbound)),
			jen.Switch(jen.Id("h").Dot("Event")).Block(events[t]...),
		))
	}
	body = append(body,
		jen.Switch(jen.Id("h").Dot("MsgType")).Block(cases...),
		jen.Id("u").Op(":=").Op("&").Id("UnknownMessage").Values(),
		jen.Id("u").Dot("MessageHeader").Op("=").Id("h"),
		jen.For().Block(
			jen.List(jen.Id("name"), jen.Id("ok")).Op(":=").Id("d").Dot("next").Call(),
			jen.If(jen.Op("!").Id("ok")).Block(append(noEvent(order), jen.Return(jen.Id("u")))...),
			jen.Id("u").Dot("element").Call(jen.Id("d"), jen.Id("name")),
		),
	)
	return jen.Func().Id("readMessage").Params(jen.Id("d").Op("*").Id("decoder")).Id("Message").Block(body...)
}

// findEvent reads the name of an event that did not stand at the beginning.
func findEvent(in spec.Inbound) jen.Code {
	if len(in.EventInside) == 0 {
		return jen.List(jen.Id("h").Dot("Event"), jen.Id("_")).Op("=").Id("d").Dot("find").Call(jen.Lit(in.EventElement))
	}
	return jen.Id("h").Dot("Event").Op("=").Id("d").Dot("findInside").Call(literals(append([]string{in.EventElement}, in.EventInside...))...)
}

// eventText is the expression that reads the name of an event from its element.
func eventText(in spec.Inbound) jen.Code {
	if len(in.EventInside) == 0 {
		return jen.Id("d").Dot("text").Call()
	}
	return jen.Id("d").Dot("textInside").Call(literals(in.EventInside)...)
}

func literals(texts []string) []jen.Code {
	out := make([]jen.Code, len(texts))
	for i, t := range texts {
		out[i] = jen.Lit(t)
	}
	return out
}

// noEvent is the code that clears the name of an event where the type is not one of these, those of events: something
// else that stands in such an element names none.
func noEvent(types []string) []jen.Code {
	if len(types) == 0 {
		return nil
	}
	var other *jen.Statement
	for _, t := range types {
		one := jen.Id("u").Dot("MsgType").Op("!=").Lit(t)
		if other != nil {
			one = other.Op("&&").Add(one)
		}
		other = one
	}
	return []jen.Code{jen.If(other).Block(jen.Id("u").Dot("Event").Op("=").Lit(""))}
}

func (p *goPackage) inboundMsgType() *goField {
	for _, f := range p.inbound.header.fields {
		if _, ok := f.Kind.(*spec.MsgType); ok {
			return f
		}
	}
	panic("generator: messages without an element that tells their type") // the spec is held to it
}

func readHeader(p *goPackage) jen.Code {
	return jen.Func().Params(jen.Id("h").Op("*").Id("MessageHeader")).Id("read").Params(jen.Id("d").Op("*").Id("decoder")).Block(append(
		expectedFields(p.inbound.header.fields, variable("h")),
		jen.For().Block(
			jen.Id("at").Op(":=").Id("d").Dot("pos"),
			jen.List(jen.Id("name"), jen.Id("ok")).Op(":=").Id("d").Dot("next").Call(),
			jen.If(jen.Op("!").Id("ok").Op("||").Op("!").Id("h").Dot("known").Call(jen.Id("d"), jen.Id("name"))).Block(
				jen.If(jen.Id("ok")).Block(jen.Id("d").Dot("back").Call(jen.Id("at"))),
				jen.Return(),
			),
		),
	)...)
}

// expectedFields emits
//
//	expectText(d, &h.ToUserName, "<ToUserName><![CDATA[", "]]></ToUserName>")
//	d.expectInteger(&h.CreateTime, "<CreateTime>", "</CreateTime>")
//
// for the fields that hold one text or number and are always there, in the order in which the platform sends them. They
// read nothing that the walk after them would not read alike.
func expectedFields(fields []*goField, receiver expr) []jen.Code {
	var out []jen.Code
	for _, f := range fields {
		start, end := "<"+f.Name+">", "</"+f.Name+">"
		section := jen.List(jen.Lit(start+"<![CDATA["), jen.Lit("]]>"+end))
		switch k := f.Kind.(type) {
		case *spec.MsgType:
			if k.CDATA {
				out = append(out, jen.Id("expectText").Call(jen.Id("d"), jen.Op("&").Add(receiver.dot("MsgType")()), section))
			}
		case *spec.String:
			if f.Required && k.CDATA && f.name != "" {
				out = append(out, jen.Id("expectText").Call(jen.Id("d"), jen.Op("&").Add(receiver.dot(f.name)()), section))
			}
		case *spec.Int, *spec.UnixTime:
			if f.Required && f.name != "" {
				out = append(out, jen.Id("d").Dot("expectInteger").Call(jen.Op("&").Add(receiver.dot(f.name)()), jen.Lit(start), jen.Lit(end)))
			}
		}
	}
	return out
}

// headerElement emits
//
//	func (h *MessageHeader) known(d *decoder, name string) bool { switch name { case "ToUserName": … } }
//	func (h *MessageHeader) element(d *decoder, name string) { if !h.known(d, name) { d.skip() } }
func headerElement(p *goPackage) jen.Code {
	var cases []jen.Code
	receiver := variable("h")
	for _, f := range p.inbound.header.fields {
		body := readField(p, f, receiver.dot(f.name))
		if _, ok := f.Kind.(*spec.MsgType); ok {
			body = first(receiver.dot("MsgType"), jen.Id("MsgType").Parens(jen.Id("d").Dot("text").Call()))
		}
		cases = append(cases, jen.Case(spellings(f)...).Block(body...))
	}
	if len(p.spec.Events) > 0 {
		cases = append(cases, jen.Case(jen.Lit(p.spec.Inbound.EventElement)).Block(first(receiver.dot("Event"), eventText(p.spec.Inbound))...))
	}
	cases = append(cases, jen.Default().Block(jen.Return(jen.False())))
	params := []jen.Code{jen.Id("d").Op("*").Id("decoder"), jen.Id("name").String()}
	return jen.Func().Params(jen.Id("h").Op("*").Id("MessageHeader")).Id("element").Params(params...).Block(
		jen.If(jen.Op("!").Id("h").Dot("known").Call(jen.Id("d"), jen.Id("name"))).Block(jen.Id("d").Dot("skip").Call()),
	).Line().Line().Comment("// known reads an element of the header, and reports whether it is one.").Line().
		Func().Params(jen.Id("h").Op("*").Id("MessageHeader")).Id("known").Params(params...).Bool().Block(
		jen.Switch(jen.Id("name")).Block(cases...),
		jen.Return(jen.True()),
	)
}

// first reads an element that decides on the type of a message: another one of the name cannot change it any more.
func first(at expr, value jen.Code) []jen.Code {
	return []jen.Code{jen.If(at().Op("!=").Lit("")).Block(jen.Id("d").Dot("skip").Call()).Else().Block(at().Op("=").Add(value))}
}

func spellings(f *goField) []jen.Code {
	out := []jen.Code{jen.Lit(f.Name)}
	for _, a := range f.Aliases {
		out = append(out, jen.Lit(a))
	}
	return out
}

// readMethod emits
//
//	func (m *TextMessage) read(d *decoder) {
//		for {
//			name, ok := d.next()
//			if !ok { return }
//			switch name {
//			case "MsgId", "MsgID":
//				m.MsgID = d.wholeNumber().Value
//			default:
//				m.element(d, name)
//			}
//		}
//	}
//
// whose default passes over the element in a struct that is no message.
func readMethod(p *goPackage, t *goType, message bool) jen.Code {
	receiver := "o"
	other := jen.Id("d").Dot("skip").Call()
	if message {
		receiver = "m"
		other = jen.Id("m").Dot("element").Call(jen.Id("d"), jen.Id("name"))
	}
	var cases []jen.Code
	for _, f := range t.fields {
		if f.name == "" {
			continue // derived, or the same in every message
		}
		cases = append(cases, jen.Case(spellings(f)...).Block(readField(p, f, variable(receiver).dot(f.name))...))
	}
	handle := []jen.Code{jen.Switch(jen.Id("name")).Block(append(cases, jen.Default().Block(other))...)}
	if len(cases) == 0 {
		handle = []jen.Code{other.Clone()}
	}
	next := jen.List(jen.Id("name"), jen.Id("ok")).Op(":=").Id("d").Dot("next").Call()
	if len(cases) == 0 && !message {
		next = jen.List(jen.Id("_"), jen.Id("ok")).Op(":=").Id("d").Dot("next").Call()
	}
	var expected []jen.Code
	if message {
		expected = expectedFields(t.fields, variable(receiver))
	}
	return jen.Func().Params(jen.Id(receiver).Op("*").Id(t.name)).Id("read").Params(jen.Id("d").Op("*").Id("decoder")).Block(append(expected,
		jen.For().Block(append([]jen.Code{
			next,
			jen.If(jen.Op("!").Id("ok")).Block(jen.Return()),
		}, handle...)...),
	)...)
}

// readField is the code that reads the element just opened into a field.
func readField(p *goPackage, f *goField, at expr) []jen.Code {
	switch k := f.Kind.(type) {
	case *spec.MsgType, *spec.Const, *spec.Count:
		return []jen.Code{jen.Id("d").Dot("skip").Call()}
	case *spec.Object:
		return []jen.Code{at().Dot("read").Call(jen.Id("d"))}
	case *spec.Union:
		return []jen.Code{at().Op("=").Id("read" + f.union.name).Call(jen.Id("d"))}
	case *spec.List:
		if k.Flat {
			return readItem(p, f, k, at)
		}
		item := []jen.Code{jen.Lit(k.Item.Name)}
		for _, a := range k.Item.Aliases {
			item = append(item, jen.Lit(a))
		}
		return []jen.Code{jen.For().Block(
			jen.List(jen.Id("name"), jen.Id("ok")).Op(":=").Id("d").Dot("next").Call(),
			jen.If(jen.Op("!").Id("ok")).Block(jen.Break()),
			jen.Switch(jen.Id("name")).Block(
				jen.Case(item...).Block(readItem(p, f, k, at)...),
				jen.Default().Block(jen.Id("d").Dot("skip").Call()),
			),
		)}
	}
	return []jen.Code{at().Op("=").Add(readLeaf(p, f.Kind, f.Required))}
}

func readItem(p *goPackage, f *goField, k *spec.List, at expr) []jen.Code {
	switch {
	case f.object != nil:
		return []jen.Code{
			jen.Var().Id("item").Id(f.object.name),
			jen.Id("item").Dot("read").Call(jen.Id("d")),
			at().Op("=").Append(at(), jen.Id("item")),
		}
	case f.union != nil:
		return []jen.Code{
			jen.If(jen.Id("item").Op(":=").Id("read"+f.union.name).Call(jen.Id("d")), jen.Id("item").Op("!=").Nil()).Block(at().Op("=").Append(at(), jen.Id("item"))),
		}
	}
	if _, ok := k.Item.Kind.(*spec.String); !ok {
		// An empty element is the absence of a number, here as elsewhere.
		return []jen.Code{jen.If(jen.Id("item").Op(":=").Add(readLeaf(p, k.Item.Kind, false)), jen.Id("item").Dot("Set")).Block(
			at().Op("=").Append(at(), jen.Id("item").Dot("Value")))}
	}
	return []jen.Code{at().Op("=").Append(at(), readLeaf(p, k.Item.Kind, true))}
}

// readLeaf is the expression that reads a value, patiently.
func readLeaf(p *goPackage, kind spec.Kind, required bool) jen.Code {
	read := func(method string) jen.Code {
		out := jen.Id("d").Dot(method).Call()
		if required {
			out = out.Dot("Value")
		}
		return out
	}
	switch k := kind.(type) {
	case *spec.String:
		if k.Scalar != nil {
			return jen.Id(p.scalars[k.Scalar]).Parens(jen.Id("d").Dot("text").Call())
		}
		return jen.Id("d").Dot("text").Call()
	case *spec.Int, *spec.UnixTime:
		return read("wholeNumber")
	case *spec.Float:
		return read("number")
	case *spec.Bool:
		return read("truth")
	}
	panic("generator: no leaf")
}

// readUnion emits
//
//	func readCard(d *decoder) Card {
//		switch tag, _ := d.find("CardType"); tag {
//		case "text_notice":
//			form := new(TextNoticeCard)
//			form.read(d)
//			return form
//		}
//		d.skip()
//		return nil
//	}
func readUnion(u *goUnion) jen.Code {
	var cases []jen.Code
	for _, c := range u.cases {
		cases = append(cases, jen.Case(jen.Lit(c.value)).Block(
			jen.Id("form").Op(":=").New(jen.Id(c.name)),
			jen.Id("form").Dot("read").Call(jen.Id("d")),
			jen.Return(jen.Id("form")),
		))
	}
	return jen.Func().Id("read"+u.name).Params(jen.Id("d").Op("*").Id("decoder")).Id(u.name).Block(
		jen.Switch(jen.List(jen.Id("tag"), jen.Id("_")).Op(":=").Id("d").Dot("find").Call(jen.Lit(u.spec.Tag)), jen.Id("tag")).Block(cases...),
		jen.Id("d").Dot("skip").Call(),
		jen.Return(jen.Nil()),
	)
}
