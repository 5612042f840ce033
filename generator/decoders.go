package generator

import (
	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/spec"
)

// decoders emits what reads replies back.
func decoders(p *goPackage, f *file) {
	if !p.has(partParse) {
		return
	}
	f.add(doc("ParseReply reads a reply as the platform would: strictly, then by Validate. Its error is a *SyntaxError for what is "+
		"not such a document at all, else a *ValidationError with everything that is wrong with the reply."), parseReply(p))
	for _, r := range p.replies {
		f.add(nil, decodeMethod(p, &r.goType))
	}
	for _, t := range p.types {
		f.add(nil, decodeMethod(p, t))
	}
	for _, u := range p.unions {
		f.add(nil, decodeUnion(u))
	}
}

func msgTypeField(p *spec.Platform) *spec.Field {
	for _, f := range p.Header.Fields {
		if _, ok := f.Kind.(*spec.MsgType); ok {
			return f
		}
	}
	return nil
}

// parseReply emits
//
//	func ParseReply(xml []byte) (Reply, error) {
//		d := newDecoder(xml)
//		if !d.root("xml") { return nil, d.end() }
//		var r Reply
//		switch msgType, ok := d.find("MsgType"); {
//		case msgType == "text":
//			r = new(TextReply)
//		…
//		}
//		r.decode(&d)
//		…
//	}
func parseReply(p *goPackage) jen.Code {
	body := []jen.Code{
		jen.Id("d").Op(":=").Id("newDecoder").Call(jen.Id("xml")),
		jen.If(jen.Op("!").Id("d").Dot("root").Call(jen.Lit(p.spec.Header.Root))).Block(jen.Return(jen.Nil(), jen.Id("d").Dot("end").Call())),
	}
	syntaxFirst := jen.If(jen.Id("err").Op(":=").Id("d").Dot("end").Call(), jen.Id("err").Op("!=").Nil()).Block(jen.Return(jen.Nil(), jen.Id("err")))
	if f := msgTypeField(p.spec); f != nil {
		cases := []jen.Code{}
		for _, r := range p.replies {
			cases = append(cases, jen.Case(jen.Lit(r.spec.Type)).Block(jen.Id("r").Op("=").New(jen.Id(r.name))))
		}
		cases = append(cases, jen.Default().Block(
			jen.Id("d").Dot("skip").Call(),
			syntaxFirst.Clone(),
			jen.If(jen.Op("!").Id("ok")).Block(
				jen.Id("d").Dot("violations").Dot("add").Call(jen.Lit(f.Name), jen.Lit("required")),
			).Else().Block(
				jen.Id("d").Dot("violations").Dot("detail").Call(jen.Lit(f.Name), jen.Lit("enum"), jen.Lit(typeNames(p))),
			),
			jen.Return(jen.Nil(), jen.Id("d").Dot("violations").Dot("err").Call()),
		))
		body = append(body,
			jen.Var().Id("r").Id("Reply"),
			jen.List(jen.Id("msgType"), jen.Id("ok")).Op(":=").Id("d").Dot("find").Call(jen.Lit(f.Name)),
			jen.Switch(jen.Id("msgType")).Block(cases...),
		)
	} else {
		body = append(body, jen.Var().Id("r").Id("Reply").Op("=").New(jen.Id(p.replies[0].name)))
	}
	body = append(body,
		jen.Id("r").Dot("decode").Call(jen.Op("&").Id("d")),
		syntaxFirst,
		jen.Id("found").Op(":=").Len(jen.Id("d").Dot("violations")),
		jen.Id("r").Dot("validate").Call(jen.Op("&").Id("d").Dot("violations")),
		jen.Id("d").Dot("violations").Dot("dropFollowing").Call(jen.Id("found")),
		jen.If(jen.Id("err").Op(":=").Id("d").Dot("violations").Dot("err").Call(), jen.Id("err").Op("!=").Nil()).Block(jen.Return(jen.Nil(), jen.Id("err"))),
		jen.Return(jen.Id("r"), jen.Nil()),
	)
	return jen.Func().Id("ParseReply").Params(jen.Id("xml").Index().Byte()).Params(jen.Id("Reply"), jen.Error()).Block(body...)
}

