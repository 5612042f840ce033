package emit

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
	"github.com/replygen/replygen/spec"
)

// idempotencyKeys emits the idempotency keys of messages, and the other methods that the handler calls. A message without
// a key of its own, an event for one, is recognised by its XML.
func idempotencyKeys(p *gomodel.Package, f *gofile.File) {
	if !p.Serves() {
		return
	}
	var keys []jen.Code
	byID := false
	for _, m := range p.Inbound.Messages {
		var body jen.Code
		switch id := textID(p, m); {
		case len(m.Dedupe) > 0:
			body = statedKey(p, m, m.Dedupe)
		case id != nil:
			byID = true
			body = gofile.Code("return m.appendIDKey(dst, %s)", id)
		case m.ID != nil:
			body = statedKey(p, m, []spec.ElementPath{{m.ID}})
		default:
			continue
		}
		keys = append(keys, gofile.Code("func (m *%s) appendDedupeKey(dst []byte) []byte {\n%s\n}", m.Name, body))
	}
	f.Add(gofile.Doc("appendDedupeKey appends nothing: the XML of the message is its key."),
		gofile.Code("func (*MessageHeader) appendDedupeKey(dst []byte) []byte {\n\treturn dst\n}"))
	if len(keys) > 0 {
		f.Add(gofile.Doc("appendSender appends whom a message is from, whom it is to, and its type."), appendSender(p))
	}
	if byID {
		f.Add(gofile.Doc("appendIDKey appends the key of a message that has an id, and nothing where it is empty."), gofile.Code(
			`func (h *MessageHeader) appendIDKey(dst []byte, id string) []byte {
	if id == "" {
		return dst
	}
	return appendKeyPart(h.appendSender(dst), id)
}`))
	}
	for _, k := range keys {
		f.Add(nil, k)
	}
	methods := []jen.Code{gofile.Code("func (*MessageHeader) takesReply() bool {return false}")}
	if p.Answers() {
		methods = append(methods, gofile.Code("func (*AnswerableMessage) takesReply() bool {return true}"))
	}
	f.AddTogether(append(methods, sentAt(p),
		gofile.Code("func (*MessageHeader) readError() error {return nil}"),
		gofile.Code("func (m *UnknownMessage) readError() error {return m.Err}")))
}

// sentAt emits the method that returns the header's first time, 0 where it has none.
func sentAt(p *gomodel.Package) jen.Code {
	for _, g := range p.Inbound.Header.Fields {
		if _, ok := g.Kind.(*spec.UnixTime); ok && g.GoName != "" {
			return gofile.Code("func (h *MessageHeader) sentAt() int64 {return %s}",
				g.ValueOf(gofile.Expr("h").Dot(g.GoName)))
		}
	}
	return gofile.Code("func (*MessageHeader) sentAt() int64 {return 0}")
}

// appendSender emits
//
//	func (h *MessageHeader) appendSender(dst []byte) []byte {
//		dst = appendKeyPart(dst, string(h.FromUserName))
//		dst = appendKeyPart(dst, string(h.ToUserName))
//		return appendKeyPart(dst, string(h.MsgType))
//	}
func appendSender(p *gomodel.Package) jen.Code {
	var parts []jen.Code
	for _, address := range slices.Backward(p.Spec.Inbound.Addresses) {
		for _, g := range p.Inbound.Header.Fields {
			if g.Name == address {
				parts = append(parts, keyPart(g, gofile.Expr("h").Dot(g.GoName)))
			}
		}
	}
	return gofile.Code(`func (h *MessageHeader) appendSender(dst []byte) []byte {
	%s
	return appendKeyPart(dst, string(h.MsgType))
}`, parts)
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
func statedKey(p *gomodel.Package, m *gomodel.Message, paths []spec.ElementPath) jen.Code {
	var absent, parts []jen.Code
	if m.Event != "" {
		parts = append(parts, gofile.Code("dst = appendKeyPart(dst, m.Event)"))
	}
	for _, path := range paths {
		g, in := fieldAt(p, m, path)
		parts = append(parts, keyPart(g, in.Dot(g.GoName)))
		absent = append(absent, gomodel.IsAbsent(nil, g, in).Code())
	}
	return gofile.Code("if %s {\n\treturn dst\n}\ndst = m.appendSender(dst)\n%s\nreturn dst",
		gofile.Joined("&&", absent), parts)
}

// textID is a message's id where that is a text, else nil.
func textID(p *gomodel.Package, m *gomodel.Message) jen.Code {
	if m.ID == nil {
		return nil
	}
	g, in := fieldAt(p, m, spec.ElementPath{m.ID})
	if k, ok := g.Kind.(*spec.String); ok {
		return asString(k, in.Dot(g.GoName))
	}
	return nil
}

// fieldAt returns the field that a path leads to, and the struct that holds it in the message m.
func fieldAt(p *gomodel.Package, m *gomodel.Message, path spec.ElementPath) (g *gomodel.Field, in gofile.Expr) {
	fields, in := slices.Concat(m.Fields, p.Inbound.Header.Fields), gofile.Expr("m")
	for i, f := range path {
		if i > 0 {
			fields, in = g.Object.Fields, in.Dot(g.GoName)
		}
		g = fields[slices.IndexFunc(fields, func(g *gomodel.Field) bool { return g.Name == f.Name })]
	}
	return g, in
}

func asString(k *spec.String, at gofile.Expr) jen.Code {
	if k.Scalar == nil {
		return at.Code()
	}
	return gofile.Code("string(%s)", at)
}

// keyPart emits what appends a value to a key.
func keyPart(g *gomodel.Field, at gofile.Expr) jen.Code {
	switch k := g.Kind.(type) {
	case *spec.String:
		return gofile.Code("dst = appendKeyPart(dst, %s)", asString(k, at))
	case *spec.Float:
		return gofile.Code("dst = append(appendFloat(dst, %s), 0)", g.ValueOf(at))
	case *spec.Bool:
		return gofile.Code("dst = append(strconv.AppendBool(dst, %s), 0)", g.ValueOf(at))
	default:
		return gofile.Code("dst = append(strconv.AppendInt(dst, %s, 10), 0)", g.ValueOf(at))
	}
}
