package generator

import (
	"github.com/dave/jennifer/jen"
)

// writers emits the XML writers of every reply.
func writers(p *goPackage, f *file) {
	for _, r := range p.replies {
		pieces := replyPieces(p, r)
		f.add(doc("AppendXML appends the reply's XML to dst and returns the extended slice. The XML is well-formed whatever the "+
			"reply holds; a character that XML cannot carry, which Validate rejects, becomes U+FFFD."), appendMethod(r, pieces))
		f.add(doc("WriteTo writes the reply's XML to w, in one Write unless it is long, and returns the number of bytes that w "+
			"took. The memory it needs does not grow with the reply. The error is w's first."), writeMethod(r, pieces))
	}
	present := markPresent(p)
	for _, t := range p.types {
		if present[t] {
			f.add(nil, presentMethod(t))
		}
	}
}

// appendMethod emits
//
//	func (r *TextReply) AppendXML(dst []byte) []byte {
//		dst = append(dst, "<xml><ToUserName><![CDATA["...)
//		dst = appendCDATA(dst, string(r.ToUserName))
//		return append(dst, "]]></Content></xml>"...)
//	}
func appendMethod(r *goReply, pieces []piece) jen.Code {
	last, body := pieces[len(pieces)-1].(constant), pieces[:len(pieces)-1]
	return jen.Func().Params(jen.Id("r").Op("*").Id(r.name)).Id("AppendXML").Params(jen.Id("dst").Index().Byte()).Index().Byte().
		Block(append(appendPieces(body), jen.Return(jen.Append(jen.Id("dst"), jen.Lit(string(last)).Op("..."))))...)
}

func appendPieces(pieces []piece) []jen.Code {
	var out []jen.Code
	for _, p := range pieces {
		out = append(out, pieceCode(p, appendPieces, appendConstant, appendValue)...)
	}
	return out
}

func appendConstant(c constant) jen.Code {
	return jen.Id("dst").Op("=").Append(jen.Id("dst"), jen.Lit(string(c)).Op("..."))
}

func appendValue(v value) jen.Code {
	dst := jen.Id("dst").Op("=")
	switch v.form {
	case cdataForm:
		return dst.Id("appendCDATA").Call(jen.Id("dst"), jen.String().Parens(v.at()))
	case textForm:
		return dst.Id("appendText").Call(jen.Id("dst"), jen.String().Parens(v.at()))
	case intForm:
		return dst.Qual("strconv", "AppendInt").Call(jen.Id("dst"), v.at(), jen.Lit(10))
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
//		s.raw("<xml><ToUserName><![CDATA[")
//		s.cdata(string(r.ToUserName))
//		return s.close()
//	}
func writeMethod(r *goReply, pieces []piece) jen.Code {
	body := append([]jen.Code{jen.Id("s").Op(":=").Id("newStream").Call(jen.Id("w"))}, streamPieces(pieces)...)
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
