package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/generator/internal/gomodel"
)

func appendWriter(constants *constantXML) *pieceWriter {
	return &pieceWriter{
		constant: constants.statement,
		value:    func(v value) jen.Code { return appendValue(jen.Id("dst"), v) },
		call:     func(w callPiece) jen.Code { return jen.Id("dst").Op("=").Add(appended(w)) },
		after: func(c constant, v value) jen.Code {
			return constants.withComment(appendValue(constants.appended(c), v), c)
		},
	}
}

func appended(w callPiece) *jen.Statement { return w.at().Dot("appendXML").Call(jen.Id("dst")) }

// appendMethod emits
//
//	func (r *TextReply) AppendXML(dst []byte) []byte {
//		if cap(dst)-len(dst) < 187 {
//			dst = slices.Grow(dst, r.xmlSize())
//		}
//		dst = appendCDATA(xml1.appendTo(dst), string(r.ToUserName)) // <xml><ToUserName><![CDATA[
//		return xml5.appendTo(dst)
//	}
//
// The number is what the constants take alone: with less room the slice has to grow, and better at once.
func appendMethod(r *gomodel.Reply, pieces []piece, constants *constantXML) jen.Code {
	last, body := pieces[len(pieces)-1].(constant), pieces[:len(pieces)-1]
	code := []jen.Code{jen.If(jen.Cap(jen.Id("dst")).Op("-").Len(jen.Id("dst")).Op("<").Lit(constantSize(pieces))).Block(
		jen.Id("dst").Op("=").Qual("slices", "Grow").Call(jen.Id("dst"), jen.Id("r").Dot("xmlSize").Call()),
	)}
	code = append(code, appendWriter(constants).pieces(body)...)
	return appendFunc(jen.Id("r").Op("*").Id(r.Name), "AppendXML").Block(append(code, jen.Return(constants.appended(last)))...)
}

// appendShared emits
//
//	func (r *MainTitle) appendXML(dst []byte) []byte {
//		dst = xml37.appendTo(dst) // <MainTitle>
//		if r.Desc != "" {
//			dst = appendCDATA(xml35.appendTo(dst), string(r.Desc)) // <Desc><![CDATA[
//			dst = xml36.appendTo(dst) // ]]></Desc>
//		}
//		return xml38.appendTo(dst)
//	}
func appendShared(t *gomodel.Type, pieces []piece, constants *constantXML) jen.Code {
	result := jen.Id("dst")
	if n := len(pieces); n > 0 {
		switch last := pieces[n-1].(type) {
		case constant:
			result, pieces = constants.appended(last), pieces[:n-1]
		case callPiece:
			result, pieces = appended(last), pieces[:n-1]
		default: // appended by a statement
		}
	}
	return appendFunc(gomodel.MethodReceiver(t), "appendXML").Block(append(appendWriter(constants).pieces(pieces), jen.Return(result))...)
}

func appendFunc(receiver jen.Code, name string) *jen.Statement {
	return jen.Func().Params(receiver).Id(name).Params(jen.Id("dst").Index().Byte()).Index().Byte()
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

// appendValue emits what appends a value to a slice, which is dst or an expression.
func appendValue(to jen.Code, v value) *jen.Statement {
	dst := jen.Id("dst").Op("=")
	switch v.form {
	case cdataForm:
		return dst.Id("appendCDATA").Call(to, jen.String().Parens(v.at()))
	case textForm:
		return dst.Id("appendText").Call(to, jen.String().Parens(v.at()))
	case intForm:
		return dst.Id("appendInt").Call(to, v.at())
	case floatForm:
		return dst.Id("appendFloat").Call(to, v.at())
	case boolForm:
		return dst.Qual("strconv", "AppendBool").Call(to, v.at())
	default:
		return dst.Qual("strconv", "AppendInt").Call(to, jen.Int64().Parens(jen.Len(v.at())), jen.Lit(10))
	}
}
