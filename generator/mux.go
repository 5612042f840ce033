package generator

import (
	"github.com/dave/jennifer/jen"
)

// mux emits the type that routes messages by their type.
func mux(p *goPackage, f *file) {
	if !p.serves() {
		return
	}
	messages := p.inbound.messages
	var fields, cases []jen.Code
	for _, m := range messages {
		on := jen.Id("mux").Dot(m.field())
		fields = append(fields, jen.Id(m.field()).Add(muxFunc(m.name)))
		cases = append(cases, jen.Case(jen.Op("*").Id(m.name)).Block(
			jen.If(on.Clone().Op("!=").Nil()).Block(jen.Return(on.Clone().Call(jen.Id("ctx"), jen.Id("m"))))))
	}
	other := jen.Func().Params(jen.Qual("context", "Context"), jen.Id("Message")).Add(replyResults())
	fields = append(fields, jen.Id("other").Add(other))
	f.add(doc("Mux is a MessageHandler that routes messages by their type. The zero value is ready; all routes must be set before it serves."),
		jen.Type().Id("Mux").Struct(fields...))
	for _, m := range messages {
		f.add(doc(m.on+" sets the function for every *"+m.name+"."),
			jen.Func().Params(jen.Id("mux").Op("*").Id("Mux")).Id(m.on).Params(jen.Id("f").Add(muxFunc(m.name))).Block(jen.Id("mux").Dot(m.field()).Op("=").Id("f")))
	}
	f.add(doc("OnOther sets the function for messages that have none of their own, an *UnknownMessage among them. Without it, they are acked."),
		jen.Func().Params(jen.Id("mux").Op("*").Id("Mux")).Id("OnOther").Params(jen.Id("f").Add(other.Clone())).Block(jen.Id("mux").Dot("other").Op("=").Id("f")))
	f.add(doc("HandleMessage calls the function for the type of the message."),
		handleMessage(jen.Func().Params(jen.Id("mux").Op("*").Id("Mux"))).Block(
			jen.Switch(jen.Id("m").Op(":=").Id("m").Assert(jen.Type())).Block(cases...),
			jen.If(jen.Id("mux").Dot("other").Op("!=").Nil()).Block(jen.Return(jen.Id("mux").Dot("other").Call(jen.Id("ctx"), jen.Id("m")))),
			jen.Return(jen.Nil(), jen.Nil()),
		))
}

// field is the mux's field for a message's function.
func (m *goMessage) field() string { return "on" + m.on[len("On"):] }

func muxFunc(message string) jen.Code {
	return jen.Func().Params(jen.Qual("context", "Context"), jen.Op("*").Id(message)).Add(replyResults())
}
