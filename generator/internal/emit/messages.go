package emit

import (
	"slices"
	"strings"

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
			"type AnswerableMessage struct {\nMessageHeader\n}")
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
	isMessages := []string{"func (*UnknownMessage) isMessage() {}"}
	for _, m := range in.Messages {
		embedded := "MessageHeader"
		if m.Accepts {
			embedded = "AnswerableMessage"
		}
		f.Add(m.Doc, inboundStruct(p, &m.Type, embedded))
		isMessages = append(isMessages, "func (*"+m.Name+") isMessage() {}")
	}
	if !p.Serves() { // else they have a route
		f.Add(nil, isMessages...)
	}
	for _, t := range in.Types {
		f.Add(t.Doc, inboundStruct(p, t))
	}
	for _, u := range in.Unions {
		f.Add(u.Doc, gofile.Code("type %[1]s interface {\nis%[1]s()\n}", u.Name))
		var forms []string
		for _, c := range u.Cases {
			forms = append(forms, gofile.Code("func (*%s) is%s() {}", c.Name, u.Name))
		}
		f.Add(nil, forms...)
	}
}

// inboundStruct emits
//
//	type TextMessage struct {
//		AnswerableMessage
//		Content string
//		…
//	}
func inboundStruct(p *gomodel.Package, t *gomodel.Type, embedded ...string) string {
	return gofile.Struct(t.Name, append(embedded, gomodel.StructFields(p, t.Fields, inboundFieldDoc)...))
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
	var fields []string
	for _, g := range p.Inbound.Header.Fields {
		if _, ok := g.Kind.(*spec.MsgType); ok {
			fields = append(fields, "// MsgType: the type of the message, as the wire spells it.\nMsgType MsgType")
		}
		doc := inboundFieldDoc
		if i := slices.Index(p.Spec.Inbound.Addresses, g.Name); i >= 0 { // which the spec describes in a reply
			who := []string{" whom the message was sent to.", " who sent the message."}[i]
			doc = func(g *gomodel.Field) []string { return gofile.Doc(gomodel.FieldLabel(g) + who) }
		}
		fields = append(fields, gomodel.StructFields(p, []*gomodel.Field{g}, doc)...)
	}
	if len(p.Spec.Events) > 0 {
		fields = append(fields, "// Event: the name of the event, as the wire spells it; empty for a message.\nEvent string")
	}
	f.Add(gofile.Doc("MessageHeader is what every message opens with."),
		gofile.Struct("MessageHeader", append(fields, "Receipt")))
	f.Add(gofile.Doc("Header returns h."), "func (h *MessageHeader) Header() *MessageHeader {\nreturn h\n}")
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

// answer emits
//
//	func (m *AnswerableMessage) ReplyText(content string) TextReplyBuilder {
//		return NewTextReply(m.FromUserName, m.ToUserName, content)
//	}
//
// The builder of a reply with a list that is limited by the message's type gets that type.
func answer(p *gomodel.Package, r *gomodel.Reply) string {
	var params, args []string
	taken := map[string]bool{"m": true}
	for _, v := range r.Params {
		taken[v.Param] = true
	}
	for _, v := range r.Params {
		if from := p.Address(v); from != "" {
			args = append(args, from)
			continue
		}
		name := v.Param
		if name == "m" {
			name = gomodel.ParameterName(v.GoName, taken)
		}
		params = append(params, v.Parameters(p, name))
		args = append(args, name)
		if v.Variadic {
			args = append(args, v.More+"...")
		} else if v.More != "" {
			args = append(args, v.More)
		}
	}
	call := r.Constructor() + "(" + strings.Join(args, ", ") + ")"
	for _, v := range r.Setters {
		if from := p.Address(v); from != "" {
			call += "." + v.Method + "(" + from + ")"
		}
	}
	if len(gomodel.ReplyingTo(r)) > 0 {
		call += ".ReplyingTo(m.MsgType)"
	}
	return gofile.Code("func (m *AnswerableMessage) Reply%s(%s) %s {\nreturn %s\n}", r.Base, strings.Join(params, ", "),
		r.Builder(), call)
}
