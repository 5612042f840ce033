package generator

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"
)

// writers emits the XML writers of every reply.
func writers(p *goPackage, f *file) {
	a := &appendWriter{names: map[constant]string{}}
	for _, r := range p.replies {
		pieces := replyPieces(p, r)
		f.add(doc("AppendXML appends the reply's XML to dst and returns the extended slice. The XML is well-formed whatever the "+
			"reply holds; a character that XML cannot carry, which Validate rejects, becomes U+FFFD."), a.method(r, pieces))
		f.add(doc("WriteTo writes the reply's XML to w, in one Write unless it is long, and returns the number of bytes that w "+
			"took. The memory it needs does not grow with the reply. The error is w's first."), writeMethod(r, pieces))
		f.add(doc("xmlSize is about what AppendXML appends, in bytes."), sizeMethod(r, pieces))
	}
	present := markPresent(p)
	for _, t := range p.types {
		if present[t] {
			f.add(nil, presentMethod(t))
		}
	}
	for _, c := range a.constants {
		a.constant(f, c)
	}
}

// appendWriter emits the AppendXML methods of a package. Constant XML is stored as an array, which a compiler moves in
// a few instructions, where the append of a string is a call.
type appendWriter struct {
	names     map[constant]string
	constants []constant
}

// longConstant is the length from which on a call costs less than the moves.
const longConstant = 256

// text emits
//
//	dst = appendXML1(dst) // <xml><ToUserName><![CDATA[
func (a *appendWriter) text(c constant) jen.Code {
	code := jen.Id("dst").Op("=").Add(a.appended(c))
	if len(c) < longConstant {
		code.Comment("// " + oneLine(string(c)))
	}
	return code
}

// oneLine is a text that stays on its line of a comment.
func oneLine(s string) string {
	if clean(s) == s && !strings.ContainsFunc(s, isLineBreak) {
		return s
	}
	return strconv.Quote(s)
}

func (a *appendWriter) appended(c constant) jen.Code {
	if len(c) >= longConstant {
		return jen.Append(jen.Id("dst"), jen.Lit(string(c)).Op("..."))
	}
	if a.names[c] == "" {
		a.constants = append(a.constants, c)
		a.names[c] = digits(len(a.constants))
	}
	return jen.Id("appendXML" + a.names[c]).Call(jen.Id("dst"))
}

// constant emits
//
//	var xml1 = [26]byte([]byte("<xml><ToUserName><![CDATA["))
//
//	func appendXML1(dst []byte) []byte {
//		n := len(dst)
//		if cap(dst)-n < 26 {
//			return append(dst, xml1[:]...)
//		}
//		dst = dst[:n+26]
//		*(*[26]byte)(dst[n:]) = xml1
//		return dst
//	}
func (a *appendWriter) constant(f *file, c constant) {
	size := func() *jen.Statement { return jen.Lit(len(c)) }
	name, dst, n := "xml"+a.names[c], jen.Id("dst"), jen.Id("n")
	f.add(nil, jen.Var().Id(name).Op("=").Index(size()).Byte().Parens(jen.Index().Byte().Parens(jen.Lit(string(c)))))
	f.add(nil, jen.Func().Id("appendXML"+a.names[c]).Params(dst.Clone().Index().Byte()).Index().Byte().Block(
		n.Clone().Op(":=").Len(dst),
		jen.If(jen.Cap(dst).Op("-").Add(n).Op("<").Add(size())).Block(jen.Return(jen.Append(dst, jen.Id(name).Index(jen.Op(":")).Op("...")))),
		dst.Clone().Op("=").Add(dst).Index(jen.Op(":").Add(n).Op("+").Add(size())),
		jen.Op("*").Parens(jen.Op("*").Index(size()).Byte()).Parens(dst.Clone().Index(n.Clone().Op(":"))).Op("=").Id(name),
		jen.Return(dst),
	))
}

