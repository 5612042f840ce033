package emit

import (
	"slices"
	"strings"

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
	var keys []string
	byID := false
	for _, m := range p.Inbound.Messages {
		paths := m.Spec.IdentifiedBy()
		if len(paths) == 0 {
			continue
		}
		body := statedKey(p, m, paths)
		if g, in := fieldAt(p, m, paths[0]); len(m.Spec.Dedupe) == 0 && gomodel.BaseType(g.Kind) == "string" {
			byID = true
			body = "return m.appendIDKey(dst, " + asString(g, in+"."+g.GoName) + ")"
		}
		keys = append(keys, gofile.Code("func (m *%s) appendDedupeKey(dst []byte) []byte {\n%s\n}", m.Name, body))
	}
	f.Add(gofile.Doc("appendDedupeKey appends nothing: the XML of the message is its key."),
		"func (*MessageHeader) appendDedupeKey(dst []byte) []byte {\n\treturn dst\n}")
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
	methods := []string{"func (*MessageHeader) takesReply() bool {return false}"}
	if p.Answers() {
		methods = append(methods, "func (*AnswerableMessage) takesReply() bool {return true}")
	}
	f.Add(nil, append(methods, sentAt(p),
		"func (*MessageHeader) readError() error {return nil}",
		"func (m *UnknownMessage) readError() error {return m.Err}")...)
}

// sentAt emits the method that returns the header's first time, 0 where it has none.
func sentAt(p *gomodel.Package) string {
	for _, g := range p.Inbound.Header.Fields {
		if _, ok := g.Kind.(*spec.UnixTime); ok && g.GoName != "" {
			return "func (h *MessageHeader) sentAt() int64 {return " + g.ValueOf("h."+g.GoName) + "}"
		}
	}
	return "func (*MessageHeader) sentAt() int64 {return 0}"
}

// appendSender emits
//
//	func (h *MessageHeader) appendSender(dst []byte) []byte {
//		dst = appendKeyPart(dst, string(h.FromUserName))
//		dst = appendKeyPart(dst, string(h.ToUserName))
//		return appendKeyPart(dst, string(h.MsgType))
//	}
func appendSender(p *gomodel.Package) string {
	var parts []string
	for _, address := range slices.Backward(p.Spec.Inbound.Addresses) {
		for _, g := range p.Inbound.Header.Fields {
			if g.Name == address {
				parts = append(parts, keyPart(g, "h."+g.GoName))
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
func statedKey(p *gomodel.Package, m *gomodel.Message, paths []spec.ElementPath) string {
	var absent, parts []string
	if m.Spec.Event != "" {
		parts = append(parts, "dst = appendKeyPart(dst, m.Event)")
	}
	for _, path := range paths {
		g, in := fieldAt(p, m, path)
		parts = append(parts, keyPart(g, in+"."+g.GoName))
		absent = append(absent, gomodel.IsAbsent(nil, g, in))
	}
	return gofile.Code("if %s {\n\treturn dst\n}\ndst = m.appendSender(dst)\n%s\nreturn dst",
		strings.Join(absent, "&&"), parts)
}

// fieldAt returns the field that a path leads to, and the struct that holds it in the message m.
func fieldAt(p *gomodel.Package, m *gomodel.Message, path spec.ElementPath) (g *gomodel.Field, in string) {
	fields, in := slices.Concat(m.Fields, p.Inbound.Header.Fields), "m"
	for i, f := range path {
		if i > 0 {
			fields, in = g.Object.Fields, in+"."+g.GoName
		}
		g = fields[slices.IndexFunc(fields, func(g *gomodel.Field) bool { return g.Name == f.Name })]
	}
	return g, in
}

// keyPart emits what appends a value to a key.
func keyPart(g *gomodel.Field, at string) string {
	at = g.ValueOf(at)
	switch gomodel.BaseType(g.Kind) {
	case "string":
		return "dst = appendKeyPart(dst, " + asString(g, at) + ")"
	case "float64":
		return "dst = append(appendFloat(dst, " + at + "), 0)"
	case "bool":
		return gofile.Code("dst = append(strconv.AppendBool(dst, %s), 0)", at)
	}
	return gofile.Code("dst = append(strconv.AppendInt(dst, %s, 10), 0)", at)
}

func asString(g *gomodel.Field, at string) string {
	if k, ok := g.Kind.(*spec.String); ok && k.Scalar != nil {
		return "string(" + at + ")"
	}
	return at
}
