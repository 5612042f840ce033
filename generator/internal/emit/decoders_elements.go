package emit

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
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
//
// or, where nobody waits for an answer and all elements are leaves,
//
//	func readViewEvent(d *decoder, h *MessageHeader, seen *uint64) *ViewEvent {
//		m := new(ViewEvent)
//		h.leaves(d, seen, leaf{"EventKey", (*string)(&m.EventKey)}, leaf{"MenuId", (*trimmed)(&m.MenuID)})
//		return m
//	}
func readMessageType(p *gomodel.Package, m *gomodel.Message) jen.Code {
	params := []jen.Code{jen.Id("d").Op("*").Id("decoder"), jen.Id("h").Op("*").Id("MessageHeader"), ownSeen(p).parameter()}
	body := []jen.Code{jen.Id("m").Op(":=").New(jen.Id(m.Name))}
	if m.Accepts { // somebody waits for the answer
		body = append(body, expectedFields(p, namedFields(&m.Type), "m", ownSeen(p))...)
	}
	body = append(body, readMessageElements(p, m)...)
	return jen.Func().Id("read" + m.Name).Params(params...).Op("*").Id(m.Name).Block(append(body, jen.Return(jen.Id("m")))...)
}

func readMessageElements(p *gomodel.Package, m *gomodel.Message) []jen.Code {
	if !m.Accepts && onlyLeaves(&m.Type) {
		return []jen.Code{jen.Id("h").Dot("leaves").Call(append([]jen.Code{jen.Id("d"), jen.Id("seen")}, leaves(p, &m.Type, "m")...)...)}
	}
	return readElements(p, &m.Type, "m", jen.Id("h").Dot("element").Call(jen.Id("d"), jen.Id("name"), jen.Id("seen")))
}

// readers are the messages whose reading function reads others as well: those that differ in nothing but the name of
// their type, and the text of their documentation.
func readers(p *gomodel.Package) map[*gomodel.Message]*gomodel.Message {
	out := make(map[*gomodel.Message]*gomodel.Message, len(p.Inbound.Messages))
	byNames := map[string][]*gomodel.Message{} // few have the same, and only they are compared in full
	for _, m := range p.Inbound.Messages {
		names := m.Embedded()
		for _, g := range m.Fields {
			names += " " + g.GoName
		}
		out[m] = m
		i := slices.IndexFunc(byNames[names], func(other *gomodel.Message) bool { return sameShape(p, m, other) })
		if i < 0 {
			byNames[names] = append(byNames[names], m)
			continue
		}
		out[m] = byNames[names][i]
	}
	return out
}

// sameShape reports whether two messages have the same Go fields and are read alike.
func sameShape(p *gomodel.Package, a, b *gomodel.Message) bool {
	for i, f := range a.Fields {
		if f.GoName != "" && jen.Add(gomodel.FieldType(p, f)).GoString() != jen.Add(gomodel.FieldType(p, b.Fields[i])).GoString() {
			return false
		}
	}
	read := func(m *gomodel.Message) string {
		return jen.Func().Id("_").Params().Block(readMessageElements(p, m)...).GoString()
	}
	return read(a) == read(b)
}

// onlyLeaves reports whether each child of an element holds one value.
func onlyLeaves(t *gomodel.Type) bool {
	fields := namedFields(t)
	return t.Union == nil && len(fields) > 0 && len(fields) <= 64 && !slices.ContainsFunc(fields, func(f *gomodel.Field) bool {
		switch f.Kind.(type) {
		case *spec.String, *spec.Int, *spec.Float, *spec.Bool, *spec.UnixTime:
			return false
		case *spec.MsgType, *spec.Const, *spec.Count, *spec.Object, *spec.List, *spec.Union:
		}
		return true
	})
}

