package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
)

func appendWriter(constants *constantXML) *pieceWriter {
	return &pieceWriter{
		constant: constants.statement,
		value:    func(v value) jen.Code { return gofile.Code(appendingTo[v.form], "dst", v.at) },
		call:     func(w callPiece) jen.Code { return gofile.Code("dst = %s", appended(w)) },
		after: func(c constant, v value) jen.Code {
			return withComment(c, appendingTo[v.form], constants.appended(c), v.at)
		},
	}
}

func appended(w callPiece) string { return string(w.at) + ".appendXML(dst)" }

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
	return gofile.Code(`func (r *%s) AppendXML(dst []byte) []byte {
	if cap(dst)-len(dst) < %d {
		dst = slices.Grow(dst, r.xmlSize())
	}
	%s
	return %s
}`, r.Name, constantSize(pieces), appendWriter(constants).pieces(body), constants.appended(last))
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
	result := "dst"
	if n := len(pieces); n > 0 {
		switch last := pieces[n-1].(type) {
		case constant:
			result, pieces = constants.appended(last), pieces[:n-1]
		case callPiece:
			result, pieces = appended(last), pieces[:n-1]
		default: // appended by a statement
		}
	}
	return gofile.Code("func (%s) appendXML(dst []byte) []byte {\n%s\nreturn %s\n}",
		gomodel.MethodReceiver(t), appendWriter(constants).pieces(pieces), result)
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

// appendingTo are the statements that append a value to dst, or to an expression that appends to dst.
var appendingTo = map[valueForm]string{
	cdataForm: "dst = appendCDATA(%s, string(%s))",
	textForm:  "dst = appendText(%s, string(%s))",
	intForm:   "dst = appendInt(%s, %s)",
	floatForm: "dst = appendFloat(%s, %s)",
	boolForm:  "dst = strconv.AppendBool(%s, %s)",
	countForm: "dst = strconv.AppendInt(%s, int64(len(%s)), 10)",
}
