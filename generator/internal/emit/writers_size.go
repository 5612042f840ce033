package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
)

// sizeMethod emits
//
//	func (r *TextReply) xmlSize() int {
//		return 219 + len(r.ToUserName) + len(r.FromUserName) + len(r.Content)
//	}
//
// with statements for what may be absent or repeated.
func sizeMethod(t *gomodel.Type, pieces []piece) jen.Code {
	var body []jen.Code
	if sum, rest := sizeSum(pieces); len(rest) == 0 {
		body = []jen.Code{jen.Return(sum)}
	} else {
		body = append([]jen.Code{jen.Id("n").Op(":=").Add(sum)}, append(rest, jen.Return(jen.Id("n")))...)
	}
	return jen.Func().Params(gomodel.MethodReceiver(t)).Id("xmlSize").Params().Int().Block(body...)
}

// sizeSum is what is certain of a sequence's size, and the statements that add the rest to n.
func sizeSum(pieces []piece) (*jen.Statement, []jen.Code) {
	fixed := 0
	var terms, rest []jen.Code
	for _, p := range pieces {
		switch p := p.(type) {
		case constant:
			fixed += len(p)
		case value:
			if p.form == cdataForm || p.form == textForm {
				terms = append(terms, gofile.Code("len(%s)", p.at))
			} else {
				fixed += numberSize
			}
		case callPiece:
			terms = append(terms, gofile.Code("%s.xmlSize()", p.at))
		case loopPiece:
			if one, ok := fixedSize(p.body); ok {
				terms = append(terms, gofile.Code("%d*len(%s)", one, p.list))
				continue
			}
			rest = append(rest, controlFlow(p, sizeStatements))
		default:
			rest = append(rest, controlFlow(p, sizeStatements))
		}
	}
	if fixed > 0 || len(terms) == 0 {
		terms = append([]jen.Code{jen.Lit(fixed)}, terms...)
	}
	sum := jen.Add(terms[0])
	for _, l := range terms[1:] {
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
