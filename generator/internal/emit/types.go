package emit

import (
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
	"github.com/replygen/replygen/spec"
)

// Types emits the types that hold replies.
func Types(p *gomodel.Package, f *gofile.File) {
	msgType(p, f)
	var methods []jen.Code
	if p.Parses {
		methods = append(methods, gofile.Code(decodeMethodSpec))
	}
	if p.Serves() {
		methods = append(methods, gofile.Code("isNil() bool"))
	}
	if p.Answers() {
		f.Add(gofile.Doc("Reply is a passive reply: one of "+replyNames(p)+". No other type implements it."), gofile.Code(`type Reply interface {
// MsgType is the reply's type on the wire.
MsgType() MsgType
// Validate returns nil, or a *ValidationError with every rule that the reply breaks.
Validate() error
// AppendXML %s
AppendXML(dst []byte) []byte
// WriteTo %s
io.WriterTo

validate(*violations)
%s
}`, appendDoc, writeDoc, methods))
	}
	for _, s := range p.Spec.Scalars {
		scalarType(p, s, f)
	}
	for _, r := range p.Replies {
		f.Add(r.Doc, gomodel.StructType(p, &r.Type))
		f.Add(gofile.Doc("MsgType returns "+r.TypeConst()+"."), typeMethod(r))
	}
	for _, t := range p.Types {
		f.Add(t.Doc, gomodel.StructType(p, t))
	}
	for _, u := range p.Unions {
		unionType(p, u, f)
	}
}

const (
	appendDoc = "appends the reply's XML to dst and returns the extended slice. The XML is well-formed whatever the reply holds; " +
		"a character that XML cannot carry, which Validate rejects, becomes U+FFFD."
	writeDoc = "writes the reply's XML, in one Write unless it is long. The memory it needs does not grow with the reply. " +
		"The error is the writer's first."
)

// decodeMethodSpec is the method by which a reply, or a form of a union, reads itself.
const decodeMethodSpec = "decode(*decoder, *violations)"

func replyNames(p *gomodel.Package) string {
	names := make([]string, len(p.Replies))
	for i, r := range p.Replies {
		names[i] = "*" + r.Name
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
func msgType(p *gomodel.Package, f *gofile.File) {
	f.Add(gofile.Doc("MsgType is the type of a message or reply, as the wire spells it."),
		jen.Type().Id("MsgType").String())
	var consts []jen.Code
	for _, r := range p.Replies {
		consts = append(consts,
			jen.Comment("// "+r.TypeConst()+" is the type of "+r.Name+"."),
			jen.Id(r.TypeConst()).Id("MsgType").Op("=").Lit(r.Spec.Type))
	}
	if p.Answers() {
		f.Add(gofile.Doc("The types of "+gomodel.PlatformName(p)+"'s replies."), jen.Const().Defs(consts...))
	}
}

// typeMethod emits
//
//	func (*TextReply) MsgType() MsgType { return MsgTypeText }
func typeMethod(r *gomodel.Reply) jen.Code {
	return gofile.Code("func (*%s) MsgType() MsgType {\nreturn %s\n}", r.Name, r.TypeConst())
}

func scalarType(p *gomodel.Package, s *spec.Scalar, f *gofile.File) {
	name := p.Scalars[s]
	text := name + " is a string type of its own."
	if said := gofile.Sentence(s.Doc); said != "" {
		text = name + " is a string type of its own: " + said
	}
	f.Add(gofile.Doc(text, gomodel.RuleSentence(gomodel.RulesWords(s.Rules.Stated(), strconv.Quote)),
		gofile.See(s.Ref)), jen.Type().Id(name).String())
}

// unionType emits
//
//	type TemplateCard interface{ isTemplateCard(); … }
//	func (*TextNoticeTemplateCard) isTemplateCard() {}
func unionType(p *gomodel.Package, u *gomodel.Union, f *gofile.File) {
	names := make([]string, len(u.Cases))
	for i, c := range u.Cases {
		names[i] = "*" + c.Name
	}
	var methods []jen.Code
	if p.Parses {
		methods = append(methods, gofile.Code(decodeMethodSpec))
	}
	f.Add(append(u.Doc, gofile.Doc("It is one of "+strings.Join(names, ", ")+".")...),
		gofile.Code("type %[1]s interface {\nis%[1]s()\nvalidate(*violations)\n%[2]s\n}", u.Name, methods))
	for _, c := range u.Cases {
		f.Add(nil, gofile.Code("func (*%s) is%s() {}", c.Name, u.Name))
	}
}