// method emits
//
//	func (r *TextReply) AppendXML(dst []byte) []byte {
//		if cap(dst)-len(dst) < 187 {
//			dst = slices.Grow(dst, r.xmlSize())
//		}
//		dst = appendXML1(dst)
//		dst = appendCDATA(dst, string(r.ToUserName))
//		return appendXML5(dst)
//	}
//
// The number is what the constants take alone: with less room the slice has to grow, and better at once.
func (a *appendWriter) method(r *goReply, pieces []piece) jen.Code {
	last, body := pieces[len(pieces)-1].(constant), pieces[:len(pieces)-1]
	code := []jen.Code{jen.If(jen.Cap(jen.Id("dst")).Op("-").Len(jen.Id("dst")).Op("<").Lit(constantSize(pieces))).Block(
		jen.Id("dst").Op("=").Qual("slices", "Grow").Call(jen.Id("dst"), jen.Id("r").Dot("xmlSize").Call()),
	)}
	code = append(code, a.pieces(body)...)
	return jen.Func().Params(jen.Id("r").Op("*").Id(r.name)).Id("AppendXML").Params(jen.Id("dst").Index().Byte()).Index().Byte().
		Block(append(code, jen.Return(a.appended(last)))...)
}

// constantSize is the length of the constants at the top of a sequence, in bytes.
func constantSize(pieces []piece) int {
	sum := 0
	for _, p := range pieces {
		if c, ok := p.(constant); ok {
			sum += len(c)
		}
	}
	return sum
}

func (a *appendWriter) pieces(pieces []piece) []jen.Code {
	var out []jen.Code
	for _, p := range pieces {
		out = append(out, pieceCode(p, a.pieces, a.text, appendValue)...)
	}
	return out
}

// sizeMethod emits
//
//	func (r *TextReply) xmlSize() int {
//		return 219 + len(r.ToUserName) + len(r.FromUserName) + len(r.Content)
//	}
//
// with statements for what may be absent or repeated.
func sizeMethod(r *goReply, pieces []piece) jen.Code {
	var body []jen.Code
	if sum, rest := sizeSum(pieces); len(rest) == 0 {
		body = []jen.Code{jen.Return(sum)}
	} else {
		body = append([]jen.Code{jen.Id("n").Op(":=").Add(sum)}, append(rest, jen.Return(jen.Id("n")))...)
	}
	return jen.Func().Params(jen.Id("r").Op("*").Id(r.name)).Id("xmlSize").Params().Int().Block(body...)
}

// sizeSum is what is certain of a sequence's size, and the statements that add the rest to n.
func sizeSum(pieces []piece) (*jen.Statement, []jen.Code) {
	fixed := 0
	var lengths, rest []jen.Code
	for _, p := range pieces {
		switch p := p.(type) {
		case constant:
			fixed += len(p)
		case value:
			if p.form == cdataForm || p.form == textForm {
				lengths = append(lengths, jen.Len(p.at()))
			} else {
				fixed += numberSize
			}
		case each:
			if one, ok := fixedSize(p.body); ok {
				lengths = append(lengths, jen.Lit(one).Op("*").Len(p.list()))
				continue
			}
			rest = append(rest, pieceCode(p, sizeStatements, nil, nil)...)
		default:
			rest = append(rest, pieceCode(p, sizeStatements, nil, nil)...)
		}
	}
	sum := jen.Lit(fixed)
	for _, l := range lengths {
		sum.Op("+").Add(l)
	}
	return sum, rest
}

// numberSize is the size of the longest integer.
const numberSize = 20

// fixedSize is the size of a sequence that is the same for every item of a list, numbers taken as the longest one.
// Then no item is looked at.
func fixedSize(pieces []piece) (size int, ok bool) {
	for _, p := range pieces {
		switch p := p.(type) {
		case constant:
			size += len(p)
		case value:
			if p.form == cdataForm || p.form == textForm {
				return 0, false
			}
			size += numberSize
		default:
			return 0, false
		}
	}
	return size, true
}

func sizeStatements(pieces []piece) []jen.Code {
	sum, rest := sizeSum(pieces)
	return append([]jen.Code{jen.Id("n").Op("+=").Add(sum)}, rest...)
}

func appendValue(v value) jen.Code {
	dst := jen.Id("dst").Op("=")
	switch v.form {
	case cdataForm:
		return dst.Id("appendCDATA").Call(jen.Id("dst"), jen.String().Parens(v.at()))
	case textForm:
		return dst.Id("appendText").Call(jen.Id("dst"), jen.String().Parens(v.at()))
	case intForm:
		return dst.Id("appendInt").Call(jen.Id("dst"), v.at())
	case floatForm:
		return dst.Id("appendFloat").Call(jen.Id("dst"), v.at())
	case boolForm:
		return dst.Qual("strconv", "AppendBool").Call(jen.Id("dst"), v.at())
	default:
		return dst.Qual("strconv", "AppendInt").Call(jen.Id("dst"), jen.Int64().Parens(jen.Len(v.at())), jen.Lit(10))
	}
}

