package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/generator/internal/gomodel"
	"github.com/replygen/replygen/spec"
)

// seenElements is the variable in which the code that reads a struct notes the elements that it has met, for the first
// of a name counts: bit i of a uint64 for field i, or of one of several where there are more than 64 fields.
type seenElements struct {
	count int
	// from is the bit of field 0: those of a message's own fields come after those of the header.
	from int
	// pointer is set for a parameter, which points to the variable.
	pointer bool
}

// headerSeen is for the header's elements, and ownSeen for the others of a message: they share one variable.
func headerSeen(p *gomodel.Package) seenElements {
	most := 0
	for _, m := range p.Inbound.Messages {
		most = max(most, len(m.Fields)+1) // the tag of a union is no field
	}
	return seenElements{count: ownBits(p) + most, pointer: true}
}

func ownSeen(p *gomodel.Package) seenElements {
	s := headerSeen(p)
	s.from = ownBits(p)
	return s
}

// ownBits is how many bits the header takes.
func ownBits(p *gomodel.Package) int {
	n := len(p.Inbound.Header.Fields)
	if len(p.Spec.Events) > 0 {
		n++ // the event's name comes after the fields
	}
	return n
}

func (s seenElements) words() int { return (s.count + 63) / 64 }

func (s seenElements) typ() *jen.Statement {
	if s.words() > 1 {
		return jen.Index(jen.Lit(s.words())).Uint64()
	}
	return jen.Uint64()
}

func (s seenElements) declaration() jen.Code { return jen.Var().Id("seen").Add(s.typ()) }

func (s seenElements) parameter() jen.Code { return jen.Id("seen").Op("*").Add(s.typ()) }

// bit is where field i is noted: the address of a uint64, and the number of the bit.
func (s seenElements) bit(i int) []jen.Code {
	i += s.from
	word := jen.Op("&").Id("seen")
	switch {
	case s.words() > 1:
		word = word.Index(jen.Lit(i / 64))
	case s.pointer:
		word = jen.Id("seen")
	}
	return []jen.Code{word, jen.Lit(i % 64)}
}

// bitAt is bit for a number that is known when the program runs, as the parameter is used.
func (s seenElements) bitAt(i *jen.Statement) []jen.Code {
	i = jen.Lit(s.from).Op("+").Add(i)
	if s.words() > 1 {
		return []jen.Code{jen.Op("&").Id("seen").Index(jen.Parens(i.Clone()).Op("/").Lit(64)), jen.Parens(i).Op("%").Lit(64)}
	}
	return []jen.Code{jen.Id("seen"), i}
}

// lacks is the condition that the element of field i has not been met; s is no pointer.
func (s seenElements) lacks(i int) *jen.Statement {
	word := jen.Id("seen")
	if s.words() > 1 {
		word = word.Index(jen.Lit(i / 64))
	}
	return word.Op("&").Parens(jen.Lit(1).Op("<<").Lit(i % 64)).Op("==").Lit(0)
}

// read emits, for a function of the run-time code,
//
//	readText(d, &m.Content, &seen, 0)
func (s seenElements) read(function string, into *jen.Statement, i int) jen.Code {
	return jen.Id(function).Call(append([]jen.Code{jen.Id("d"), jen.Op("&").Add(into)}, s.bit(i)...)...)
}

// readNumber emits
//
//	d.readOptionalInt(&m.Idx, &seen, 3)
func (s seenElements) readNumber(what string, f *gomodel.Field, into *jen.Statement, i int) jen.Code {
	if !f.Required {
		what = "Optional" + what
	}
	return jen.Id("d").Dot("read" + what).Call(append([]jen.Code{jen.Op("&").Add(into)}, s.bit(i)...)...)
}

// first emits
//
//	if d.first(&seen, 2) { … }
func (s seenElements) first(i int, body jen.Code) jen.Code {
	return jen.If(jen.Id("d").Dot("first").Call(s.bit(i)...)).Block(body)
}

// expectedFields emits
//
//	expectText(d, &m.Content, seen, 5, "<Content><![CDATA[", "]]></Content>")
//	d.expectInt(&m.Scale, seen, 6, "<Scale>", "</Scale>")
//
// for the fields that hold one text or number and are always there, in the order in which the platform sends them. They
// read nothing that the walk after them would not read alike.
func expectedFields(p *gomodel.Package, fields []*gomodel.Field, receiver string, seen seenElements) []jen.Code {
	var out []jen.Code
	for i, f := range fields {
		into := jen.Op("&").Id(receiver).Dot(f.GoName)
		start, end := "<"+f.Name+">", "</"+f.Name+">"
		text := func(function, start, end string) jen.Code {
			return jen.Id(function).Call(append(append([]jen.Code{jen.Id("d"), into}, seen.bit(i)...), jen.Lit(start), jen.Lit(end))...)
		}
		switch k := f.Kind.(type) {
		case *spec.MsgType:
			into = jen.Op("&").Id(receiver).Dot("MsgType")
			if k.CDATA {
				out = append(out, text("expectTrimmed", start+"<![CDATA[", "]]>"+end))
			} else {
				out = append(out, text("expectBare", start, end))
			}
		case *spec.String:
			switch {
			case !f.Required || f.GoName == "":
			case !isTrimmed(p, f) && k.CDATA:
				out = append(out, text("expectText", start+"<![CDATA[", "]]>"+end))
			case isTrimmed(p, f) && k.CDATA:
				out = append(out, text("expectTrimmed", start+"<![CDATA[", "]]>"+end))
			case isTrimmed(p, f):
				out = append(out, text("expectBare", start, end))
			}
		case *spec.Int, *spec.UnixTime:
			if f.Required && f.GoName != "" {
				out = append(out, jen.Id("d").Dot("expectInt").Call(append(append([]jen.Code{into}, seen.bit(i)...), jen.Lit(start), jen.Lit(end))...))
			}
		default: // read by the slower path
		}
	}
	return out
}
