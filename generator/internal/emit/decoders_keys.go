package emit

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
	"github.com/replygen/replygen/spec"
)

// idempotencyKeys emits the idempotency keys of messages, and what else the handler asks of one. What has no key of its own,
// an event for one, has its XML: that is the handler's affair.
func idempotencyKeys(p *gomodel.Package, f *gofile.File) {
	if !p.Serves() {
		return
	}
	var keys []jen.Code
	byID := false
	for _, m := range p.Inbound.Messages {
		switch id := textID(p, m); {
		case len(m.Dedupe) > 0:
			keys = append(keys, keyMethod(m.Name, statedKey(p, m, m.Dedupe)...))
		case id != nil:
			byID = true
			keys = append(keys, keyMethod(m.Name, jen.Return(jen.Id("m").Dot("appendIDKey").Call(jen.Id("dst"), id))))
		case m.ID != nil:
			keys = append(keys, keyMethod(m.Name, statedKey(p, m, []spec.ElementPath{{m.ID}})...))
		}
	}
	f.Add(gofile.Doc("appendDedupeKey appends nothing: the XML of the message is its key."), keyMethod("MessageHeader", jen.Return(jen.Id("dst"))))
	if len(keys) > 0 {
		f.Add(gofile.Doc("appendSender appends whom a message is from, whom it is to, and its type."), appendSender(p))
	}
	if byID {
		f.Add(gofile.Doc("appendIDKey appends the key of a message that has an id, and nothing where it is empty."), appendIDKey())
	}
	for _, k := range keys {
		f.Add(nil, k)
	}
	takes := []jen.Code{takesReply("MessageHeader", jen.False())}
	if p.Answers() {
		takes = append(takes, takesReply("AnswerableMessage", jen.True()))
	}
	f.AddTogether(append(takes, sentAt(p), readError("MessageHeader", jen.Nil()), readError("UnknownMessage", jen.Id("m").Dot("Err"))))
}

// keyMethod emits appendDedupeKey. That of a message with an id is
//
//	func (m *TextMessage) appendDedupeKey(dst []byte) []byte {
//		return m.appendIDKey(dst, m.MsgID)
//	}
func keyMethod(receiver string, body ...jen.Code) jen.Code {
	m := jen.Id("m").Op("*").Id(receiver)
	if receiver == "MessageHeader" {
		m = jen.Op("*").Id(receiver)
	}
	return jen.Func().Params(m).Id("appendDedupeKey").Params(jen.Id("dst").Index().Byte()).Index().Byte().Block(body...)
}

func takesReply(receiver string, value jen.Code) jen.Code {
	return jen.Func().Params(jen.Op("*").Id(receiver)).Id("takesReply").Params().Bool().Add(gofile.OneLineBody(jen.Return(value)))
}

// sentAt emits the method that returns the header's first time, 0 where it has none.
func sentAt(p *gomodel.Package) jen.Code {
	receiver, value := jen.Op("*").Id("MessageHeader"), jen.Lit(0)
	for _, g := range p.Inbound.Header.Fields {
		if _, ok := g.Kind.(*spec.UnixTime); ok && g.GoName != "" {
			receiver, value = jen.Id("h").Op("*").Id("MessageHeader"), jen.Id("h").Dot(g.GoName)
			if !g.Required {
				value = value.Dot("Value")
			}
			break
		}
	}
	return jen.Func().Params(receiver).Id("sentAt").Params().Int64().Add(gofile.OneLineBody(jen.Return(value)))
}

func readError(of string, value jen.Code) jen.Code {
	receiver := jen.Op("*").Id(of)
	if of == "UnknownMessage" {
		receiver = jen.Id("m").Op("*").Id(of)
	}
	return jen.Func().Params(receiver).Id("readError").Params().Error().Add(gofile.OneLineBody(jen.Return(value)))
}

// appendSender emits
//
//	func (h *MessageHeader) appendSender(dst []byte) []byte {
//		dst = appendKeyPart(dst, string(h.FromUserName))
//		dst = appendKeyPart(dst, string(h.ToUserName))
//		return appendKeyPart(dst, string(h.MsgType))
//	}
func appendSender(p *gomodel.Package) jen.Code {
	var body []jen.Code
	for i := len(p.Spec.Inbound.Addresses) - 1; i >= 0; i-- {
		for _, g := range p.Inbound.Header.Fields {
			if g.Name == p.Spec.Inbound.Addresses[i] {
				body = append(body, keyPart(keyValue(g, jen.Id("h").Dot(g.GoName))))
			}
		}
	}
	body = append(body, jen.Return(keyText(jen.String().Parens(jen.Id("h").Dot("MsgType")))))
	return jen.Func().Params(jen.Id("h").Op("*").Id("MessageHeader")).Id("appendSender").
		Params(jen.Id("dst").Index().Byte()).Index().Byte().Block(body...)
}

