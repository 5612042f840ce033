package generator

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/spec"
)

// readMessageType emits
//
//	func readTextMessage(d *decoder, h *MessageHeader, seen *uint64) *TextMessage {
//		m := new(TextMessage)
//		expectText(d, &m.Content, seen, 5, "<Content><![CDATA[", "]]></Content>")
//		for name, ok := d.next(); ok; name, ok = d.next() {
//			switch name {
//			case "Content":
//				readText(d, &m.Content, seen, 5)
//			case "MsgId", "MsgID":
//				readTrimmed(d, &m.MsgID, seen, 6)
//			default:
//				h.element(d, name, seen)
//			}
//		}
//		return m
//	}
func readMessageType(p *goPackage, m *goMessage) jen.Code {
	params := []jen.Code{jen.Id("d").Op("*").Id("decoder"), jen.Id("h").Op("*").Id("MessageHeader"), ownSeen(p).parameter()}
	body := []jen.Code{jen.Id("m").Op(":=").New(jen.Id(m.name))}
	if m.accepts { // somebody waits for the answer
		body = append(body, expectedFields(p, namedFields(&m.goType), "m", ownSeen(p))...)
	}
	body = append(body, readMessageElements(p, m)...)
	return jen.Func().Id("read" + m.name).Params(params...).Op("*").Id(m.name).Block(append(body, jen.Return(jen.Id("m")))...)
}

func readMessageElements(p *goPackage, m *goMessage) []jen.Code {
	return readElements(p, &m.goType, "m", jen.Id("h").Dot("element").Call(jen.Id("d"), jen.Id("name"), jen.Id("seen")))
}

// readers are the messages whose reading function reads others as well: those that differ in nothing but the name of
// their type, and the text of their documentation.
func readers(p *goPackage) map[*goMessage]*goMessage {
	out := make(map[*goMessage]*goMessage, len(p.inbound.messages))
	byNames := map[string][]*goMessage{} // few have the same, and only they are compared in full
	for _, m := range p.inbound.messages {
		names := p.embedded(m.accepts)
		for _, g := range m.fields {
			names += " " + g.goName
		}
		out[m] = m
		i := slices.IndexFunc(byNames[names], func(other *goMessage) bool { return sameShape(p, m, other) })
		if i < 0 {
			byNames[names] = append(byNames[names], m)
			continue
		}
		out[m] = byNames[names][i]
	}
	return out
}

// sameShape reports whether two messages have the same Go fields and are read alike.
func sameShape(p *goPackage, a, b *goMessage) bool {
	for i, f := range a.fields {
		if f.goName != "" && jen.Add(fieldType(p, f)).GoString() != jen.Add(fieldType(p, b.fields[i])).GoString() {
			return false
		}
	}
	read := func(m *goMessage) string {
		return jen.Func().Id("_").Params().Block(readMessageElements(p, m)...).GoString()
	}
	return read(a) == read(b)
}

// readMethod emits the method that reads a struct inside of a message:
//
//	func (o *Pic) read(d *decoder) { … }
func readMethod(p *goPackage, t *goType) jen.Code {
	return jen.Func().Params(jen.Id("o").Op("*").Id(t.name)).Id("read").Params(jen.Id("d").Op("*").Id("decoder")).Block(
		readElements(p, t, "o", jen.Id("d").Dot("skip").Call())...)
}

// namedFields are the fields of a struct: derived ones, and those that are the same in every message, have no name.
func namedFields(t *goType) []*goField {
	return slices.DeleteFunc(slices.Clone(t.fields), func(f *goField) bool { return f.goName == "" })
}

// readElements is the code that reads the children of the element just opened into the fields of a struct, and leaves
// the others to the code given.
func readElements(p *goPackage, t *goType, receiver string, other jen.Code) []jen.Code {
	fields := namedFields(t)
	seen := seenElements{count: len(fields)}
	if receiver == "m" {
		seen = ownSeen(p)
	}
	var cases []jen.Code
	for i, f := range fields {
		cases = append(cases, jen.Case(spellings(f)...).Block(readField(p, f, variable(receiver), seen, i)...))
	}
	if t.union != nil {
		seen.count++
		cases = append(cases, jen.Case(jen.Lit(t.union.spec.Tag)).Block(seen.first(len(fields), jen.Id("d").Dot("skip").Call())))
	}
	if len(cases) == 0 {
		name := "name"
		if receiver != "m" {
			name = "_"
		}
		return []jen.Code{eachElement(name, "ok").Block(other)}
	}
	var out []jen.Code
	if receiver != "m" && (slices.ContainsFunc(fields, func(f *goField) bool { return !isFlat(f) }) || t.union != nil) {
		out = append(out, seen.declaration())
	}
	return append(out, eachElement("name", "ok").Block(jen.Switch(jen.Id("name")).Block(append(cases, jen.Default().Block(other))...)))
}

func isFlat(f *goField) bool {
	k, ok := f.Kind.(*spec.List)
	return ok && k.Flat
}

