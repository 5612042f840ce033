package emit

import (
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
	"github.com/replygen/replygen/spec"
)

// decoders emits what reads replies back.
func Decoders(p *gomodel.Package, f *gofile.File) {
	if !p.Parses {
		return
	}
	f.Add(gofile.Doc("ParseReply reads a reply as the platform would: strictly, then by Validate. Its error is a *SyntaxError for what is "+
		"not such a document at all, else a *ValidationError with everything that is wrong with the reply."), parseReply(p))
	for _, r := range p.Replies {
		f.Add(nil, decodeMethod(p, &r.Type))
	}
	for _, t := range p.Types {
		f.Add(nil, decodeMethod(p, t))
	}
	for _, u := range p.Unions {
		f.Add(nil, decodeUnion(u))
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
//		switch MsgType, ok := d.find("MsgType"); {
//		case MsgType == "text":
//			r = new(TextReply)
//		…
//		}
//		r.decode(&d)
//		…
//	}
func parseReply(p *gomodel.Package) jen.Code {
	body := []jen.Code{
		jen.Id("d").Op(":=").Id("newDecoder").Call(jen.Id("xml")),
		jen.If(jen.Op("!").Id("d").Dot("root").Call(jen.Lit(p.Spec.Header.Root))).Block(jen.Return(jen.Nil(), jen.Id("d").Dot("end").Call())),
	}
	syntaxFirst := jen.If(jen.Id("err").Op(":=").Id("d").Dot("end").Call(), jen.Id("err").Op("!=").Nil()).Block(jen.Return(jen.Nil(), jen.Id("err")))
	if f := msgTypeField(p.Spec); f != nil {
		cases := []jen.Code{}
		for _, r := range p.Replies {
			cases = append(cases, jen.Case(jen.Lit(r.Spec.Type)).Block(jen.Id("r").Op("=").New(jen.Id(r.Name))))
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
		body = append(body, jen.Var().Id("r").Id("Reply").Op("=").New(jen.Id(p.Replies[0].Name)))
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

func typeNames(p *gomodel.Package) string {
	var out string
	for i, r := range p.Replies {
		if i > 0 {
			out += ", "
		}
		out += r.Spec.Type
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
func decodeMethod(p *gomodel.Package, t *gomodel.Type) jen.Code {
	var cases, before, after []jen.Code
	bits, counts := 0, 0
	once := func() *jen.Statement {
		bits++
		return jen.Id("d").Dot("once").Call(jen.Id("seen").Index(jen.Op(":")), jen.Lit(bits-1), jen.Id("name"))
	}
	if t.Union != nil {
		cases = append(cases, jen.Case(jen.Lit(t.Union.Spec.Tag)).Block(once().Dot("skip").Call()))
	}
	for _, f := range t.Fields {
		at := gofile.Variable("r").Dot(f.GoName)
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
				count += strconv.Itoa(counts) // not the element's name, which may be no identifier
			}
			before = append(before, jen.Id(count).Op(":=").Int64().Parens(jen.Lit(0)))
			body = []jen.Code{jen.Id(count).Op("=").Add(first).Dot("integer").Call(jen.Lit(f.Name))}
			after = append(after, countCheck(t, f, k, count, bit)...)
		case *spec.Object:
			body = append([]jen.Code{first}, decodeObject(f, at)...)
		case *spec.List:
			body = append([]jen.Code{first}, decodeList(p, f, k, at)...)
		case *spec.Union:
			body = append([]jen.Code{first}, decodeNested(f.Name, at().Op("=").Id("decode"+f.Union.Name).Call(jen.Id("d")))...)
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
	return jen.Func().Params(gomodel.MethodReceiver(t)).Id("decode").Params(jen.Id("d").Op("*").Id("decoder")).Block(body...)
}

// needsPresenceCheck reports whether only the decoder can tell that a required element is missing: its Go value has
// none that stands for absence.
func needsPresenceCheck(f *gomodel.Field) bool {
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
func countCheck(t *gomodel.Type, f *gomodel.Field, k *spec.Count, count string, bit int) []jen.Code {
	list := gofile.Variable("r").Dot(t.Field(k.List).GoName)
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
func decodeObject(f *gomodel.Field, at gofile.Expr) []jen.Code {
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
func decodeList(p *gomodel.Package, f *gomodel.Field, k *spec.List, at gofile.Expr) []jen.Code {
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
func decodeItem(p *gomodel.Package, f *gomodel.Field, k *spec.List, at gofile.Expr) []jen.Code {
	out := []jen.Code{jen.Id("n").Op(":=").Len(jen.Id("d").Dot("violations"))}
	switch {
	case f.Object != nil:
		out = append(out, jen.Var().Id("item").Id(f.Object.Name), jen.Id("item").Dot("decode").Call(jen.Id("d")))
	case f.Union != nil:
		out = append(out, jen.Id("item").Op(":=").Id("decode"+f.Union.Name).Call(jen.Id("d")))
	default:
		out = append(out, jen.Id("item").Op(":=").Add(decodeLeaf(p, jen.Id("d"), &gomodel.Field{Field: &spec.Field{Required: true}}, k.Item.Kind, "")))
	}
	return append(out,
		at().Op("=").Append(at(), jen.Id("item")),
		jen.Id("d").Dot("violations").Dot("withinItem").Call(jen.Id("n"), jen.Lit(gomodel.ItemPath(f, k)), jen.Len(at()).Op("-").Lit(1)),
	)
}

// decodeLeaf is the expression that reads a value from the decoder d.
func decodeLeaf(p *gomodel.Package, d *jen.Statement, f *gomodel.Field, kind spec.Kind, name string) jen.Code {
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
			return jen.Id(p.Scalars[k.Scalar]).Parens(d.Dot("text").Call())
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
func decodeUnion(u *gomodel.Union) jen.Code {
	cases := []jen.Code{}
	values := ""
	for i, c := range u.Cases {
		if i > 0 {
			values += ", "
		}
		values += c.Value
		cases = append(cases, jen.Case(jen.Lit(c.Value)).Block(jen.Id("form").Op("=").New(jen.Id(c.Name))))
	}
	cases = append(cases, jen.Default().Block(
		jen.If(jen.Op("!").Id("ok")).Block(
			jen.Id("d").Dot("violations").Dot("add").Call(jen.Lit(u.Spec.Tag), jen.Lit("required")),
		).Else().Block(
			jen.Id("d").Dot("violations").Dot("detail").Call(jen.Lit(u.Spec.Tag), jen.Lit("enum"), jen.Lit(values)),
		),
		jen.Id("d").Dot("skip").Call(),
		jen.Return(jen.Nil()),
	))
	return jen.Func().Id("decode"+u.Name).Params(jen.Id("d").Op("*").Id("decoder")).Id(u.Name).Block(
		jen.Var().Id("form").Id(u.Name),
		jen.List(jen.Id("tag"), jen.Id("ok")).Op(":=").Id("d").Dot("find").Call(jen.Lit(u.Spec.Tag)),
		jen.Switch(jen.Id("tag")).Block(cases...),
		jen.Id("form").Dot("decode").Call(jen.Id("d")),
		jen.Return(jen.Id("form")),
	)
}
