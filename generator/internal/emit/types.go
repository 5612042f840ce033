package emit

import (
	"strconv"
	"strings"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
)

// Types emits the types that hold replies.
func Types(p *gomodel.Package, f *gofile.File) {
	msgType(p, f)
	var unionMethods, replyMethods []string
	if p.Parses { // a reply, or a form of a union, reads itself
		unionMethods = []string{"decode(*decoder, *violations)"}
	}
	if replyMethods = unionMethods; p.Serves() {
		replyMethods = append(replyMethods, "isNil() bool")
	}
	if p.Answers() {
		names := structNames(p.Replies, func(r *gomodel.Reply) string { return r.Name })
		if n := len(names); n > 1 {
			names = append(names[:n-2:n-2], names[n-2]+" or "+names[n-1])
		}
		f.Add(gofile.Doc("Reply is a passive reply: one of "+strings.Join(names, ", ")+". No other type implements it."), gofile.Code(`type Reply interface {
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
}`, appendDoc, writeDoc, replyMethods))
	}
	for _, s := range p.Spec.Scalars {
		name := p.Scalars[s]
		text := name + " is a string type of its own."
		if said := gofile.Sentence(s.Doc); said != "" {
			text = name + " is a string type of its own: " + said
		}
		rules := gomodel.RuleSentence(gomodel.RulesWords(s.Rules.Stated(), strconv.Quote))
		f.Add(gofile.Doc(text, rules, gofile.See(s.Ref)), "type "+name+" string")
	}
	for _, r := range p.Replies {
		f.Add(r.Doc, gomodel.StructType(p, &r.Type))
		f.Add(gofile.Doc("MsgType returns "+r.TypeConst()+"."),
			gofile.Code("func (*%s) MsgType() MsgType {\nreturn %s\n}", r.Name, r.TypeConst()))
	}
	for _, t := range p.Types {
		f.Add(t.Doc, gomodel.StructType(p, t))
	}
	for _, u := range p.Unions {
		unionType(u, unionMethods, f)
	}
}

const (
	appendDoc = "appends the reply's XML to dst and returns the extended slice. The XML is well-formed whatever the reply holds; " +
		"a character that XML cannot carry, which Validate rejects, becomes U+FFFD."
	writeDoc = "writes the reply's XML, in one Write unless it is long. The memory it needs does not grow with the reply. " +
		"The error is the writer's first."
)

// structNames are the names of pointers to structs, as documentation lists them.
func structNames[T any](structs []T, name func(T) string) []string {
	out := make([]string, len(structs))
	for i, s := range structs {
		out[i] = "*" + name(s)
	}
	return out
}

// msgType emits
//
//	type MsgType string
//
//	const (
//		// MsgTypeText is the type of TextReply.
//		MsgTypeText MsgType = "text"
//		…
//	)
func msgType(p *gomodel.Package, f *gofile.File) {
	f.Add(gofile.Doc("MsgType is the type of a message or reply, as the wire spells it."), "type MsgType string")
	var consts []string
	for _, r := range p.Replies {
		consts = append(consts,
			gofile.Code("// %s is the type of %s.\n%[1]s MsgType = %[3]q", r.TypeConst(), r.Name, r.Spec.Type))
	}
	if p.Answers() {
		f.Add(gofile.Doc("The types of "+gomodel.PlatformName(p)+"'s replies."), gofile.Code("const (\n%s\n)", consts))
	}
}

// unionType emits
//
//	type TemplateCard interface{ isTemplateCard(); … }
//	func (*TextNoticeTemplateCard) isTemplateCard() {}
func unionType(u *gomodel.Union, methods []string, f *gofile.File) {
	names := structNames(u.Cases, func(c *gomodel.Type) string { return c.Name })
	f.Add(append(u.Doc, gofile.Doc("It is one of "+strings.Join(names, ", ")+".")...),
		gofile.Code("type %[1]s interface {\nis%[1]s()\nvalidate(*violations)\n%[2]s\n}", u.Name, methods))
	for _, c := range u.Cases {
		f.Add(nil, gofile.Code("func (*%s) is%s() {}", c.Name, u.Name))
	}
}
