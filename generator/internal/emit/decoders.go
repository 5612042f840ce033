package emit

import (
	"fmt"
	"strconv"
	"strings"

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
	for _, t := range p.Structs() {
		f.Add(nil, decodeMethod(p, t))
	}
	for _, u := range p.Unions {
		f.Add(nil, decodeUnion(u))
	}
}

// parseReply emits ParseReply: the type of a reply is found before its elements are read, wherever it stands.
func parseReply(p *gomodel.Package) string {
	find := "var r Reply = new(" + p.Replies[0].Name + ")"
	if f := spec.MsgTypeOf(p.Spec.Header.Fields); f != nil {
		var cases, types []string
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
func unknownTag(name string, values []string) string {
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
func decodeMethod(p *gomodel.Package, t *gomodel.Type) string {
	var cases, seen, counts, after []string
	bits := 0
	once := func() string {
		bits++
		return fmt.Sprintf("d.once(seen[:], %d, name, v)", bits-1)
	}
	add := func(name, format string, operands ...any) {
		cases = append(cases, gofile.Code("case %q:\n%s", name, gofile.Code(format, operands...)))
	}
	if t.Union != nil {
		add(t.Union.Spec.Tag, "%s.skip()", once())
	}
	for _, f := range t.Fields {
		at := "r." + f.GoName
		if k, ok := f.Kind.(*spec.List); ok && k.Flat {
			add(f.Name, "n := len(*v)\n%s", appendItem(p, f, k, at))
			continue
		}
		first := once()
		unseen := fmt.Sprintf("seen[%d]&(1<<%d) == 0", (bits-1)/64, (bits-1)%64)
		switch k := f.Kind.(type) {
		case *spec.MsgType:
			add(f.Name, "%s.skip()", first)
		case *spec.Const:
			add(f.Name, "if %s.text() != %q {\n\tv.detail(%q, \"const\", %[2]q)\n}", first, k.Text, f.Name)
		case *spec.Count:
			count := "count"
			if len(counts) > 0 {
				count += strconv.Itoa(len(counts) + 1) // not the element's name, which may be no identifier
			}
			counts = append(counts, count+" := int64(0)")
			add(f.Name, "%s = %s.integer(%q, v)", count, first, f.Name)
			// An empty list needs no count.
			after = append(after, gofile.Code(`if %[1]s && len(r.%[2]s) > 0 {
	v.add(%[3]q, "required")
} else if %[4]s != int64(len(r.%[2]s)) {
	v.limit(%[3]q, "count", len(r.%[2]s), int(%[4]s))
}`, unseen, t.Field(k.List).GoName, f.Name, count))
		case *spec.Object:
			add(f.Name, "%s\n%s", first, decodeObject(f, at))
		case *spec.List:
			add(f.Name, "%s\n%s", first, decodeList(p, f, k, at))
		case *spec.Union:
			add(f.Name, "%s\n%s", first, gomodel.Within(f.Name, at+" = decode"+f.Union.Name+"(d, v)"))
		default:
			add(f.Name, "%s = %s", at, decodeLeaf(p, first, f, f.Name))
		}
		if needsPresenceCheck(f) {
			after = append(after, gofile.Code("if %s {\n\tv.add(%q, \"required\")\n}", unseen, f.Name))
		}
	}
	if ignores := p.Spec.Header.Ignores; t.IsReply && len(ignores) > 0 {
		cases = append(cases, "case "+gofile.Texts(ignores...)+":\n\td.skip()")
	}
	if bits > 0 {
		seen = []string{fmt.Sprintf("var seen [%d]uint64", (bits+63)/64)}
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

// decodeObject emits what reads an object. An optional object whose element is present and empty is validated here, for
// validate passes over an object that looks absent.
func decodeObject(f *gomodel.Field, at string) string {
	read := at + ".decode(d, v)"
	if !f.Required {
		read = gofile.Code("%[1]s\nif !%[2]s.present() {\n\t%[2]s.validate(v)\n}", read, at)
	}
	return gomodel.Within(f.Name, read)
}

// eachElement is the head of a loop over the children of the element that was just opened.
const eachElement = "for name, ok := d.next(); ok; name, ok = d.next()"

// decodeList emits what reads the items of a list, and reports other elements in it.
func decodeList(p *gomodel.Package, f *gomodel.Field, k *spec.List, at string) string {
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

// appendItem emits
//
//	var item Article
//	item.decode(d, v)
//	r.Articles = append(r.Articles, item)
//	v.withinItem(n, "Articles.item", len(r.Articles)-1)
func appendItem(p *gomodel.Package, f *gomodel.Field, k *spec.List, at string) string {
	var item string
	switch {
	case f.Object != nil:
		item = "var item " + f.Object.Name + "\nitem.decode(d, v)"
	case f.Union != nil:
		item = "item := decode" + f.Union.Name + "(d, v)"
	default:
		leaf := &gomodel.Field{Field: &spec.Field{Kind: k.Item.Kind, Required: true}}
		item = "item := " + decodeLeaf(p, "d", leaf, "")
	}
	return gofile.Code("%[1]s\n%[2]s = append(%[2]s, item)\nv.withinItem(n, %[3]q, len(%[2]s)-1)", item, at,
		gomodel.ItemPath(f, k))
}

// decodeLeaf is the expression that reads a value from the decoder d.
func decodeLeaf(p *gomodel.Package, d string, f *gomodel.Field, name string) string {
	read, convert := d+".text()", gomodel.OptionalMaker(f)
	switch base := gomodel.BaseType(f.Kind); base {
	case "string":
		if typ := gomodel.LeafType(p, f.Kind); typ != base {
			convert = typ
		}
	default:
		method := map[string]string{"int64": "integer", "float64": "floating", "bool": "boolean"}[base]
		read = gofile.Code("%s.%s(%q, v)", d, method, name)
	}
	if convert == "" {
		return read
	}
	return convert + "(" + read + ")"
}

// decodeUnion emits the function that reads an element in the form that its tag names.
func decodeUnion(u *gomodel.Union) string {
	var cases, values []string
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