func typeNames(p *goPackage) string {
	var out string
	for i, r := range p.replies {
		if i > 0 {
			out += ", "
		}
		out += r.spec.Type
	}
	return out
}

// decodeMethod emits
//
//	func (r *TextReply) decode(d *decoder) {
//		var seen [1]uint64
//		for name, ok := d.next(); ok; name, ok = d.next() {
//			switch name {
//			case "Content":
//				r.Content = d.once(seen[:], 4, name).text()
//			default:
//				d.unknown(name)
//			}
//		}
//	}
//
// which reads the children of the element that was just opened, through its end tag.
func decodeMethod(p *goPackage, t *goType) jen.Code {
	var cases, before, after []jen.Code
	bits, counts := 0, 0
	once := func() *jen.Statement {
		bits++
		return jen.Id("d").Dot("once").Call(jen.Id("seen").Index(jen.Op(":")), jen.Lit(bits-1), jen.Id("name"))
	}
	if t.union != nil {
		cases = append(cases, jen.Case(jen.Lit(t.union.spec.Tag)).Block(once().Dot("skip").Call()))
	}
	for _, f := range t.fields {
		at := variable("r").dot(f.goName)
		if k, ok := f.Kind.(*spec.List); ok && k.Flat {
			cases = append(cases, jen.Case(jen.Lit(f.Name)).Block(decodeItem(p, f, k, at)...))
			continue
		}
		first := once()
		bit := bits - 1
		var body []jen.Code
		switch k := f.Kind.(type) {
		case *spec.MsgType:
			body = []jen.Code{first.Dot("skip").Call()}
		case *spec.Const:
			body = []jen.Code{jen.If(first.Dot("text").Call().Op("!=").Lit(k.Text)).Block(
				jen.Id("d").Dot("violations").Dot("detail").Call(jen.Lit(f.Name), jen.Lit("const"), jen.Lit(k.Text)))}
		case *spec.Count:
			counts++
			count := "count"
			if counts > 1 {
				count += digits(counts) // not the element's name, which may be no identifier
			}
			before = append(before, jen.Id(count).Op(":=").Int64().Parens(jen.Lit(0)))
			body = []jen.Code{jen.Id(count).Op("=").Add(first).Dot("integer").Call(jen.Lit(f.Name))}
			after = append(after, countCheck(t, f, k, count, bit)...)
		case *spec.Object:
			body = append([]jen.Code{first}, decodeObject(f, at)...)
		case *spec.List:
			body = append([]jen.Code{first}, decodeList(p, f, k, at)...)
		case *spec.Union:
			body = append([]jen.Code{first}, decodeNested(f.Name, at().Op("=").Id("decode"+f.union.name).Call(jen.Id("d")))...)
		default:
			body = []jen.Code{at().Op("=").Add(decodeLeaf(p, first, f, f.Kind, f.Name))}
		}
		if needsPresenceCheck(f) {
			after = append(after, jen.If(notSeen(bit)).Block(jen.Id("d").Dot("violations").Dot("add").Call(jen.Lit(f.Name), jen.Lit("required"))))
		}
		cases = append(cases, jen.Case(jen.Lit(f.Name)).Block(body...))
	}
	cases = append(cases, jen.Default().Block(jen.Id("d").Dot("unknown").Call(jen.Id("name"))))
	body := []jen.Code{}
	if bits > 0 {
		body = append(body, jen.Var().Id("seen").Index(jen.Lit((bits+63)/64)).Uint64())
	}
	body = append(body, before...)
	body = append(body, eachElement("name", "ok").Block(jen.Switch(jen.Id("name")).Block(cases...)))
	body = append(body, after...)
	return jen.Func().Params(receiver(t)).Id("decode").Params(jen.Id("d").Op("*").Id("decoder")).Block(body...)
}

