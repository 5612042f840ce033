package generator

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/spec"
)

// dedupe emits what tells messages apart, and which take a reply, for the handler.
func dedupe(p *goPackage, f *file) {
	if !p.serves() {
		return
	}
	f.add(doc("appendSender appends whom a message is from, whom it is to, and its type."), appendSender(p))
	f.add(doc("appendDedupeKey appends nothing: the XML of the message is its key."), keyMethod("MessageHeader", jen.Return(jen.Id("dst"))))
	for _, m := range p.inbound.messages {
		if code := dedupeKey(p, m); code != nil {
			f.add(nil, code)
		}
	}
	f.add(nil, takesReply("MessageHeader", jen.False()))
	f.add(nil, takesReply("AnswerableMessage", jen.True()))
	f.add(nil, sentAt(p))
	f.add(nil, readError("MessageHeader", jen.Nil()))
	f.add(nil, readError("UnknownMessage", jen.Id("m").Dot("Err")))
}

func keyMethod(receiver string, body ...jen.Code) jen.Code {
	m := jen.Id("m").Op("*").Id(receiver)
	if receiver == "MessageHeader" {
		m = jen.Op("*").Id(receiver)
	}
	return jen.Func().Params(m).Id("appendDedupeKey").Params(jen.Id("dst").Index().Byte()).Index().Byte().Block(body...)
}

func takesReply(receiver string, value jen.Code) jen.Code {
	return jen.Func().Params(jen.Op("*").Id(receiver)).Id("takesReply").Params().Bool().Block(jen.Return(value))
}

// sentAt emits the method that returns the header's first time, 0 where it has none.
func sentAt(p *goPackage) jen.Code {
	receiver, value := jen.Op("*").Id("MessageHeader"), jen.Lit(0)
	for _, g := range p.inbound.header.fields {
		if _, ok := g.Kind.(*spec.UnixTime); ok && g.name != "" {
			receiver, value = jen.Id("h").Op("*").Id("MessageHeader"), jen.Id("h").Dot(g.name)
			if !g.Required {
				value = value.Dot("Value")
			}
			break
		}
	}
	return jen.Func().Params(receiver).Id("sentAt").Params().Int64().Block(jen.Return(value))
}

func readError(of string, value jen.Code) jen.Code {
	receiver := jen.Op("*").Id(of)
	if of == "UnknownMessage" {
		receiver = jen.Id("m").Op("*").Id(of)
	}
	return jen.Func().Params(receiver).Id("readError").Params().Error().Block(jen.Return(value))
}

func appendSender(p *goPackage) jen.Code {
	var body []jen.Code
	for i := len(p.spec.Inbound.Addresses) - 1; i >= 0; i-- {
		for _, g := range p.inbound.header.fields {
			if g.Name == p.spec.Inbound.Addresses[i] {
				body = append(body, keyPart(keyString(jen.Id("h").Dot(g.name))))
			}
		}
	}
	body = append(body, jen.Return(jen.Id("appendKeyPart").Call(jen.Id("dst"), jen.String().Parens(jen.Id("h").Dot("MsgType")))))
	return jen.Func().Params(jen.Id("h").Op("*").Id("MessageHeader")).Id("appendSender").Params(jen.Id("dst").Index().Byte()).Index().Byte().Block(body...)
}

func keyPart(value jen.Code) jen.Code { return jen.Id("dst").Op("=").Add(value) }

func keyString(at *jen.Statement) jen.Code {
	return jen.Id("appendKeyPart").Call(jen.Id("dst"), jen.String().Parens(at))
}

// dedupeKey emits
//
//	func (m *TextMessage) appendDedupeKey(dst []byte) []byte {
//		if m.MsgID == 0 {
//			return dst
//		}
//		dst = m.appendSender(dst)
//		return append(strconv.AppendInt(dst, m.MsgID, 10), 0)
//	}
//
// nil for a message that nothing tells from others. One that lacks all that should tell it is known by its XML.
func dedupeKey(p *goPackage, m *goMessage) jen.Code {
	var absent *jen.Statement
	var parts []jen.Code
	for _, name := range m.dedupe {
		if slices.Contains(p.spec.Inbound.Addresses, name) {
			continue // part of every key
		}
		missing, part := p.keyOf(m, name)
		if part == nil {
			continue
		}
		parts = append(parts, keyPart(part))
		switch {
		case missing == nil: // always there
		case absent == nil:
			absent = jen.Add(missing)
		default:
			absent.Op("&&").Add(missing)
		}
	}
	if len(parts) == 0 {
		return nil
	}
	var body []jen.Code
	if absent != nil {
		body = append(body, jen.If(absent).Block(jen.Return(jen.Id("dst"))))
	}
	body = append(body, jen.Id("dst").Op("=").Id("m").Dot("appendSender").Call(jen.Id("dst")))
	body = append(body, parts...)
	return keyMethod(m.name, append(body, jen.Return(jen.Id("dst")))...)
}

// keyOf returns whether an element of a message is absent, nil where it never is, and what appends it to a key.
func (p *goPackage) keyOf(m *goMessage, name string) (missing, part jen.Code) {
	if m.event != "" && name == p.spec.Inbound.EventElement {
		// Every message of this type has the same, so where nothing else is there, it tells none from another.
		return nil, keyString(jen.Id("m").Dot("Event"))
	}
	for _, g := range append(slices.Clone(m.fields), p.inbound.header.fields...) {
		if g.Name != name || g.name == "" {
			continue
		}
		at := func() *jen.Statement { return jen.Id("m").Dot(g.name) }
		if _, ok := g.Kind.(*spec.String); ok {
			return at().Op("==").Lit(""), keyString(at())
		}
		value, zero := at(), at().Op("==").Lit(0)
		if !g.Required {
			value, zero = at().Dot("Value"), jen.Op("!").Add(at().Dot("Set"))
		}
		end := func(appended jen.Code) jen.Code { return jen.Append(appended, jen.Lit(0)) }
		switch g.Kind.(type) {
		case *spec.Int, *spec.UnixTime:
			return zero, end(jen.Qual("strconv", "AppendInt").Call(jen.Id("dst"), value, jen.Lit(10)))
		case *spec.Float:
			return zero, end(jen.Id("appendFloat").Call(jen.Id("dst"), value))
		case *spec.Bool:
			if g.Required {
				zero = jen.Op("!").Add(at())
			}
			return zero, end(jen.Qual("strconv", "AppendBool").Call(jen.Id("dst"), value))
		}
	}
	return nil, nil
}
