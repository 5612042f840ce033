package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
)

var streamWriter = &pieceWriter{
	constant: func(c constant) jen.Code { return streamConstant(c) },
	value:    func(v value) jen.Code { return streamValue(jen.Id("s"), v) },
	call:     func(w callPiece) jen.Code { return gofile.Code("%s.writeXML(s)", w.at) },
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
	return gofile.Code(`func (r *%s) WriteTo(w io.Writer) (int64, error) {
	s := newStream(w)
	if r.xmlSize() <= streamSize {
		return s.whole(r.AppendXML(s.buf))
	}
	%s
	return s.close()
}`, r.Name, streamWriter.pieces(pieces))
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
	return jen.Func().Params(gomodel.MethodReceiver(t)).Id("writeXML").Params(jen.Id("s").Op("*").Id("stream")).Block(
		streamWriter.pieces(pieces)...)
}

func streamConstant(c constant) *jen.Statement { return gofile.Code("s.raw(%q)", string(c)) }

func streamValue(s *jen.Statement, v value) jen.Code {
	call := map[valueForm]string{
		cdataForm: "%s.cdata(string(%s))",
		textForm:  "%s.escaped(string(%s))",
		intForm:   "%s.int(%s)",
		floatForm: "%s.float(%s)",
		boolForm:  "%s.bool(%s)",
		countForm: "%s.int(int64(len(%s)))",
	}
	return gofile.Code(call[v.form], s, v.at)
}