// leaves are the fields of a struct as the run-time code takes them:
//
//	leaf{"PicMd5Sum", (*string)(&o.PicMd5Sum)}
func leaves(p *gomodel.Package, t *gomodel.Type, receiver string) []jen.Code {
	var out []jen.Code
	for _, f := range namedFields(t) {
		into := jen.Op("&").Id(receiver).Dot(f.GoName)
		if k, ok := f.Kind.(*spec.String); ok {
			switch {
			case isTrimmed(p, f):
				into = jen.Parens(jen.Op("*").Id("trimmed")).Parens(into)
			case k.Scalar != nil:
				into = jen.Parens(jen.Op("*").String()).Parens(into)
			}
		}
		for _, name := range spellings(f) {
			out = append(out, jen.Id("leaf").Values(name, into.Clone()))
		}
	}
	return out
}

// headerLeaves emits
//
//	func (h *MessageHeader) leaves(d *decoder, seen *uint64, leaves ...leaf) {
//		for name, ok := d.next(); ok; name, ok = d.next() {
//			if into, i := leafNamed(leaves, name); into == nil {
//				h.element(d, name, seen)
//			} else if d.first(seen, 5+i) {
//				d.leaf(into)
//			}
//		}
//	}
func headerLeaves(p *gomodel.Package) jen.Code {
	seen := ownSeen(p)
	return jen.Func().Params(jen.Id("h").Op("*").Id("MessageHeader")).Id("leaves").
		Params(jen.Id("d").Op("*").Id("decoder"), seen.parameter(), jen.Id("leaves").Op("...").Id("leaf")).Block(
		eachElement("name", "ok").Block(
			jen.If(jen.List(jen.Id("into"), jen.Id("i")).Op(":=").Id("leafNamed").Call(jen.Id("leaves"), jen.Id("name")), jen.Id("into").Op("==").Nil()).Block(
				jen.Id("h").Dot("element").Call(jen.Id("d"), jen.Id("name"), jen.Id("seen")),
			).Else().If(jen.Id("d").Dot("first").Call(seen.bitAt(jen.Id("i"))...)).Block(
				jen.Id("d").Dot("leaf").Call(jen.Id("into")),
			)))
}

// readMethod emits the method that reads a struct inside of a message:
//
//	func (o *Pic) read(d *decoder) { … }
func readMethod(p *gomodel.Package, t *gomodel.Type) jen.Code {
	if onlyLeaves(t) {
		return jen.Func().Params(jen.Id("o").Op("*").Id(t.Name)).Id("read").Params(jen.Id("d").Op("*").Id("decoder")).Add(
			gofile.OneLineBody(jen.Id("d").Dot("leaves").Call(leaves(p, t, "o")...)))
	}
	return jen.Func().Params(jen.Id("o").Op("*").Id(t.Name)).Id("read").Params(jen.Id("d").Op("*").Id("decoder")).Block(
		readElements(p, t, "o", jen.Id("d").Dot("skip").Call())...)
}

// namedFields are the fields of a struct: derived ones, and those that are the same in every message, have no name.
func namedFields(t *gomodel.Type) []*gomodel.Field {
	return slices.DeleteFunc(slices.Clone(t.Fields), func(f *gomodel.Field) bool { return f.GoName == "" })
}

// readElements is the code that reads the children of the element just opened into the fields of a struct, and leaves
// the others to the code given.
func readElements(p *gomodel.Package, t *gomodel.Type, receiver string, other jen.Code) []jen.Code {
	fields := namedFields(t)
	seen := seenElements{count: len(fields)}
	if receiver == "m" {
		seen = ownSeen(p)
	}
	var cases []jen.Code
	for i, f := range fields {
		cases = append(cases, jen.Case(spellings(f)...).Block(readField(p, f, gofile.Variable(receiver), seen, i)...))
	}
	if t.Union != nil {
		seen.count++
		cases = append(cases, jen.Case(jen.Lit(t.Union.Spec.Tag)).Block(seen.first(len(fields), jen.Id("d").Dot("skip").Call())))
	}
	if len(cases) == 0 {
		name := "name"
		if receiver != "m" {
			name = "_"
		}
		return []jen.Code{eachElement(name, "ok").Block(other)}
	}
	var out []jen.Code
	if receiver != "m" && (slices.ContainsFunc(fields, func(f *gomodel.Field) bool { return !isFlat(f) }) || t.Union != nil) {
		out = append(out, seen.declaration())
	}
	return append(out, eachElement("name", "ok").Block(jen.Switch(jen.Id("name")).Block(append(cases, jen.Default().Block(other))...)))
}