// appendIDKey emits
//
//	func (h *MessageHeader) appendIDKey(dst []byte, id string) []byte {
//		if id == "" {
//			return dst
//		}
//		return appendKeyPart(h.appendSender(dst), id)
//	}
func appendIDKey() jen.Code {
	return jen.Func().Params(jen.Id("h").Op("*").Id("MessageHeader")).Id("appendIDKey").
		Params(jen.Id("dst").Index().Byte(), jen.Id("id").String()).Index().Byte().Block(
		jen.If(jen.Id("id").Op("==").Lit("")).Block(jen.Return(jen.Id("dst"))),
		jen.Return(jen.Id("appendKeyPart").Call(jen.Id("h").Dot("appendSender").Call(jen.Id("dst")), jen.Id("id"))),
	)
}

// statedKey emits the body of a key of stated elements:
//
//	if m.CreateTime == 0 && m.BatchJob.JobID == "" {
//		return dst
//	}
//	dst = m.appendSender(dst)
//	dst = appendKeyPart(dst, m.Event)
//	dst = append(strconv.AppendInt(dst, m.CreateTime, 10), 0)
//	dst = appendKeyPart(dst, m.BatchJob.JobID)
//	return dst
func statedKey(p *gomodel.Package, m *gomodel.Message, paths []spec.ElementPath) []jen.Code {
	var absent *jen.Statement
	var parts []jen.Code
	if m.Event != "" {
		parts = append(parts, keyPart(keyText(jen.Id("m").Dot("Event"))))
	}
	for _, path := range paths {
		g, in := fieldAt(p, m, path)
		parts = append(parts, keyPart(keyValue(g, in.Dot(g.GoName)())))
		missing := gomodel.IsAbsent(nil, g, in)()
		if absent == nil {
			absent = missing
		} else {
			absent.Op("&&").Add(missing)
		}
	}
	return slices.Concat(
		[]jen.Code{jen.If(absent).Block(jen.Return(jen.Id("dst"))), keyPart(jen.Id("m").Dot("appendSender").Call(jen.Id("dst")))},
		parts, []jen.Code{jen.Return(jen.Id("dst"))},
	)
}

// textID is a message's id where that is a text, else nil.
func textID(p *gomodel.Package, m *gomodel.Message) jen.Code {
	if m.ID == nil {
		return nil
	}
	if k, ok := m.ID.Kind.(*spec.String); ok {
		g, in := fieldAt(p, m, spec.ElementPath{m.ID})
		return asString(k, in.Dot(g.GoName)())
	}
	return nil
}

// fieldAt returns the field that a path leads to, and the struct that holds it in the message m.
func fieldAt(p *gomodel.Package, m *gomodel.Message, path spec.ElementPath) (g *gomodel.Field, in gofile.Expr) {
	fields, in := slices.Concat(m.Fields, p.Inbound.Header.Fields), gofile.Variable("m")
	for i, f := range path {
		if i > 0 {
			fields, in = g.Object.Fields, in.Dot(g.GoName)
		}
		g = fields[slices.IndexFunc(fields, func(g *gomodel.Field) bool { return g.Name == f.Name })]
	}
	return g, in
}

func keyPart(value jen.Code) jen.Code { return jen.Id("dst").Op("=").Add(value) }

func keyText(text jen.Code) jen.Code { return jen.Id("appendKeyPart").Call(jen.Id("dst"), text) }

func asString(k *spec.String, at *jen.Statement) jen.Code {
	if k.Scalar == nil {
		return at
	}
	return jen.String().Parens(at)
}

// keyValue emits what appends a value to a key.
func keyValue(g *gomodel.Field, at *jen.Statement) jen.Code {
	if k, ok := g.Kind.(*spec.String); ok {
		return keyText(asString(k, at))
	}
	if !g.Required {
		at = at.Dot("Value")
	}
	var appended *jen.Statement
	switch g.Kind.(type) {
	case *spec.Float:
		appended = jen.Id("appendFloat").Call(jen.Id("dst"), at)
	case *spec.Bool:
		appended = jen.Qual("strconv", "AppendBool").Call(jen.Id("dst"), at)
	default:
		appended = jen.Qual("strconv", "AppendInt").Call(jen.Id("dst"), at, jen.Lit(10))
	}
	return jen.Append(appended, jen.Lit(0))
}
