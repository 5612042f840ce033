package emit

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
)

// constantXML is the constant XML of a package. A constant is stored as an array, which a compiler moves in a few
// instructions, where the append of a string is a call.
type constantXML struct {
	names map[constant]string
	order []constant
}

// longConstant is the length from which on a call costs less than the moves.
const longConstant = 256

// constantsOf are the constants of a package, in the order in which its writers reach them.
func constantsOf(p *gomodel.Package) *constantXML {
	x := &constantXML{names: map[constant]string{}}
	shared := findShared(p)
	for _, r := range p.Replies {
		x.collect(replyPieces(p, r, shared))
	}
	for _, t := range p.Types {
		if shared.has(t) {
			x.collect(shared.pieces(t))
		}
	}
	return x
}

func (x *constantXML) collect(pieces []piece) {
	for _, p := range pieces {
		switch p := p.(type) {
		case constant:
			if len(p) < longConstant && x.names[p] == "" {
				x.order = append(x.order, p)
				x.names[p] = "xml" + strconv.Itoa(len(x.order))
			}
		case ifPiece:
			x.collect(p.body)
		case loopPiece:
			x.collect(p.body)
		case switchPiece:
			for _, c := range p.cases {
				x.collect(c.body)
			}
		case value, callPiece: // no constant
		}
	}
}

// statement emits
//
//	dst = xml1.appendTo(dst) // <xml><ToUserName><![CDATA[
func (x *constantXML) statement(c constant) jen.Code {
	return withComment(c, "dst = %s", x.appended(c))
}

// withComment is code, and behind it a comment that shows how the constant in it begins. Comments of adjacent lines are
// aligned: these widths keep the lines short.
func withComment(c constant, format string, operands ...any) *jen.Statement {
	const widestCode, widestComment = 64, 36
	code := gofile.Code(format, operands...)
	if len(c) < longConstant && gofile.Columns(fmt.Sprintf(format, operands...)) <= widestCode {
		code.Comment("// " + gofile.Clip(oneLine(string(c)), widestComment))
	}
	return code
}

// oneLine is a text that stays on its line of a comment.
func oneLine(s string) string {
	if gofile.Clean(s) == s && !strings.ContainsFunc(s, gofile.IsLineBreak) {
		return s
	}
	return strconv.Quote(s)
}

// appended is the expression that appends a constant to dst.
func (x *constantXML) appended(c constant) string {
	if len(c) >= longConstant {
		return fmt.Sprintf("append(dst, %q...)", c)
	}
	return x.names[c] + ".appendTo(dst)"
}

// XMLConstants emits the constants that the writers append, and the type of each size.
//
//	var (
//		xml1 = bytes26{[26]byte([]byte("<xml><ToUserName><![CDATA["))}
//		…
//	)
func XMLConstants(p *gomodel.Package, f *gofile.File) {
	x := constantsOf(p)
	var constants []jen.Code
	var sizes []int
	for _, c := range x.order {
		bytes := jen.Index(jen.Lit(len(c))).Byte().Parens(jen.Index().Byte().Parens(jen.Lit(string(c))))
		constants = append(constants, jen.Id(x.names[c]).Op("=").Id(sizeType(len(c))).Values(bytes))
		sizes = append(sizes, len(c))
	}
	if len(constants) == 0 {
		return
	}
	f.Add(nil, jen.Var().Defs(constants...))
	slices.Sort(sizes)
	sizes = slices.Compact(sizes)
	var types []jen.Code
	for _, n := range sizes {
		types = append(types,
			jen.Id(sizeType(n)).Op("struct").Custom(jen.Options{Open: "{", Close: "}"},
				jen.Id("text").Index(jen.Lit(n)).Byte()))
	}
	f.Add(gofile.Doc("A text of a known size is moved in a few instructions, where the append of a string is a call. The array is a field "+
		"because two arrays behind pointers might overlap, which takes a call as well."), jen.Type().Defs(types...))
	for _, n := range sizes {
		f.Add(nil, appendTo(n))
	}
}

func sizeType(n int) string { return "bytes" + strconv.Itoa(n) }

// appendTo emits
//
//	func (b *bytes26) appendTo(dst []byte) []byte {
//		if n := len(dst); cap(dst)-n >= 26 {
//			*(*[26]byte)(dst[n : n+26]) = b.text
//			return dst[:n+26]
//		}
//		return append(dst, b.text[:]...)
//	}
func appendTo(size int) jen.Code {
	dst, n, text := jen.Id("dst"), jen.Id("n"), jen.Id("b").Dot("text")
	end := n.Clone().Op("+").Lit(size)
	return jen.Func().Params(jen.Id("b").Op("*").Id(sizeType(size))).Id("appendTo").Params(
		jen.Id("dst").Index().Byte()).Index().Byte().Block(
		jen.If(jen.Id("n").Op(":=").Len(dst), jen.Cap(dst).Op("-").Add(n).Op(">=").Lit(size)).Block(
			jen.Op("*").Parens(jen.Op("*").Index(jen.Lit(size)).Byte()).Parens(dst.Clone().Index(n,
				end)).Op("=").Add(text),
			jen.Return(dst.Clone().Index(jen.Op(":").Add(end))),
		),
		jen.Return(jen.Append(dst, text.Clone().Index(jen.Op(":")).Op("..."))),
	)
}