func isFlat(f *gomodel.Field) bool {
	k, ok := f.Kind.(*spec.List)
	return ok && k.Flat
}

// readField is the code that reads the element just opened into field i of a struct.
func readField(p *gomodel.Package, f *gomodel.Field, of gofile.Expr, seen seenElements, i int) []jen.Code {
	at := of.Dot(f.GoName)
	switch k := f.Kind.(type) {
	case *spec.MsgType:
		return []jen.Code{seen.read("readTrimmed", of.Dot("MsgType")(), i)}
	case *spec.Const, *spec.Count:
		return []jen.Code{seen.first(i, jen.Id("d").Dot("skip").Call())}
	case *spec.Object:
		return []jen.Code{seen.first(i, at().Dot("read").Call(jen.Id("d")))}
	case *spec.Union:
		return []jen.Code{seen.first(i, at().Op("=").Id("read"+f.Union.Name).Call(jen.Id("d")))}
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
func isTrimmed(p *gomodel.Package, f *gomodel.Field) bool {
	if k, ok := f.Kind.(*spec.String); ok && k.ID {
		return true
	}
	return slices.Contains(p.Spec.Inbound.Addresses, f.Name) && slices.Contains(p.Inbound.Header.Fields, f)
}

func readItem(p *gomodel.Package, f *gomodel.Field, k *spec.List, at gofile.Expr) []jen.Code {
	appendTo := func(item jen.Code) jen.Code { return at().Op("=").Append(at(), item) }
	number := func(method string) []jen.Code {
		// An empty element is the absence of a number, here as elsewhere.
		return []jen.Code{jen.If(jen.Id("item").Op(":=").Id("d").Dot(method).Call(), jen.Id("item").Dot("Set")).Block(appendTo(jen.Id("item").Dot("Value")))}
	}
	switch {
	case f.Object != nil:
		return []jen.Code{
			jen.Var().Id("item").Id(f.Object.Name),
			jen.Id("item").Dot("read").Call(jen.Id("d")),
			appendTo(jen.Id("item")),
		}
	case f.Union != nil:
		return []jen.Code{
			jen.If(jen.Id("item").Op(":=").Id("read"+f.Union.Name).Call(jen.Id("d")), jen.Id("item").Op("!=").Nil()).Block(appendTo(jen.Id("item"))),
		}
	}
	switch kind := k.Item.Kind.(type) {
	case *spec.String:
		text := jen.Id("d").Dot("text").Call()
		if kind.ID {
			text = jen.Id("trimSpace").Call(text)
		}
		if kind.Scalar != nil {
			text = jen.Id(p.Scalars[kind.Scalar]).Parens(text)
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
func readUnion(u *gomodel.Union) jen.Code {
	var cases []jen.Code
	for _, c := range u.Cases {
		cases = append(cases, jen.Case(jen.Lit(c.Value)).Block(
			jen.Id("form").Op(":=").New(jen.Id(c.Name)),
			jen.Id("form").Dot("read").Call(jen.Id("d")),
			jen.Return(jen.Id("form")),
		))
	}
	return jen.Func().Id("read"+u.Name).Params(jen.Id("d").Op("*").Id("decoder")).Id(u.Name).Block(
		jen.Switch(jen.List(jen.Id("tag"), jen.Id("_")).Op(":=").Id("d").Dot("find").Call(jen.Lit(u.Spec.Tag)), jen.Id("tag")).Block(cases...),
		jen.Id("d").Dot("skip").Call(),
		jen.Return(jen.Nil()),
	)
}
