package emit

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
	"github.com/replygen/replygen/spec"
)

// Messages emits the types that hold what the platform sends, and what answers them.
func Messages(p *gomodel.Package, f *gofile.File) {
	in := p.Inbound
	if in == nil {
		return
	}
	methods := "isMessage()"
	if p.Serves() {
		methods = "route(*Mux) HandlerFunc\ndeliverable"
	}
	f.Add(gofile.Doc("Message is what "+gomodel.PlatformName(p)+" sends: a message of a user, or an event. No other type implements it than those of this package."),
		gofile.Code("type Message interface {\n// Header returns what every message opens with.\nHeader() *MessageHeader\n\n%s\n}", methods))
	messageHeader(p, f)
	start := "Its methods start the replies."
	if p.Exchanges() {
		start = "Its methods start the replies, with the addresses of the message exchanged."
	}
	unknown := "MessageHeader"
	if p.Answers() {
		unknown = "AnswerableMessage"
		f.Add(gofile.Doc("AnswerableMessage is the part of a message that a passive reply can answer. "+start),
			gofile.Code("type AnswerableMessage struct {\nMessageHeader\n}"))
	}
	for _, r := range p.Replies {
		f.Add(gofile.Doc("Reply"+r.Base+" starts "+gofile.WithArticle(r.Name)+" to the message, as "+r.Constructor()+
			" does."), answer(p, r))
	}
	f.Add(gofile.Doc("UnknownMessage is a message or event of a type that this package does not know, as a platform may add one at any time, or a document that cannot be read."),
		gofile.Code(`type UnknownMessage struct {
%s
// Raw is the message's XML, as it was sent.
Raw []byte
// Err is why Raw could not be read, a *SyntaxError with the place; nil for a message of an unknown type.
Err error
}`, unknown))
	isMessages := []jen.Code{isMessage("UnknownMessage")}
	for _, m := range in.Messages {
		messageStruct(p, m, f)
		isMessages = append(isMessages, isMessage(m.Name))
	}
	if !p.Serves() { // else they have a route
		f.AddTogether(isMessages)
	}
	for _, t := range in.Types {
		f.Add(t.Doc, jen.Type().Id(t.Name).Struct(gomodel.StructFields(p, t.Fields, inboundFieldDoc)...))
	}
	for _, u := range in.Unions {
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
func messageHeader(p *gomodel.Package, f *gofile.File) {
	var fields []jen.Code
	add := func(name string, typ gofile.Expr, lines ...string) {
		for _, line := range lines {
			fields = append(fields, jen.Comment(line))
		}
		fields = append(fields, jen.Id(name).Add(typ.Code()))
	}
	for _, g := range p.Inbound.Header.Fields {
		if _, ok := g.Kind.(*spec.MsgType); ok {
			add("MsgType", "MsgType", "// MsgType: the type of the message, as the wire spells it.")
		}
		if g.GoName == "" {
			continue
		}
		add(g.GoName, gomodel.FieldType(p, g), headerFieldDoc(p, g)...)
	}
	if len(p.Spec.Events) > 0 {
		add("Event", "string", "// Event: the name of the event, as the wire spells it; empty for a message.")
	}
	fields = append(fields, jen.Id("Receipt"))
	f.Add(gofile.Doc("MessageHeader is what every message opens with."),
		jen.Type().Id("MessageHeader").Struct(fields...))
	f.Add(gofile.Doc("Header returns h."),
		gofile.Code("func (h *MessageHeader) Header() *MessageHeader {\nreturn h\n}"))
}

// isMessage emits what route does, for a package without a Mux.
func isMessage(name string) jen.Code {
	return gofile.Code("func (*%s) isMessage() {}", name)
}

// headerFieldDoc documents a field of the header. The spec describes addresses from the view of a reply, so theirs differ.
func headerFieldDoc(p *gomodel.Package, g *gomodel.Field) []string {
	switch slices.Index(p.Spec.Inbound.Addresses, g.Name) {
	case 0:
		return gofile.Doc(gomodel.FieldLabel(g) + " whom the message was sent to.")
	case 1:
		return gofile.Doc(gomodel.FieldLabel(g) + " who sent the message.")
	}
	return inboundFieldDoc(g)
}

// inboundFieldDoc is fieldDoc without rules: the platform keeps them, not the program that reads.
func inboundFieldDoc(g *gomodel.Field) []string {
	text := gomodel.FieldLabel(g)
	if said := gofile.Sentence(g.Doc); said != "" {
		text += " " + said
	}
	if _, ok := g.Kind.(*spec.UnixTime); ok {
		text += " In seconds since 1970."
	}
	if !g.AlwaysWritten() {
		text += " Optional."
	}
	if text == gomodel.FieldLabel(g) {
		text += " the element of that name."
	}
	return gofile.Doc(text, gofile.See(g.Ref))
}

// messageStruct emits
//
//	type TextMessage struct {
//		AnswerableMessage
//		Content string
//		…
//	}
func messageStruct(p *gomodel.Package, m *gomodel.Message, f *gofile.File) {
	fields := append([]jen.Code{jen.Id(m.Embedded())}, gomodel.StructFields(p, m.Fields, inboundFieldDoc)...)
	f.Add(m.Doc, jen.Type().Id(m.Name).Struct(fields...))
}

// inboundUnionType is unionType for what is only read.
func inboundUnionType(u *gomodel.Union, f *gofile.File) {
	f.Add(u.Doc, gofile.Code("type %[1]s interface {\nis%[1]s()\n}", u.Name))
	var forms []jen.Code
	for _, c := range u.Cases {
		forms = append(forms, gofile.Code("func (*%s) is%s() {}", c.Name, u.Name))
	}
	f.AddTogether(forms)
}

// answer emits
//
//	func (m *AnswerableMessage) ReplyText(content string) TextReplyBuilder {
//		return NewTextReply(m.FromUserName, m.ToUserName, content)
//	}
//
// The builder of a reply with a list that is limited by the message's type gets that type.
func answer(p *gomodel.Package, r *gomodel.Reply) jen.Code {
	var params, args []jen.Code
	taken := map[string]bool{"m": true}
	for _, v := range r.Params {
		taken[v.Param] = true
	}
	for _, v := range r.Params {
		if from := p.Address(v); from != nil {
			args = append(args, from)
			continue
		}
		name := v.Param
		if name == "m" {
			name = gomodel.ParameterName(v.GoName, taken)
		}
		args = append(args, jen.Id(name))
		k, isList := v.Kind.(*spec.List)
		if !isList {
			params = append(params, gofile.Code("%s %s", name, gomodel.FieldType(p, v.Field)))
			continue
		}
		item, more, rest := gomodel.ItemType(p, v.Field, k), "[]", ""
		if v.Variadic {
			more, rest = "...", "..."
		}
		params = append(params, gofile.Code("%s %s, %s %s%s", name, item, v.More, more, item))
		args = append(args, gofile.Code("%s%s", v.More, rest))
	}
	call := gofile.Code("%s(%s)", r.Constructor(), gofile.Joined(",", args))
	for _, v := range r.Setters {
		if from := p.Address(v); from != nil {
			call = gofile.Code("%s.%s(%s)", call, v.Method, from)
		}
	}
	if len(gomodel.ReplyingTo(r)) > 0 {
		call = gofile.Code("%s.ReplyingTo(m.MsgType)", call)
	}
	return gofile.Code("func (m *AnswerableMessage) Reply%s(%s) %s {\nreturn %s\n}", r.Base, gofile.Joined(",", params),
		r.Builder(), call)
}
