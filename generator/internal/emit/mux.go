package emit

import (
	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
)

// Mux emits the type that routes messages by their type.
//
//	type Mux struct {
//		onText HandlerFunc
//		…
//		other  HandlerFunc
//	}
//
//	func (mux *Mux) OnText(f MessageFunc[*TextMessage]) { mux.onText = routed(f) }
//
//	func (*TextMessage) route(mux *Mux) HandlerFunc { return mux.onText }
func Mux(p *gomodel.Package, f *gofile.File) {
	if !p.Serves() {
		return
	}
	messages := p.Inbound.Messages
	var fields []string
	// The header has no route, so that embedding it makes no message of another type.
	routes := []string{"func (*UnknownMessage) route(*Mux) HandlerFunc {return nil}"}
	for _, m := range messages {
		fields = append(fields, gofile.Code("%s HandlerFunc", muxField(m)))
		routes = append(routes,
			gofile.Code("func (*%s) route(mux *Mux) HandlerFunc {return mux.%s}", m.Name, muxField(m)))
	}
	f.Add(gofile.Doc("Mux is a MessageHandler that routes messages by their type. The zero value is ready; all routes must be set before it serves."),
		gofile.Code("type Mux struct {\n%s\nother HandlerFunc\n}", fields))
	for _, m := range messages {
		f.Add(gofile.Doc(m.On+" sets the function for every *"+m.Name+"."),
			gofile.Code("func (mux *Mux) %s(f MessageFunc[*%s]) {mux.%s = routed(f)}", m.On, m.Name, muxField(m)))
	}
	f.Add(gofile.Doc("OnOther sets the function for messages that have none of their own, an *UnknownMessage among them. Without it, they are acked."),
		"func (mux *Mux) OnOther(f HandlerFunc) {mux.other = f}")
	acked := "nil, nil"
	if !p.Answers() {
		acked = "nil"
	}
	f.Add(gofile.Doc("HandleMessage calls the function for the type of the message."), gofile.Code(
		`func (mux *Mux) HandleMessage(ctx context.Context, m Message) %s {
	on := m.route(mux)
	if on == nil {
		on = mux.other
	}
	if on == nil {
		return %s
	}
	return on(ctx, m)
}`, p.HandlerResults(), acked))
	f.Add(nil, routes...)
	if len(messages) > 0 {
		f.Add(gofile.Doc("MessageFunc is a function for messages of one type."),
			gofile.Code("type MessageFunc[M Message] func(ctx context.Context, m M) %s", p.HandlerResults()))
		f.Add(gofile.Doc("routed is f for a message that is an M, nil for no f."), gofile.Code(
			`func routed[M Message](f MessageFunc[M]) HandlerFunc {
	if f == nil {
		return nil
	}
	return func(ctx context.Context, m Message) %s {return f(ctx, m.(M))}
}`, p.HandlerResults()))
	}
}

// muxField is the mux's field for a message's function.
func muxField(m *gomodel.Message) string { return "on" + m.On[len("On"):] }
