package generator

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/spec"
)

// messages emits the types that hold what the platform sends, and what answers them.
func messages(p *goPackage, f *file) {
	in := p.inbound
	if in == nil {
		return
	}
	methods := []jen.Code{
		jen.Comment("// Header returns what every message opens with."),
		jen.Id("Header").Params().Op("*").Id("MessageHeader"),
		jen.Line(),
	}
	if p.serves() {
		methods = append(methods, jen.Id("route").Params(jen.Op("*").Id("Mux")).Id("HandlerFunc"), jen.Id("deliverable"))
	} else {
		methods = append(methods, jen.Id("isMessage").Params())
	}
	f.add(doc("Message is what "+platformName(p)+" sends: a message of a user, or an event. No other type implements it than those of this package."),
		jen.Type().Id("Message").Interface(methods...))
	messageHeader(p, f)
	start := "Its methods start the replies."
	if p.exchanges() {
		start = "Its methods start the replies, with the addresses of the message exchanged."
	}
	if p.answers() {
		f.add(doc("AnswerableMessage is the part of a message that a passive reply can answer. "+start),
			jen.Type().Id("AnswerableMessage").Struct(jen.Id("MessageHeader")))
	}
	for _, r := range p.replies {
		f.add(doc("Reply"+r.base+" starts "+withArticle(r.name)+" to the message, as "+r.constructor()+" does."), answer(p, r))
	}
	f.add(doc("UnknownMessage is a message or event of a type that this package does not know, as a platform may add one at any time, or a document that cannot be read."),
		jen.Type().Id("UnknownMessage").Struct(
			jen.Id(p.embedded(true)),
			jen.Comment("// Raw is the message's XML, as it was sent."),
			jen.Id("Raw").Index().Byte(),
			jen.Comment("// Err is why Raw could not be read, a *SyntaxError with the place; nil for a message of an unknown type."),
			jen.Id("Err").Error(),
		))
	isMessages := []jen.Code{isMessage("UnknownMessage")}
	for _, m := range in.messages {
		messageStruct(p, m, f)
		isMessages = append(isMessages, isMessage(m.name))
	}
	if !p.serves() { // else they have a route
		f.addTogether(isMessages)
	}
	for _, t := range in.types {
		f.add(t.doc, structType(p, t))
	}
	for _, u := range in.unions {
		inboundUnionType(u, f)
	}
}

// messageHeader emits
//
//	type MessageHeader struct {
//		ToUserName AccountID
//		…
//		MsgType MsgType
//		Event   string
//		Receipt
//	}
func messageHeader(p *goPackage, f *file) {
	var fields []jen.Code
	add := func(name string, typ jen.Code, lines ...string) {
		for _, line := range lines {
			fields = append(fields, jen.Comment(line))
		}
		fields = append(fields, jen.Id(name).Add(typ))
	}
	for _, g := range p.inbound.header.fields {
		if _, ok := g.Kind.(*spec.MsgType); ok {
			add("MsgType", jen.Id("MsgType"), "// MsgType: the type of the message, as the wire spells it.")
		}
		if g.goName == "" {
			continue
		}
		add(g.goName, fieldType(p, g), headerFieldDoc(p, g)...)
	}
	if len(p.spec.Events) > 0 {
		add("Event", jen.String(), "// Event: the name of the event, as the wire spells it; empty for a message.")
	}
	fields = append(fields, jen.Id("Receipt"))
	f.add(doc("MessageHeader is what every message opens with."), jen.Type().Id("MessageHeader").Struct(fields...))
	f.add(doc("Header returns h."), jen.Func().Params(jen.Id("h").Op("*").Id("MessageHeader")).Id("Header").Params().Op("*").Id("MessageHeader").Block(jen.Return(jen.Id("h"))))
}

// isMessage emits what route does, for a package without a Mux.
func isMessage(name string) jen.Code {
	return jen.Func().Params(jen.Op("*").Id(name)).Id("isMessage").Params().Block()
}

// headerFieldDoc is fieldDoc, but for addresses, whose text in the spec is told from the view of a reply.
func headerFieldDoc(p *goPackage, g *goField) []string {
	switch slices.Index(p.spec.Inbound.Addresses, g.Name) {
	case 0:
		return doc(fieldLabel(g) + " whom the message was sent to.")
	case 1:
		return doc(fieldLabel(g) + " who sent the message.")
	}
	return inboundFieldDoc(g)
}

// inboundFieldDoc is fieldDoc without rules: the platform keeps them, not the program that reads.
func inboundFieldDoc(g *goField) []string {
	text := fieldLabel(g)
	if said := sentence(g.Doc); said != "" {
		text += " " + said
	}
	if _, ok := g.Kind.(*spec.UnixTime); ok {
		text += " In seconds since 1970."
	}
	if !g.AlwaysWritten() {
		text += " Optional."
	}
	if text == fieldLabel(g) {
		text += " the element of that name."
	}
	return doc(text, reference(g.Ref))
}

// messageStruct emits
//
//	type TextMessage struct {
//		AnswerableMessage
//		Content string
//		…
//	}
func messageStruct(p *goPackage, m *goMessage, f *file) {
	fields := append([]jen.Code{jen.Id(p.embedded(m.accepts))}, structFields(p, m.fields, inboundFieldDoc)...)
	f.add(m.doc, jen.Type().Id(m.name).Struct(fields...))
}

// inboundUnionType is unionType for what is only read.
func inboundUnionType(u *goUnion, f *file) {
	f.add(u.doc, jen.Type().Id(u.name).Interface(jen.Id("is"+u.name).Params()))
	var forms []jen.Code
	for _, c := range u.cases {
		forms = append(forms, jen.Func().Params(jen.Op("*").Id(c.name)).Id("is"+u.name).Params().Block())
	}
	f.addTogether(forms)
}

// answer emits
//
//	func (m *AnswerableMessage) ReplyText(content string) TextReplyBuilder {
//		return NewTextReply(m.FromUserName, m.ToUserName, content)
//	}
//
// A reply with a list that is limited by the message's type is told that type.
func answer(p *goPackage, r *goReply) jen.Code {
	var params, args []jen.Code
	taken := map[string]bool{"m": true}
	for _, v := range r.params {
		taken[v.param] = true
	}
	for _, v := range r.params {
		if from := p.address(v); from != nil {
			args = append(args, from)
			continue
		}
		k, isList := v.Kind.(*spec.List)
		name := v.param
		if name == "m" {
			name = parameter(v.goName, taken)
		}
		if !isList {
			params = append(params, jen.Id(name).Add(fieldType(p, v.goField)))
			args = append(args, jen.Id(name))
			continue
		}
		item := itemType(p, v.goField, k)
		more, rest := jen.Id(v.more).Index().Add(item), jen.Id(v.more)
		if v.variadic {
			more, rest = jen.Id(v.more).Op("...").Add(item), jen.Id(v.more).Op("...")
		}
		params = append(params, jen.Id(name).Add(item), more)
		args = append(args, jen.Id(name), rest)
	}
	call := jen.Id(r.constructor()).Call(args...)
	for _, v := range r.setters {
		if from := p.address(v); from != nil {
			call = call.Dot(v.method).Call(from)
		}
	}
	if len(replyingTo(r)) > 0 {
		call = call.Dot("ReplyingTo").Call(jen.Id("m").Dot("MsgType"))
	}
	return jen.Func().Params(jen.Id("m").Op("*").Id("AnswerableMessage")).Id("Reply" + r.base).Params(params...).Id(r.builder()).Block(jen.Return(call))
}
