package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/generator/internal/gomodel"
)

var streamWriter = &pieceWriter{
	constant: func(c constant) jen.Code { return streamConstant(c) },
	value:    func(v value) jen.Code { return streamValue(jen.Id("s"), v) },
	call:     func(w callPiece) jen.Code { return w.at().Dot("writeXML").Call(jen.Id("s")) },
	after:    func(c constant, v value) jen.Code { return streamValue(streamConstant(c), v) },
}

// writeMethod emits
//
//	func (r *TextReply) WriteTo(w io.Writer) (int64, error) {
//		s := newStream(w)
//		if r.xmlSize() <= streamSize {
//			return s.whole(r.AppendXML(s.buf))
//		}
//		s.raw("<xml><ToUserName><![CDATA[").cdata(string(r.ToUserName))
//		return s.close()
//	}
//
// A reply that fits is appended, which takes half the time of many small writes.
func writeMethod(r *gomodel.Reply, pieces []piece) jen.Code {
	body := []jen.Code{
		jen.Id("s").Op(":=").Id("newStream").Call(jen.Id("w")),
		jen.If(jen.Id("r").Dot("xmlSize").Call().Op("<=").Id("streamSize")).Block(
			jen.Return(jen.Id("s").Dot("whole").Call(jen.Id("r").Dot("AppendXML").Call(jen.Id("s").Dot("buf")))),
		),
	}
	body = append(body, streamWriter.pieces(pieces)...)
	return jen.Func().Params(jen.Id("r").Op("*").Id(r.Name)).Id("WriteTo").Params(jen.Id("w").Qual("io", "Writer")).Params(jen.Int64(), jen.Error()).
		Block(append(body, jen.Return(jen.Id("s").Dot("close").Call()))...)
}

// writeShared emits
//
//	func (r *MainTitle) writeXML(s *stream) {
//		s.raw("<MainTitle>")
//		if r.Desc != "" {
//			s.raw("<Desc><![CDATA[").cdata(string(r.Desc))
//			s.raw("]]></Desc>")
//		}
//		s.raw("</MainTitle>")
//	}
func writeShared(t *gomodel.Type, pieces []piece) jen.Code {
	return jen.Func().Params(gomodel.MethodReceiver(t)).Id("writeXML").Params(jen.Id("s").Op("*").Id("stream")).Block(streamWriter.pieces(pieces)...)
}

func streamConstant(c constant) *jen.Statement {
	return jen.Id("s").Dot("raw").Call(jen.Lit(string(c)))
}

func streamValue(s *jen.Statement, v value) jen.Code {
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