// needsPresenceCheck reports whether only the decoder can tell that a required element is missing: its Go value has
// none that stands for absence.
func needsPresenceCheck(f *goField) bool {
	switch f.Kind.(type) {
	case *spec.Const:
		return true
	case *spec.Int, *spec.Float, *spec.Bool:
		return f.Required
	default:
		return false
	}
}

func notSeen(bit int) *jen.Statement {
	return jen.Id("seen").Index(jen.Lit(bit / 64)).Op("&").Parens(jen.Lit(1).Op("<<").Lit(bit % 64)).Op("==").Lit(0)
}

// countCheck holds a count to its list. A list that is not there needs no count.
func countCheck(t *goType, f *goField, k *spec.Count, count string, bit int) []jen.Code {
	list := variable("r").dot(t.field(k.List).goName)
	return []jen.Code{jen.If(notSeen(bit).Op("&&").Len(list()).Op(">").Lit(0)).Block(
		jen.Id("d").Dot("violations").Dot("add").Call(jen.Lit(f.Name), jen.Lit("required")),
	).Else().If(jen.Id(count).Op("!=").Int64().Parens(jen.Len(list()))).Block(
		jen.Id("d").Dot("violations").Dot("limit").Call(jen.Lit(f.Name), jen.Lit("count"), jen.Len(list()), jen.Int().Parens(jen.Id(count))))}
}

// decodeNested emits
//
//	n := len(d.violations)
//	r.Music.decode(d)
//	d.violations.within(n, "Music")
func decodeNested(name string, read jen.Code) []jen.Code {
	return []jen.Code{
		jen.Id("n").Op(":=").Len(jen.Id("d").Dot("violations")),
		read,
		jen.Id("d").Dot("violations").Dot("within").Call(jen.Id("n"), jen.Lit(name)),
	}
}

// decodeObject is decodeNested, and for an optional object whose element is there but holds nothing
//
//	if !r.TransInfo.present() {
//		r.TransInfo.validate(&d.violations)
//	}
//
// before the last line: validate passes over an object that looks absent.
func decodeObject(f *goField, at expr) []jen.Code {
	out := decodeNested(f.Name, at().Dot("decode").Call(jen.Id("d")))
	if f.Required {
		return out
	}
	check := jen.If(jen.Op("!").Add(at()).Dot("present").Call()).Block(at().Dot("validate").Call(jen.Op("&").Id("d").Dot("violations")))
	return append(out[:len(out)-1], check, out[len(out)-1])
}

// eachElement emits
//
//	for name, ok := d.next(); ok; name, ok = d.next()
func eachElement(name, ok string) *jen.Statement {
	both := func() *jen.Statement { return jen.List(jen.Id(name), jen.Id(ok)) }
	next := func() *jen.Statement { return jen.Id("d").Dot("next").Call() }
	return jen.For(both().Op(":=").Add(next()), jen.Id(ok), both().Op("=").Add(next()))
}

// decodeList emits
//
//	for itemName, more := d.next(); more; itemName, more = d.next() {
//		n := len(d.violations)
//		if itemName != "item" {
//			d.unknown(itemName)
//			d.violations.within(n, "Articles")
//			continue
//		}
//		…
//	}
func decodeList(p *goPackage, f *goField, k *spec.List, at expr) []jen.Code {
	unknown := decodeNested(f.Name, jen.Id("d").Dot("unknown").Call(jen.Id("itemName")))
	item := decodeItem(p, f, k, at)
	body := []jen.Code{
		item[0], // both begin with the number of violations
		jen.If(jen.Id("itemName").Op("!=").Lit(k.Item.Name)).Block(append(unknown[1:], jen.Continue())...),
	}
	return []jen.Code{eachElement("itemName", "more").Block(append(body, item[1:]...)...)}
}

