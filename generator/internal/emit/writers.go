package emit

import (
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
)

// Writers emits the XML writers of every reply, and of the structs that have their own. The constants between the values
// stand in a file of their own.
func Writers(p *gomodel.Package, f *gofile.File) {
	constants := constantsOf(p)
	shared := findShared(p)
	for _, r := range p.Replies {
		pieces := replyPieces(p, r, shared)
		f.Add(gofile.Doc("AppendXML appends the reply's XML to dst and returns the extended slice, as Reply says."),
			appendMethod(r, pieces, constants))
		f.Add(gofile.Doc("WriteTo writes the reply's XML to w and returns how many bytes w took, as Reply says."),
			writeMethod(r, pieces))
		f.Add(nil, sizeMethod(&r.Type, pieces))
	}
	present := markPresent(p)
	for _, t := range p.Types {
		if present[t] {
			f.Add(nil, presentMethod(t))
		}
		if shared.has(t) {
			pieces := shared.pieces(t)
			f.Add(nil, appendShared(t, pieces, constants))
			f.Add(nil, writeShared(t, pieces))
			f.Add(nil, sizeMethod(t, pieces))
		}
	}
}

// pieceWriter emits pieces in one of the ways in which they are written. What the ways share is their control flow.
type pieceWriter struct {
	constant func(constant) jen.Code
	value    func(value) jen.Code
	call     func(callPiece) jen.Code
	// after is one statement for a value after a constant, nil where they take two.
	after func(constant, value) jen.Code
}

func (w *pieceWriter) pieces(pieces []piece) []jen.Code {
	var out []jen.Code
	for i := 0; i < len(pieces); i++ {
		switch p := pieces[i].(type) {
		case constant:
			if w.after != nil && i+1 < len(pieces) {
				if v, ok := pieces[i+1].(value); ok {
					out = append(out, w.after(p, v))
					i++
					continue
				}
			}
			out = append(out, w.constant(p))
		case value:
			out = append(out, w.value(p))
		case callPiece:
			out = append(out, w.call(p))
		default:
			out = append(out, controlFlow(p, w.pieces))
		}
	}
	return out
}

// controlFlow emits a piece that depends on what a reply holds.
func controlFlow(p piece, nested func([]piece) []jen.Code) jen.Code {
	switch p := p.(type) {
	case ifPiece:
		return gofile.Code("if %s {\n%s\n}", p.condition, nested(p.body))
	case loopPiece:
		body := nested(p.body)
		switch {
		case isConstant(p.body):
			return gofile.Code("for range %s {\n%s\n}", p.list, body)
		case p.by == byValue:
			return gofile.Code("for _, %s := range %s {\n%s\n}", p.variable, p.list, body)
		case p.by == byIndex:
			return gofile.Code("for %s := range %s {\n%s\n}", p.variable, p.list, body)
		}
		index := "i" + strings.TrimPrefix(p.variable, "item")
		return gofile.Code("for %[1]s := range %[2]s {\n%[3]s := &%[2]s[%[1]s]\n%[4]s\n}", index, p.list, p.variable,
			body)
	case switchPiece:
		var cases []jen.Code
		for _, c := range p.cases {
			cases = append(cases, gofile.Code("case *%s:\nif %s != nil {\n%s\n}", c.typ, p.name, nested(c.body)))
		}
		return gofile.Code("switch %s := %s.(type) {\n%s\n}", p.name, p.at, cases)
	case constant, value, callPiece: // nothing to decide
	}
	panic("generator: unknown piece")
}

// isConstant reports whether a sequence is the same whatever an item holds.
func isConstant(pieces []piece) bool {
	return !slices.ContainsFunc(pieces, func(p piece) bool { _, ok := p.(constant); return !ok })
}
