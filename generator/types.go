package generator

import (
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/spec"
)

// types emits the types that hold replies.
func types(p *goPackage, f *file) {
	msgType(p, f)
	methods := []jen.Code{
		jen.Comment("// MsgType is the reply's type on the wire."),
		jen.Id("MsgType").Params().Id("MsgType"),
		jen.Comment("// Validate returns nil, or a *ValidationError with every rule that the reply breaks."),
		jen.Id("Validate").Params().Error(),
		jen.Comment("// AppendXML appends the reply's XML to dst and returns the extended slice. The XML is well-formed whatever the " +
			"reply holds; a character that XML cannot carry, which Validate rejects, becomes U+FFFD."),
		jen.Id("AppendXML").Params(jen.Id("dst").Index().Byte()).Index().Byte(),
		jen.Comment("// WriteTo writes the reply's XML, in one Write unless it is long. The memory it needs does not grow with the reply. " +
			"The error is the writer's first."),
		jen.Qual("io", "WriterTo"),
		jen.Line(),
		jen.Id("validate").Params(jen.Op("*").Id("violations")),
	}
	if p.has(partParse) {
		methods = append(methods, decodeOf())
	}
	if p.serves() {
		methods = append(methods, jen.Id("isNil").Params().Bool())
	}
	if p.answers() {
		f.add(doc("Reply is a passive reply: one of "+replyNames(p)+". No other type implements it."), jen.Type().Id("Reply").Interface(methods...))
	}
	for _, s := range p.spec.Scalars {
		scalarType(p, s, f)
	}
	for _, r := range p.replies {
		f.add(r.doc, structType(p, &r.goType))
		f.add(doc("MsgType returns "+r.typeConst()+"."), typeMethod(r))
	}
	for _, t := range p.types {
		f.add(t.doc, structType(p, t))
	}
	for _, u := range p.unions {
		unionType(p, u, f)
	}
}

// decodeOf is the method by which an interface has its forms read themselves.
func decodeOf() jen.Code { return jen.Id("decode").Params(jen.Op("*").Id("decoder")) }

func replyNames(p *goPackage) string {
	names := make([]string, len(p.replies))
	for i, r := range p.replies {
		names[i] = "*" + r.name
	}
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " or " + names[n-1]
	}
	return names[0]
}

// msgType emits
//
//	type MsgType string
//	const MsgTypeText MsgType = "text"
func msgType(p *goPackage, f *file) {
	f.add(doc("MsgType is the type of a message or reply, as the wire spells it."), jen.Type().Id("MsgType").String())
	var consts []jen.Code
	for _, r := range p.replies {
		consts = append(consts,
			jen.Comment("// "+r.typeConst()+" is the type of "+r.name+"."),
			jen.Id(r.typeConst()).Id("MsgType").Op("=").Lit(r.spec.Type))
	}
	if p.answers() {
		f.add(doc("The types of "+platformName(p)+"'s replies."), jen.Const().Defs(consts...))
	}
}

// typeMethod emits
//
//	func (*TextReply) MsgType() MsgType { return MsgTypeText }
func typeMethod(r *goReply) jen.Code {
	return jen.Func().Params(jen.Op("*").Id(r.name)).Id("MsgType").Params().Id("MsgType").Block(jen.Return(jen.Id(r.typeConst())))
}

func scalarType(p *goPackage, s *spec.Scalar, f *file) {
	name := p.scalars[s]
	text := name + " is a string type of its own."
	if said := sentence(s.Doc); said != "" {
		text = name + " is a string type of its own: " + said
	}
	f.add(doc(text, ruleSentence(rulesWords(s.Rules.Stated(), strconv.Quote)), reference(s.Ref)), jen.Type().Id(name).String())
}

// unionType emits
//
//	type TemplateCard interface{ isTemplateCard(); … }
//	func (*TextNoticeTemplateCard) isTemplateCard() {}
func unionType(p *goPackage, u *goUnion, f *file) {
	names := make([]string, len(u.cases))
	for i, c := range u.cases {
		names[i] = "*" + c.name
	}
	methods := []jen.Code{jen.Id("is" + u.name).Params(), jen.Id("validate").Params(jen.Op("*").Id("violations"))}
	if p.has(partParse) {
		methods = append(methods, decodeOf())
	}
	f.add(append(u.doc, doc("It is one of "+strings.Join(names, ", ")+".")...), jen.Type().Id(u.name).Interface(methods...))
	for _, c := range u.cases {
		f.add(nil, jen.Func().Params(jen.Op("*").Id(c.name)).Id("is"+u.name).Params().Block())
	}
}