// decodeItem emits
//
//	n := len(d.violations)
//	var item Article
//	item.decode(d)
//	r.Articles = append(r.Articles, item)
//	d.violations.withinItem(n, "Articles.item", len(r.Articles)-1)
func decodeItem(p *goPackage, f *goField, k *spec.List, at expr) []jen.Code {
	out := []jen.Code{jen.Id("n").Op(":=").Len(jen.Id("d").Dot("violations"))}
	switch {
	case f.object != nil:
		out = append(out, jen.Var().Id("item").Id(f.object.name), jen.Id("item").Dot("decode").Call(jen.Id("d")))
	case f.union != nil:
		out = append(out, jen.Id("item").Op(":=").Id("decode"+f.union.name).Call(jen.Id("d")))
	default:
		out = append(out, jen.Id("item").Op(":=").Add(decodeLeaf(p, jen.Id("d"), &goField{Field: &spec.Field{Required: true}}, k.Item.Kind, "")))
	}
	return append(out,
		at().Op("=").Append(at(), jen.Id("item")),
		jen.Id("d").Dot("violations").Dot("withinItem").Call(jen.Id("n"), jen.Lit(itemPath(f, k)), jen.Len(at()).Op("-").Lit(1)),
	)
}

// decodeLeaf is the expression that reads a value from the decoder d.
func decodeLeaf(p *goPackage, d *jen.Statement, f *goField, kind spec.Kind, name string) jen.Code {
	read := func(method, optional string) jen.Code {
		value := d.Dot(method).Call(jen.Lit(name))
		if f.Required {
			return value
		}
		return jen.Id(optional).Call(value)
	}
	switch k := kind.(type) {
	case *spec.String:
		if k.Scalar != nil {
			return jen.Id(p.scalars[k.Scalar]).Parens(d.Dot("text").Call())
		}
		return d.Dot("text").Call()
	case *spec.Int:
		return read("integer", "Int")
	case *spec.UnixTime:
		return read("integer", "Int")
	case *spec.Float:
		return read("floating", "Float")
	case *spec.Bool:
		return read("boolean", "Bool")
	case *spec.MsgType, *spec.Const, *spec.Count, *spec.Object, *spec.List, *spec.Union: // no leaf
	}
	panic("generator: no leaf")
}

// decodeUnion emits
//
//	func decodeTemplateCard(d *decoder) TemplateCard {
//		var form TemplateCard
//		tag, ok := d.find("CardType")
//		switch tag { … }
//		form.decode(d)
//		return form
//	}
func decodeUnion(u *goUnion) jen.Code {
	cases := []jen.Code{}
	values := ""
	for i, c := range u.cases {
		if i > 0 {
			values += ", "
		}
		values += c.value
		cases = append(cases, jen.Case(jen.Lit(c.value)).Block(jen.Id("form").Op("=").New(jen.Id(c.name))))
	}
	cases = append(cases, jen.Default().Block(
		jen.If(jen.Op("!").Id("ok")).Block(
			jen.Id("d").Dot("violations").Dot("add").Call(jen.Lit(u.spec.Tag), jen.Lit("required")),
		).Else().Block(
			jen.Id("d").Dot("violations").Dot("detail").Call(jen.Lit(u.spec.Tag), jen.Lit("enum"), jen.Lit(values)),
		),
		jen.Id("d").Dot("skip").Call(),
		jen.Return(jen.Nil()),
	))
	return jen.Func().Id("decode"+u.name).Params(jen.Id("d").Op("*").Id("decoder")).Id(u.name).Block(
		jen.Var().Id("form").Id(u.name),
		jen.List(jen.Id("tag"), jen.Id("ok")).Op(":=").Id("d").Dot("find").Call(jen.Lit(u.spec.Tag)),
		jen.Switch(jen.Id("tag")).Block(cases...),
		jen.Id("form").Dot("decode").Call(jen.Id("d")),
		jen.Return(jen.Id("form")),
	)
}
