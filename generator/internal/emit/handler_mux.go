package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
)

// mux emits the type that routes messages by their type.
//
//	type Mux struct {
//		onText HandlerFunc
//		…
//		other  HandlerFunc
//	}
//
//	func (mux *Mux) OnText(f MessageFunc[*TextMessage]) { mux.onText = routed(f) }
//
//	func (mux *Mux) HandleMessage(ctx context.Context, m Message) (Reply, error) {
//		on := m.route(mux)
//		if on == nil {
//			on = mux.other
//		}
//		if on == nil {
//			return nil, nil
//		}
//		return on(ctx, m)
//	}
//
//	func (*UnknownMessage) route(*Mux) HandlerFunc { return nil }
//	func (*TextMessage) route(mux *Mux) HandlerFunc { return mux.onText }
func Mux(p *gomodel.Package, f *gofile.File) {
	if !p.Serves() {
		return
	}
	messages := p.Inbound.Messages
	var fields []jen.Code
	routes := []jen.Code{route("UnknownMessage", jen.Nil())}
	for _, m := range messages {
		fields = append(fields, jen.Id(muxField(m)).Id("HandlerFunc"))
		routes = append(routes, route(m.Name, jen.Id("mux").Dot(muxField(m))))
	}
	other := jen.Id("mux").Dot("other")
	f.Add(gofile.Doc("Mux is a MessageHandler that routes messages by their type. The zero value is ready; all routes must be set before it serves."),
		jen.Type().Id("Mux").Struct(append(fields, jen.Id("other").Id("HandlerFunc"))...))
	for _, m := range messages {
		f.Add(gofile.Doc(m.On+" sets the function for every *"+m.Name+"."), muxMethod(m.On).Params(jen.Id("f").Id("MessageFunc").Types(jen.Op("*").Id(m.Name))).Add(
			gofile.OneLineBody(jen.Id("mux").Dot(muxField(m)).Op("=").Id("routed").Call(jen.Id("f")))))
	}
	f.Add(gofile.Doc("OnOther sets the function for messages that have none of their own, an *UnknownMessage among them. Without it, they are acked."),
		muxMethod("OnOther").Params(jen.Id("f").Id("HandlerFunc")).Add(gofile.OneLineBody(other.Clone().Op("=").Id("f"))))
	none, acked := jen.Id("on").Op("==").Nil(), []jen.Code{jen.Nil(), jen.Nil()}
	if !p.Answers() {
		acked = acked[1:]
	}
	f.Add(gofile.Doc("HandleMessage calls the function for the type of the message."),
		handleMessage(p, jen.Func().Params(jen.Id("mux").Op("*").Id("Mux"))).Block(
			jen.Id("on").Op(":=").Id("m").Dot("route").Call(jen.Id("mux")),
			jen.If(none.Clone()).Block(jen.Id("on").Op("=").Add(other)),
			jen.If(none).Block(jen.Return(acked...)),
			jen.Return(jen.Id("on").Call(jen.Id("ctx"), jen.Id("m"))),
		))
	f.AddTogether(routes)
	if len(messages) > 0 {
		f.Add(gofile.Doc("MessageFunc is a function for messages of one type."),
			jen.Type().Id("MessageFunc").Types(jen.Id("M").Id("Message")).Func().Params(contextParam(), jen.Id("m").Id("M")).Add(replyResults(p)))
		f.Add(gofile.Doc("routed is f for a message that is an M, nil for no f."), routed(p))
	}
}

// route emits the method that only this package's messages have. The header has none, so that embedding it makes no
// message of another type.
func route(message string, on jen.Code) jen.Code {
	param := jen.Id("mux").Op("*").Id("Mux")
	if message == "UnknownMessage" {
		param = jen.Op("*").Id("Mux")
	}
	return jen.Func().Params(jen.Op("*").Id(message)).Id("route").Params(param).Id("HandlerFunc").Add(gofile.OneLineBody(jen.Return(on)))
}

// routed emits
//
//	func routed[M Message](f MessageFunc[M]) HandlerFunc {
//		if f == nil {
//			return nil
//		}
//		return func(ctx context.Context, m Message) (Reply, error) { return f(ctx, m.(M)) }
//	}
func routed(p *gomodel.Package) jen.Code {
	return jen.Func().Id("routed").Types(jen.Id("M").Id("Message")).Params(jen.Id("f").Id("MessageFunc").Types(jen.Id("M"))).Id("HandlerFunc").Block(
		jen.If(jen.Id("f").Op("==").Nil()).Block(jen.Return(jen.Nil())),
		jen.Return(jen.Func().Params(contextParam(), jen.Id("m").Id("Message")).Add(replyResults(p)).Add(
			gofile.OneLineBody(jen.Return(jen.Id("f").Call(jen.Id("ctx"), jen.Id("m").Assert(jen.Id("M"))))))),
	)
}

// muxField is the mux's field for a message's function.
func muxField(m *gomodel.Message) string { return "on" + m.On[len("On"):] }

func muxMethod(name string) *jen.Statement {
	return jen.Func().Params(jen.Id("mux").Op("*").Id("Mux")).Id(name)
}
