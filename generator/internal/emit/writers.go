package emit

import (
	"slices"
	"strings"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
	"github.com/replygen/replygen/spec"
)

// Writers emits the XML writers of every reply, and of the structs that have their own. The constants between the values
// stand in a file of their own.
func Writers(p *gomodel.Package, f *gofile.File) {
	x := writtenXML(p)
	present := markPresent(p)
	for _, t := range p.Structs() {
		if present[t] {
			f.Add(nil, presentMethod(t))
		}
		pieces := x.pieces[t]
		if pieces == nil {
			continue
		}
		var appends, writes []string
		if t.IsReply {
			appends = gofile.Doc("AppendXML appends the reply's XML to dst and returns the extended slice, as Reply says.")
			writes = gofile.Doc("WriteTo writes the reply's XML to w and returns how many bytes w took, as Reply says.")
		}
		f.Add(appends, x.appendMethod(t, pieces))
		f.Add(writes, writeMethod(t, pieces))
		f.Add(nil, sizeMethod(t, pieces))
	}
}

// presentMethod emits
//
//	func (r *TransInfo) present() bool { return r.KfAccount != "" || r.Level.Set }
func presentMethod(t *gomodel.Type) string {
	var conditions []string
	for _, f := range t.Fields {
		if gomodel.TellsPresence(f) {
			conditions = append(conditions, gomodel.IsPresent(t, f, "r"))
		}
	}
	if conditions == nil {
		conditions = []string{"true"}
	}
	return gofile.Code("func (r *%s) present() bool {\nreturn %s\n}", t.Name, strings.Join(conditions, " || "))
}

// markPresent lists the types whose present method is called: those of optional elements, and what these hold.
func markPresent(p *gomodel.Package) map[*gomodel.Type]bool {
	out := map[*gomodel.Type]bool{}
	var mark func(t *gomodel.Type, called func(*gomodel.Field) bool)
	mark = func(t *gomodel.Type, called func(*gomodel.Field) bool) {
		for _, f := range t.Fields {
			if _, ok := f.Kind.(*spec.Object); ok && called(f) && !out[f.Object] {
				out[f.Object] = true
				mark(f.Object, gomodel.TellsPresence)
			}
		}
	}
	for _, t := range p.Structs() {
		mark(t, func(f *gomodel.Field) bool { return !f.Required })
	}
	return out
}

// writer is a way to write pieces. Each statement writes to something: to a destination, or to what writes the constant
// before a value.
type writer struct {
	destination string
	// formats are the formats of statements, by kind of piece. Their arguments are the destination and the value.
	formats map[pieceKind]string
	// constant returns the statement that writes a constant.
	constant func(xml string) string
	// comment may follow a statement that writes a constant.
	comment func(statement, xml string) string
}

func (w *writer) statements(pieces []piece) []string {
	var out []string
	for i, p := range pieces {
		to, before := w.destination, ""
		if i > 0 && pieces[i-1].kind == constantPiece {
			before = pieces[i-1].text
			to = w.constant(before)
		}
		switch {
		case p.kind == constantPiece && i+1 < len(pieces) && pieces[i+1].isValue():
		case p.kind == constantPiece:
			out = append(out, w.comment(gofile.Code(w.formats[p.kind], w.constant(p.text)), p.text))
		case p.kind == blockPiece:
			out = append(out, gofile.Code("%s\n%s\n}", p.text, w.statements(p.body)))
		case p.kind == callPiece:
			out = append(out, gofile.Code(w.formats[p.kind], p.text))
		case before != "":
			out = append(out, w.comment(gofile.Code(w.formats[p.kind], to, p.text), before))
		default:
			out = append(out, gofile.Code(w.formats[p.kind], to, p.text))
		}
	}
	return out
}