// readField is the code that reads the element just opened into field i of a struct.
func readField(p *goPackage, f *goField, of expr, seen seenElements, i int) []jen.Code {
	at := of.dot(f.goName)
	switch k := f.Kind.(type) {
	case *spec.MsgType:
		return []jen.Code{seen.read("readTrimmed", of.dot("MsgType")(), i)}
	case *spec.Const, *spec.Count:
		return []jen.Code{seen.first(i, jen.Id("d").Dot("skip").Call())}
	case *spec.Object:
		return []jen.Code{seen.first(i, at().Dot("read").Call(jen.Id("d")))}
	case *spec.Union:
		return []jen.Code{seen.first(i, at().Op("=").Id("read"+f.union.name).Call(jen.Id("d")))}
	case *spec.List:
		if k.Flat {
			return readItem(p, f, k, at)
		}
		item := []jen.Code{jen.Lit(k.Item.Name)}
		for _, a := range k.Item.Aliases {
			item = append(item, jen.Lit(a))
		}
		return []jen.Code{seen.first(i, eachElement("name", "ok").Block(
			jen.Switch(jen.Id("name")).Block(
				jen.Case(item...).Block(readItem(p, f, k, at)...),
				jen.Default().Block(jen.Id("d").Dot("skip").Call()),
			),
		))}
	case *spec.String:
		if isTrimmed(p, f) {
			return []jen.Code{seen.read("readTrimmed", at(), i)}
		}
		return []jen.Code{seen.read("readText", at(), i)}
	case *spec.Int, *spec.UnixTime:
		return []jen.Code{seen.readNumber("Int", f, at(), i)}
	case *spec.Float:
		return []jen.Code{seen.readNumber("Float", f, at(), i)}
	case *spec.Bool:
		return []jen.Code{seen.readNumber("Bool", f, at(), i)}
	}
	panic("generator: a field of no kind")
}

// isTrimmed reports whether the white space around the text of a field is not part of it: of an address, and an id.
func isTrimmed(p *goPackage, f *goField) bool {
	if k, ok := f.Kind.(*spec.String); ok && k.ID {
		return true
	}
	return slices.Contains(p.spec.Inbound.Addresses, f.Name) && slices.Contains(p.inbound.header.fields, f)
}

func readItem(p *goPackage, f *goField, k *spec.List, at expr) []jen.Code {
	appendTo := func(item jen.Code) jen.Code { return at().Op("=").Append(at(), item) }
	number := func(method string) []jen.Code {
		// An empty element is the absence of a number, here as elsewhere.
		return []jen.Code{jen.If(jen.Id("item").Op(":=").Id("d").Dot(method).Call(), jen.Id("item").Dot("Set")).Block(appendTo(jen.Id("item").Dot("Value")))}
	}
	switch {
	case f.object != nil:
		return []jen.Code{
			jen.Var().Id("item").Id(f.object.name),
			jen.Id("item").Dot("read").Call(jen.Id("d")),
			appendTo(jen.Id("item")),
		}
	case f.union != nil:
		return []jen.Code{
			jen.If(jen.Id("item").Op(":=").Id("read"+f.union.name).Call(jen.Id("d")), jen.Id("item").Op("!=").Nil()).Block(appendTo(jen.Id("item"))),
		}
	}
	switch kind := k.Item.Kind.(type) {
	case *spec.String:
		text := jen.Id("d").Dot("text").Call()
		if kind.ID {
			text = jen.Id("trimSpace").Call(text)
		}
		if kind.Scalar != nil {
			text = jen.Id(p.scalars[kind.Scalar]).Parens(text)
		}
		return []jen.Code{appendTo(text)}
	case *spec.Int, *spec.UnixTime:
		return number("wholeNumber")
	case *spec.Float:
		return number("number")
	case *spec.Bool:
		return number("truth")
	case *spec.MsgType, *spec.Const, *spec.Count, *spec.Object, *spec.List, *spec.Union: // no leaf
	}
	panic("generator: an item of no kind")
}

// readUnion emits
//
//	func readCard(d *decoder) Card {
//		switch tag, _ := d.find("CardType"); tag {
//		case "text_notice":
//			form := new(TextNoticeCard)
//			form.read(d)
//			return form
//		}
//		d.skip()
//		return nil
//	}
func readUnion(u *goUnion) jen.Code {
	var cases []jen.Code
	for _, c := range u.cases {
		cases = append(cases, jen.Case(jen.Lit(c.value)).Block(
			jen.Id("form").Op(":=").New(jen.Id(c.name)),
			jen.Id("form").Dot("read").Call(jen.Id("d")),
			jen.Return(jen.Id("form")),
		))
	}
	return jen.Func().Id("read"+u.name).Params(jen.Id("d").Op("*").Id("decoder")).Id(u.name).Block(
		jen.Switch(jen.List(jen.Id("tag"), jen.Id("_")).Op(":=").Id("d").Dot("find").Call(jen.Lit(u.spec.Tag)), jen.Id("tag")).Block(cases...),
		jen.Id("d").Dot("skip").Call(),
		jen.Return(jen.Nil()),
	)
}
