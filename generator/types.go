package generator

import (
	"fmt"
	"slices"
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
		structType(p, &r.goType, f)
		f.add(doc("MsgType returns "+r.typeConst()+"."), typeMethod(r))
	}
	for _, t := range p.types {
		structType(p, t, f)
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

func platformName(p *goPackage) string {
	if t := clean(p.spec.Title); t != "" {
		return t
	}
	return p.spec.ID
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

// structType emits
//
//	type TextReply struct {
//		// Content 回复的消息内容. Required.
//		Content string
//	}
func structType(p *goPackage, t *goType, f *file) {
	var fields []jen.Code
	for _, g := range t.fields {
		if g.name == "" {
			continue
		}
		for _, line := range fieldDoc(g) {
			fields = append(fields, jen.Comment(line))
		}
		fields = append(fields, jen.Id(g.name).Add(fieldType(p, g)))
	}
	f.add(t.doc, jen.Type().Id(t.name).Struct(fields...))
}

// receiver is "r *TextReply", without the name when there is nothing in the struct to use it for.
func receiver(t *goType) jen.Code {
	if slices.ContainsFunc(t.fields, func(f *goField) bool { return f.name != "" }) {
		return jen.Id("r").Op("*").Id(t.name)
	}
	return jen.Op("*").Id(t.name)
}

func fieldDoc(g *goField) []string {
	text := g.name
	if g.name != g.Name {
		text += " (" + g.Name + ")"
	}
	text += ":"
	for _, s := range []string{sentence(g.Doc), requiredWord(g), ruleSentence(kindRuleWords(g.Kind))} {
		if s != "" {
			text += " " + s
		}
	}
	return doc(text, reference(g.Ref))
}

func requiredWord(g *goField) string {
	if g.AlwaysWritten() {
		return "Required."
	}
	return "Optional."
}

// fieldType is the Go type of a field.
func fieldType(p *goPackage, g *goField) jen.Code {
	switch k := g.Kind.(type) {
	case *spec.List:
		return jen.Index().Add(itemType(p, g, k))
	case *spec.Object:
		return jen.Id(g.object.name)
	case *spec.Union:
		return jen.Id(g.union.name)
	default: // a leaf
	}
	if !g.Required {
		switch g.Kind.(type) {
		case *spec.Int, *spec.UnixTime:
			return jen.Id("OptionalInt")
		case *spec.Float:
			return jen.Id("OptionalFloat")
		case *spec.Bool:
			return jen.Id("OptionalBool")
		default: // text, which is empty when it is absent
		}
	}
	return leafType(p, g.Kind)
}

func itemType(p *goPackage, g *goField, k *spec.List) jen.Code {
	switch {
	case g.object != nil:
		return jen.Id(g.object.name)
	case g.union != nil:
		return jen.Id(g.union.name)
	}
	return leafType(p, k.Item.Kind)
}

// leafType is the Go type of a value that is there.
func leafType(p *goPackage, kind spec.Kind) jen.Code {
	switch k := kind.(type) {
	case *spec.String:
		if k.Scalar != nil {
			return jen.Id(p.scalars[k.Scalar])
		}
		return jen.String()
	case *spec.Int, *spec.UnixTime:
		return jen.Int64()
	case *spec.Float:
		return jen.Float64()
	case *spec.Bool:
		return jen.Bool()
	case *spec.MsgType, *spec.Const, *spec.Count, *spec.Object, *spec.List, *spec.Union: // no leaf
	}
	panic(fmt.Sprintf("generator: %T is no leaf", kind))
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

func ruleSentence(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return strings.ToUpper(words[0][:1]) + strings.Join(words, ", ")[1:] + "."
}

// kindRuleWords are the rules of a value in English.
func kindRuleWords(kind spec.Kind) []string {
	quote := func(value string) string { return value }
	if _, ok := kind.(*spec.String); ok {
		quote = strconv.Quote
	}
	out := rulesWords(spec.RulesOf(kind), quote)
	switch k := kind.(type) {
	case *spec.String:
		if k.Truncates {
			out = append(out, "the platform cuts what is longer")
		}
	case *spec.UnixTime:
		out = append([]string{"in seconds since 1970"}, out...)
	case *spec.List:
		for _, r := range k.MaxItemsReplyingTo {
			out = append(out, "at most "+counted(strconv.Itoa(r.Limit.V), spec.Items)+" in reply to "+r.Type)
		}
	default: // the rules say all
	}
	return out
}

func rulesWords(rules []spec.StatedRule, quote func(string) string) []string {
	var out []string
	for _, r := range rules {
		out = append(out, ruleWords(r, quote))
	}
	return out
}

// ruleWords says a rule with its unit.
func ruleWords(r spec.StatedRule, quote func(string) string) string {
	switch r.Bound {
	case spec.AtMost:
		return "at most " + counted(r.Values[0], r.Unit)
	case spec.AtLeast:
		return "at least " + counted(r.Values[0], r.Unit)
	case spec.OneOfSet:
		values := make([]string, len(r.Values))
		for i, v := range r.Values {
			values[i] = quote(v)
		}
		return "one of " + strings.Join(values, ", ")
	}
	if f := spec.FindFormat(r.Values[0]); r.Key == "format" && f != nil {
		return f.Words
	}
	return "matching " + strconv.Quote(r.Values[0])
}

// counted is a number with its unit.
func counted(n string, unit spec.Unit) string {
	switch {
	case unit == spec.Bytes:
		return n + " bytes of UTF-8"
	case unit == spec.Items && n == "1":
		return "1 item"
	}
	return strings.TrimSuffix(n+" "+string(unit), " ")
}

func joinInts(list []int64) string {
	words := make([]string, len(list))
	for i, v := range list {
		words[i] = strconv.FormatInt(v, 10)
	}
	return strings.Join(words, ", ")
}