// appendFormats are statements that append to dst, or to an expression that appends to dst.
var appendFormats = map[pieceKind]string{
	constantPiece: "dst = %s",
	cdataPiece:    "dst = appendCDATA(%s, string(%s))",
	textPiece:     "dst = appendText(%s, string(%s))",
	intPiece:      "dst = appendInt(%s, %s)",
	floatPiece:    "dst = appendFloat(%s, %s)",
	boolPiece:     "dst = strconv.AppendBool(%s, %s)",
	countPiece:    "dst = strconv.AppendInt(%s, int64(len(%s)), 10)",
	callPiece:     "dst = %s.appendXML(dst)",
}

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
// The number is what the constants take alone: with less room the slice has to grow, and better at once. The method of
// a struct below a reply is appendXML, and leaves the slice as it is.
func (x *xmlConstants) appendMethod(t *gomodel.Type, pieces []piece) string {
	w := &writer{"dst", appendFormats, x.appended, x.withComment}
	result := "dst"
	body := pieces
	switch last := pieces[len(pieces)-1]; last.kind {
	case constantPiece:
		result, body = x.appended(last.text), pieces[:len(pieces)-1]
	case callPiece:
		result, body = last.text+".appendXML(dst)", pieces[:len(pieces)-1]
	default: // appended by a statement
	}
	if !t.IsReply {
		return gofile.Code("func (%s) appendXML(dst []byte) []byte {\n%s\nreturn %s\n}",
			gomodel.MethodReceiver(t), w.statements(body), result)
	}
	size := 0
	for _, p := range pieces {
		if p.kind == constantPiece {
			size += len(p.text)
		}
	}
	return gofile.Code(`func (r *%s) AppendXML(dst []byte) []byte {
	if cap(dst)-len(dst) < %d {
		dst = slices.Grow(dst, r.xmlSize())
	}
	%s
	return %s
}`, t.Name, size, w.statements(body), result)
}

var streamWriter = &writer{
	destination: "s",
	formats: map[pieceKind]string{
		constantPiece: "%s",
		cdataPiece:    "%s.cdata(string(%s))",
		textPiece:     "%s.escaped(string(%s))",
		intPiece:      "%s.int(%s)",
		floatPiece:    "%s.float(%s)",
		boolPiece:     "%s.bool(%s)",
		countPiece:    "%s.int(int64(len(%s)))",
		callPiece:     "%s.writeXML(s)",
	},
	constant: func(xml string) string { return gofile.Code("s.raw(%q)", xml) },
	comment:  func(statement, _ string) string { return statement },
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
// A reply that fits is appended, which takes half the time of many small writes. The method of a struct below a reply
// is writeXML, and writes to the stream.
func writeMethod(t *gomodel.Type, pieces []piece) string {
	body := streamWriter.statements(pieces)
	if !t.IsReply {
		return gofile.Code("func (%s) writeXML(s *stream) {\n%s\n}", gomodel.MethodReceiver(t), body)
	}
	return gofile.Code(`func (r *%s) WriteTo(w io.Writer) (int64, error) {
	s := newStream(w)
	if r.xmlSize() <= streamSize {
		return s.whole(r.AppendXML(s.buf))
	}
	%s
	return s.close()
}`, t.Name, body)
}

// sizeMethod emits
//
//	func (r *TextReply) xmlSize() int {
//		return 219 + len(r.ToUserName) + len(r.FromUserName) + len(r.Content)
//	}
//
// with statements for what may be absent or repeated.
func sizeMethod(t *gomodel.Type, pieces []piece) string {
	sum, rest := sizeSum(pieces)
	body := []string{"return " + sum}
	if len(rest) > 0 {
		body = slices.Concat([]string{"n := " + sum}, rest, []string{"return n"})
	}
	return gofile.Code("func (%s) xmlSize() int {\n%s\n}", gomodel.MethodReceiver(t), body)
}

// sizeSum is what is certain of a sequence's size, and the statements that add the rest to n.
func sizeSum(pieces []piece) (sum string, rest []string) {
	var terms []string
	for _, p := range pieces {
		size, ok := fixedSize(p.body)
		switch {
		case p.kind == callPiece:
			terms = append(terms, p.text+".xmlSize()")
		case p.kind == cdataPiece || p.kind == textPiece:
			terms = append(terms, "len("+p.text+")")
		case p.list != "" && ok: // no item is looked at
			terms = append(terms, gofile.Code("%d*len(%s)", size, p.list))
		case p.kind == blockPiece:
			sum, inside := sizeSum(p.body)
			if sum != "0" {
				inside = append([]string{"n += " + sum}, inside...)
			}
			rest = append(rest, gofile.Code("%s\n%s\n}", p.text, inside))
		}
	}
	if fixed, _ := fixedSize(pieces); fixed > 0 || len(terms) == 0 {
		terms = append([]string{gofile.Code("%d", fixed)}, terms...)
	}
	return strings.Join(terms, " + "), rest
}

// fixedSize is the size of constants and numbers, each of which is taken as the longest, and whether there is nothing
// else.
func fixedSize(pieces []piece) (size int, ok bool) {
	const number = 20
	ok = true
	for _, p := range pieces {
		switch p.kind {
		case constantPiece:
			size += len(p.text)
		case intPiece, floatPiece, boolPiece, countPiece:
			size += number
		case cdataPiece, textPiece, callPiece, blockPiece:
			ok = false
		}
	}
	return size, ok
}
