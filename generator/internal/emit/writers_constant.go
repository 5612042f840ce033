package emit

import (
	"slices"
	"strconv"
	"strings"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
)

// xmlConstants is the XML of a package, and the names of the constants in it, in the order in which its writers reach
// them. A constant is stored as an array, which a compiler moves in a few instructions, where the append of a string is
// a call.
type xmlConstants struct {
	pieces map[*gomodel.Type][]piece
	names  map[string]string
	order  []string
}

// longConstant is the length from which on a call costs less than the moves.
const longConstant = 256

func writtenXML(p *gomodel.Package) *xmlConstants {
	x := &xmlConstants{pieces: piecesOf(p), names: map[string]string{}}
	for _, t := range p.Structs() {
		x.collect(x.pieces[t])
	}
	return x
}

func (x *xmlConstants) collect(pieces []piece) {
	for _, p := range pieces {
		if p.kind == constantPiece && len(p.text) < longConstant && x.names[p.text] == "" {
			x.order = append(x.order, p.text)
			x.names[p.text] = "xml" + strconv.Itoa(len(x.order))
		}
		x.collect(p.body)
	}
}

// appended is the expression that appends a constant to dst.
func (x *xmlConstants) appended(xml string) string {
	if len(xml) >= longConstant {
		return gofile.Code("append(dst, %q...)", xml)
	}
	return x.names[xml] + ".appendTo(dst)"
}

// withComment is a statement, and behind it a comment that shows how the constant in it begins. Comments of adjacent
// lines are aligned: these widths keep the lines short.
func (x *xmlConstants) withComment(statement, xml string) string {
	const widestCode, widestComment = 64, 36
	if len(xml) >= longConstant || gofile.Columns(statement) > widestCode {
		return statement
	}
	if gofile.Clean(xml) != xml || strings.ContainsFunc(xml, gofile.IsLineBreak) {
		xml = strconv.Quote(xml)
	}
	return statement + " // " + gofile.Clip(xml, widestComment)
}

// XMLConstants emits the constants that the writers append, and the type of each size.
//
//	var (
//		xml1 = bytes26{[26]byte([]byte("<xml><ToUserName><![CDATA["))}
//		…
//	)
//
//	type (
//		bytes26 struct{ text [26]byte }
//		…
//	)
//
//	func (b *bytes26) appendTo(dst []byte) []byte {
//		if n := len(dst); cap(dst)-n >= 26 {
//			*(*[26]byte)(dst[n : n+26]) = b.text
//			return dst[:n+26]
//		}
//		return append(dst, b.text[:]...)
//	}
func XMLConstants(p *gomodel.Package, f *gofile.File) {
	x := writtenXML(p)
	var constants, types, methods []string
	var sizes []int
	for _, xml := range x.order {
		constants = append(constants,
			gofile.Code("%s = bytes%d{[%[2]d]byte([]byte(%[3]q))}", x.names[xml], len(xml), xml))
		sizes = append(sizes, len(xml))
	}
	if len(constants) == 0 {
		return
	}
	slices.Sort(sizes)
	for _, n := range slices.Compact(sizes) {
		types = append(types, gofile.Code("bytes%d struct{ text [%[1]d]byte }", n))
		methods = append(methods, gofile.Code(`func (b *bytes%d) appendTo(dst []byte) []byte {
	if n := len(dst); cap(dst)-n >= %[1]d {
		*(*[%[1]d]byte)(dst[n : n+%[1]d]) = b.text
		return dst[:n+%[1]d]
	}
	return append(dst, b.text[:]...)
}
`, n))
	}
	f.Add(nil, gofile.Code("var (\n%s\n)", constants))
	f.Add(gofile.Doc("A text of a known size is moved in a few instructions, where the append of a string is a call. The array is a field "+
		"because two arrays behind pointers might overlap, which takes a call as well."), gofile.Code("type (\n%s\n)", types))
	f.Add(nil, methods...)
}
