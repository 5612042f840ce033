package emit

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
	"github.com/replygen/replygen/spec"
)

// Decoders emits what reads replies back.
func Decoders(p *gomodel.Package, f *gofile.File) {
	if !p.Parses {
		return
	}
	f.Add(gofile.Doc("ParseReply reads a reply as the platform would: strictly, then by Validate. Its error is a *SyntaxError for "+
		"a document that is not well-formed or has another root, else a *ValidationError with every violation of the reply."), parseReply(p))
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

// parseReply emits ParseReply: the type of a reply is found before its elements are read, wherever it stands.
func parseReply(p *gomodel.Package) jen.Code {
	find := gofile.Code("var r Reply = new(%s)", p.Replies[0].Name)
	if f := spec.MsgTypeOf(p.Spec.Header.Fields); f != nil {
		var cases []jen.Code
		var types []string
		for _, r := range p.Replies {
			cases = append(cases, gofile.Code("case %q:\n\tr = new(%s)", r.Spec.Type, r.Name))
			types = append(types, r.Spec.Type)
		}
		find = gofile.Code(`var r Reply
	msgType, ok := d.find(%[1]q)
	switch msgType {
	%[2]s
	default:
		d.skip()
		if err := d.end(); err != nil {
			return nil, err
		}
		%[3]s
		return nil, v.err()
	}`, f.Name, cases, unknownTag(f.Name, types))
	}
	return gofile.Code(`func ParseReply(xml []byte) (Reply, error) {
	d := newDecoder(xml)
	var v violations
	if !d.root(%q) {
		return nil, d.end()
	}
	%s
	r.decode(&d, &v)
	if err := d.end(); err != nil {
		return nil, err
	}
	found := len(v)
	r.validate(&v)
	v.dropFollowing(found)
	if err := v.err(); err != nil {
		return nil, err
	}
	return r, nil
}`, p.Spec.Header.Root, find)
}

// unknownTag emits what reports that an element is absent, or has none of the values that decide what is read.
func unknownTag(name string, values []string) jen.Code {
	return gofile.Code(`if !ok {
	v.add(%[1]q, "required")
} else {
	v.detail(%[1]q, "enum", %[2]q)
}`, name, strings.Join(values, ", "))
}

// decodeMethod emits
//
//	func (r *TextReply) decode(d *decoder, v *violations) {
//		var seen [1]uint64
//		for name, ok := d.next(); ok; name, ok = d.next() {
//			switch name {
//			case "Content":
//				r.Content = d.once(seen[:], 4, name, v).text()
//			default:
//				d.unknown(name, v)
//			}
//		}
//	}
//
// which reads the children of the element that was just opened, through its end tag.
func decodeMethod(p *gomodel.Package, t *gomodel.Type) jen.Code {
	var cases, seen, counts, after []jen.Code
	bits := 0
	once := func() *jen.Statement {
		bits++
		return gofile.Code("d.once(seen[:], %d, name, v)", bits-1)
	}
	if t.Union != nil {
		cases = append(cases, gofile.Code("case %q:\n\t%s.skip()", t.Union.Spec.Tag, once()))
	}
	for _, f := range t.Fields {
		at := gofile.Expr("r").Dot(f.GoName)
		if k, ok := f.Kind.(*spec.List); ok && k.Flat {
			cases = append(cases, gofile.Code("case %q:\n%s", f.Name, decodeItem(p, f, k, at)))
			continue
		}
		first := once()
		unseen := fmt.Sprintf("seen[%d]&(1<<%d) == 0", (bits-1)/64, (bits-1)%64)
		var body jen.Code
		switch k := f.Kind.(type) {
		case *spec.MsgType:
			body = first.Dot("skip").Call()
		case *spec.Const:
			body = gofile.Code("if %s.text() != %q {\n\tv.detail(%q, \"const\", %[2]q)\n}", first, k.Text, f.Name)
		case *spec.Count:
			count := "count"
			if len(counts) > 0 {
				count += strconv.Itoa(len(counts) + 1) // not the element's name, which may be no identifier
			}
			counts = append(counts, gofile.Code("%s := int64(0)", count))
			body = gofile.Code("%s = %s.integer(%q, v)", count, first, f.Name)
			after = append(after, countCheck(t, f, k, count, unseen))
		case *spec.Object:
			body = gofile.Code("%s\n%s", first, decodeObject(f, at))
		case *spec.List:
			body = gofile.Code("%s\n%s", first, decodeList(p, f, k, at))
		case *spec.Union:
			body = gofile.Code("%s\n%s", first,
				decodeNested(f.Name, gofile.Code("%s = decode%s(d, v)", at, f.Union.Name)))
		default:
			body = gofile.Code("%s = %s", at, decodeLeaf(p, first, f, f.Kind, f.Name))
		}
		if needsPresenceCheck(f) {
			after = append(after, gofile.Code("if %s {\n\tv.add(%q, \"required\")\n}", unseen, f.Name))
		}
		cases = append(cases, gofile.Code("case %q:\n%s", f.Name, body))
	}
	if ignores := p.Spec.Header.Ignores; t.IsReply && len(ignores) > 0 {
		cases = append(cases, gofile.Code("case %s:\n\td.skip()", gofile.Texts(ignores...)))
	}
	if bits > 0 {
		seen = []jen.Code{gofile.Code("var seen [%d]uint64", (bits+63)/64)}
	}
	return gofile.Code(`func (%s) decode(d *decoder, v *violations) {
	%s
	%s
	`+eachElement+` {
		switch name {
		%s
		default:
			d.unknown(name, v)
		}
	}
	%s
}`, gomodel.MethodReceiver(t), seen, counts, cases, after)
}

// needsPresenceCheck reports whether the decoder has to check that a required element is present, because no Go value
// stands for its absence.
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

// countCheck emits what compares a count with the length of its list. An empty list needs no count.
func countCheck(t *gomodel.Type, f *gomodel.Field, k *spec.Count, count, unseen string) jen.Code {
	return gofile.Code(`if %[1]s && len(%[2]s) > 0 {
	v.add(%[3]q, "required")
} else if %[4]s != int64(len(%[2]s)) {
	v.limit(%[3]q, "count", len(%[2]s), int(%[4]s))
}`, unseen, gofile.Expr("r").Dot(t.Field(k.List).GoName), f.Name, count)
}

// decodeNested emits what reads an element, whose violations then stand below its name.
func decodeNested(name string, read jen.Code) jen.Code {
	return gofile.Code("n := len(*v)\n%s\nv.within(n, %q)", read, name)
}

// decodeObject emits what reads an object. An optional object whose element is present and empty is validated here, for
// validate passes over an object that looks absent.
func decodeObject(f *gomodel.Field, at gofile.Expr) jen.Code {
	read := gofile.Code("%s.decode(d, v)", at)
	if !f.Required {
		read = gofile.Code("%[1]s\nif !%[2]s.present() {\n\t%[2]s.validate(v)\n}", read, at)
	}
	return decodeNested(f.Name, read)
}

// eachElement is the head of a loop over the children of the element that was just opened.
const eachElement = "for name, ok := d.next(); ok; name, ok = d.next()"

// decodeList emits what reads the items of a list, and reports other elements in it.
func decodeList(p *gomodel.Package, f *gomodel.Field, k *spec.List, at gofile.Expr) jen.Code {
	return gofile.Code(`for itemName, more := d.next(); more; itemName, more = d.next() {
	n := len(*v)
	if itemName != %q {
		d.unknown(itemName, v)
		v.within(n, %q)
		continue
	}
	%s
}`, k.Item.Name, f.Name, appendItem(p, f, k, at))
}

// decodeItem emits what reads an item of a flat list.
func decodeItem(p *gomodel.Package, f *gomodel.Field, k *spec.List, at gofile.Expr) jen.Code {
	return gofile.Code("n := len(*v)\n%s", appendItem(p, f, k, at))
}

// appendItem emits
//
//	var item Article
//	item.decode(d, v)
//	r.Articles = append(r.Articles, item)
//	v.withinItem(n, "Articles.item", len(r.Articles)-1)
func appendItem(p *gomodel.Package, f *gomodel.Field, k *spec.List, at gofile.Expr) jen.Code {
	var item jen.Code
	switch {
	case f.Object != nil:
		item = gofile.Code("var item %s\nitem.decode(d, v)", f.Object.Name)
	case f.Union != nil:
		item = gofile.Code("item := decode%s(d, v)", f.Union.Name)
	default:
		leaf := &gomodel.Field{Field: &spec.Field{Required: true}}
		item = gofile.Code("item := %s", decodeLeaf(p, jen.Id("d"), leaf, k.Item.Kind, ""))
	}
	return gofile.Code("%[1]s\n%[2]s = append(%[2]s, item)\nv.withinItem(n, %[3]q, len(%[2]s)-1)", item, at,
		gomodel.ItemPath(f, k))
}

// decodeLeaf is the expression that reads a value from the decoder d.
func decodeLeaf(p *gomodel.Package, d *jen.Statement, f *gomodel.Field, kind spec.Kind, name string) jen.Code {
	read := func(method, optional string) jen.Code {
		value := d.Dot(method).Call(jen.Lit(name), jen.Id("v"))
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

// decodeUnion emits the function that reads an element in the form that its tag names.
func decodeUnion(u *gomodel.Union) jen.Code {
	var cases []jen.Code
	var values []string
	for _, c := range u.Cases {
		cases = append(cases, gofile.Code("case %q:\n\tform = new(%s)", c.Value, c.Name))
		values = append(values, c.Value)
	}
	return gofile.Code(`func decode%[1]s(d *decoder, v *violations) %[1]s {
	var form %[1]s
	tag, ok := d.find(%[2]q)
	switch tag {
	%[3]s
	default:
		%[4]s
		d.skip()
		return nil
	}
	form.decode(d, v)
	return form
}`, u.Name, u.Spec.Tag, cases, unknownTag(u.Spec.Tag, values))
}