// writeMethod emits
//
//	func (r *TextReply) WriteTo(w io.Writer) (int64, error) {
//		s := newStream(w)
//		if r.xmlSize() <= streamSize {
//			return s.whole(r.AppendXML(s.buf))
//		}
//		s.raw("<xml><ToUserName><![CDATA[")
//		s.cdata(string(r.ToUserName))
//		return s.close()
//	}
//
// A reply that fits is appended, which takes half the time of many small writes.
func writeMethod(r *goReply, pieces []piece) jen.Code {
	body := []jen.Code{
		jen.Id("s").Op(":=").Id("newStream").Call(jen.Id("w")),
		jen.If(jen.Id("r").Dot("xmlSize").Call().Op("<=").Id("streamSize")).Block(
			jen.Return(jen.Id("s").Dot("whole").Call(jen.Id("r").Dot("AppendXML").Call(jen.Id("s").Dot("buf")))),
		),
	}
	body = append(body, streamPieces(pieces)...)
	return jen.Func().Params(jen.Id("r").Op("*").Id(r.name)).Id("WriteTo").Params(jen.Id("w").Qual("io", "Writer")).Params(jen.Int64(), jen.Error()).
		Block(append(body, jen.Return(jen.Id("s").Dot("close").Call()))...)
}

func streamPieces(pieces []piece) []jen.Code {
	var out []jen.Code
	for _, p := range pieces {
		out = append(out, pieceCode(p, streamPieces, streamConstant, streamValue)...)
	}
	return out
}

func streamConstant(c constant) jen.Code {
	return jen.Id("s").Dot("raw").Call(jen.Lit(string(c)))
}

func streamValue(v value) jen.Code {
	s := jen.Id("s")
	switch v.form {
	case cdataForm:
		return s.Dot("cdata").Call(jen.String().Parens(v.at()))
	case textForm:
		return s.Dot("escaped").Call(jen.String().Parens(v.at()))
	case intForm:
		return s.Dot("int").Call(v.at())
	case floatForm:
		return s.Dot("float").Call(v.at())
	case boolForm:
		return s.Dot("bool").Call(v.at())
	default:
		return s.Dot("int").Call(jen.Int64().Parens(jen.Len(v.at())))
	}
}

// pieceCode emits a piece; what both writers share of it is its control flow.
func pieceCode(p piece, nested func([]piece) []jen.Code, text func(constant) jen.Code, val func(value) jen.Code) []jen.Code {
	switch p := p.(type) {
	case constant:
		return []jen.Code{text(p)}
	case value:
		return []jen.Code{val(p)}
	case when:
		return []jen.Code{jen.If(p.condition()).Block(nested(p.body)...)}
	case each:
		if isConstant(p.body) {
			return []jen.Code{jen.For(jen.Range().Add(p.list())).Block(nested(p.body)...)}
		}
		if !p.byAddr {
			return []jen.Code{jen.For(jen.List(jen.Id("_"), jen.Id(p.item)).Op(":=").Range().Add(p.list())).Block(nested(p.body)...)}
		}
		index := "i" + p.item[len("item"):]
		body := append([]jen.Code{jen.Id(p.item).Op(":=").Op("&").Add(p.list()).Index(jen.Id(index))}, nested(p.body)...)
		return []jen.Code{jen.For(jen.Id(index).Op(":=").Range().Add(p.list())).Block(body...)}
	case oneCase:
		return []jen.Code{unionSwitch(p, nested)}
	}
	panic("generator: unknown piece")
}

// isConstant reports whether a sequence is the same whatever an item holds.
func isConstant(pieces []piece) bool {
	return !slices.ContainsFunc(pieces, func(p piece) bool { _, ok := p.(constant); return !ok })
}

// unionSwitch emits
//
//	switch form := r.TemplateCard.(type) {
//	case *TextNoticeTemplateCard:
//		if form != nil { … }
//	}
func unionSwitch(p oneCase, nested func([]piece) []jen.Code) jen.Code {
	var cases []jen.Code
	for _, c := range p.cases {
		cases = append(cases, jen.Case(jen.Op("*").Id(c.typ)).Block(jen.If(jen.Id(p.name).Op("!=").Nil()).Block(nested(c.body)...)))
	}
	return jen.Switch(jen.Id(p.name).Op(":=").Add(p.at()).Assert(jen.Type())).Block(cases...)
}
