package emit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
	"github.com/replygen/replygen/spec"
)

// readByLeaves reports whether readLeaves reads a message, else it has a function of its own.
func readByLeaves(p *gomodel.Package, m *gomodel.Message) bool {
	return onlyLeaves(&m.Type) && len(expectedElements(p, m)) == 0
}

// readMessageType emits
//
//	func readPicWeixinEvent(d *decoder, h *MessageHeader, seen *uint64) *PicWeixinEvent {
//		m := new(PicWeixinEvent)
//		d.expect(&m.EventKey, seen, 6, "<EventKey><![CDATA[", "]]></EventKey>")
//		for name, ok := d.next(); ok; name, ok = d.next() {
//			switch name {
//			case "EventKey":
//				d.readFirst(&m.EventKey, seen, 6)
//			case "SendPicsInfo":
//				if d.first(seen, 7) {
//					m.SendPicsInfo.read(d)
//				}
//			default:
//				h.element(d, name, seen)
//			}
//		}
//		return m
//	}
func readMessageType(p *gomodel.Package, m *gomodel.Message) jen.Code {
	return gofile.Code("func read%[1]s(d *decoder, h *MessageHeader, %[2]s) *%[1]s {\nm := new(%[1]s)\n%[3]s\n%[4]s\nreturn m\n}",
		m.Name, ownSeen(p).parameter(), expectedElements(p, m), readElements(p, &m.Type, "m", "h.element(d, name, seen)"))
}

// onlyLeaves reports whether each child of an element holds one value.
func onlyLeaves(t *gomodel.Type) bool {
	fields := namedFields(t)
	return t.Union == nil && len(fields) <= 64 && !slices.ContainsFunc(fields, func(f *gomodel.Field) bool {
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
func leaves(p *gomodel.Package, t *gomodel.Type, receiver string) string {
	var out []string
	for _, f := range namedFields(t) {
		for _, name := range append([]string{f.Name}, f.Aliases...) {
			out = append(out, fmt.Sprintf("leaf{%q, %s}", name, into(p, f, receiver)))
		}
	}
	return strings.Join(out, ", ")
}

// into is the pointer through which the run-time code stores the value of a field: a *string or *trimmed for a text, and
// otherwise the field's address.
func into(p *gomodel.Package, f *gomodel.Field, receiver string) string {
	at := "&" + receiver + "." + f.GoName
	switch k := f.Kind.(type) {
	case *spec.MsgType:
		return "(*trimmed)(&" + receiver + ".MsgType)"
	case *spec.String:
		switch {
		case isTrimmed(p, f):
			return "(*trimmed)(" + at + ")"
		case k.Scalar != nil:
			return "(*string)(" + at + ")"
		}
	default: // a number, or a truth value
	}
	return at
}

// headerLeaves emits the method that reads the elements of a message whose children are leaves.
func headerLeaves(p *gomodel.Package) jen.Code {
	seen := ownSeen(p)
	return gofile.Code(`func (h *MessageHeader) leaves(d *decoder, m Message, %s, leaves ...leaf) Message {
	`+eachElement+` {
		if into, i := leafNamed(leaves, name); into == nil {
			h.element(d, name, seen)
		} else {
			d.readFirst(into, %s)
		}
	}
	return m
}`, seen.parameter(), seen.bitAt("i"))
}

// readMethod emits the method that reads a struct inside of a message.
func readMethod(p *gomodel.Package, t *gomodel.Type) jen.Code {
	if onlyLeaves(t) {
		return gofile.Code("func (o *%s) read(d *decoder) {d.leaves(%s)}", t.Name, leaves(p, t, "o"))
	}
	return gofile.Code("func (o *%s) read(d *decoder) {\n%s\n}", t.Name, readElements(p, t, "o", "d.skip()"))
}

// namedFields are the fields of a struct: derived ones, and those that are the same in every message, have no name.
func namedFields(t *gomodel.Type) []*gomodel.Field {
	return slices.DeleteFunc(slices.Clone(t.Fields), func(f *gomodel.Field) bool { return f.GoName == "" })
}

// readElements emits what reads the children of the element just opened into the fields of a struct, and leaves the
// others to the code given.
func readElements(p *gomodel.Package, t *gomodel.Type, receiver, other string) jen.Code {
	fields := namedFields(t)
	seen := seenElements{count: len(fields)}
	if receiver == "m" {
		seen = ownSeen(p)
	}
	var cases, declaration []jen.Code
	for i, f := range fields {
		cases = append(cases,
			gofile.Code("case %s:\n%s", spellings(f.Field), readField(p, f, receiver, seen, i)))
	}
	if t.Union != nil {
		seen.count++
		cases = append(cases,
			gofile.Code("case %q:\n%s", t.Union.Spec.Tag, seen.first(len(fields), jen.Id("d").Dot("skip").Call())))
	}
	if receiver != "m" &&
		(slices.ContainsFunc(fields, func(f *gomodel.Field) bool { return !isFlat(f) }) || t.Union != nil) {
		declaration = []jen.Code{seen.declaration()}
	}
	return gofile.Code("%s\n"+eachElement+" {\nswitch name {\n%s\ndefault:\n\t"+other+"\n}\n}", declaration, cases)
}

func isFlat(f *gomodel.Field) bool {
	k, ok := f.Kind.(*spec.List)
	return ok && k.Flat
}

// readField emits what reads the element just opened into field i of a struct.
func readField(p *gomodel.Package, f *gomodel.Field, receiver string, seen seenElements, i int) jen.Code {
	at := gofile.Expr(receiver).Dot(f.GoName)
	switch k := f.Kind.(type) {
	case *spec.Const, *spec.Count:
		return seen.first(i, gofile.Code("d.skip()"))
	case *spec.Object:
		return seen.first(i, gofile.Code("%s.read(d)", at))
	case *spec.Union:
		return seen.first(i, gofile.Code("%s = read%s(d)", at, f.Union.Name))
	case *spec.List:
		if k.Flat {
			return readItem(p, f, k, at)
		}
		return seen.first(i,
			gofile.Code(eachElement+" {\nswitch name {\ncase %s:\n%s\ndefault:\n\td.skip()\n}\n}", spellings(k.Item),
				readItem(p, f, k, at)))
	case *spec.MsgType, *spec.String, *spec.Int, *spec.UnixTime, *spec.Float, *spec.Bool:
		return seen.readFirst(into(p, f, receiver), i)
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

func readItem(p *gomodel.Package, f *gomodel.Field, k *spec.List, at gofile.Expr) jen.Code {
	number := func(method string) jen.Code {
		// An empty element is the absence of a number, here as elsewhere.
		return gofile.Code("if item := d.%[1]s(); item.Set {\n\t%[2]s = append(%[2]s, item.Value)\n}", method, at)
	}
	switch {
	case f.Object != nil:
		return gofile.Code("var item %[1]s\nitem.read(d)\n%[2]s = append(%[2]s, item)", f.Object.Name, at)
	case f.Union != nil:
		return gofile.Code("if item := read%[1]s(d); item != nil {\n\t%[2]s = append(%[2]s, item)\n}", f.Union.Name, at)
	}
	switch kind := k.Item.Kind.(type) {
	case *spec.String:
		text := "d.text()"
		if kind.ID {
			text = "trimSpace(d.text())"
		}
		if kind.Scalar != nil {
			text = p.Scalars[kind.Scalar] + "(" + text + ")"
		}
		return gofile.Code("%[1]s = append(%[1]s, %[2]s)", at, text)
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

// readUnion emits the function that reads an element in the form that its tag names, nil for one that is not known.
func readUnion(u *gomodel.Union) jen.Code {
	var cases []jen.Code
	for _, c := range u.Cases {
		cases = append(cases, gofile.Code("case %q:\nform := new(%s)\nform.read(d)\nreturn form", c.Value, c.Name))
	}
	return gofile.Code(`func read%[1]s(d *decoder) %[1]s {
	switch tag, _ := d.find(%[2]q); tag {
	%[3]s
	}
	d.skip()
	return nil
}`, u.Name, u.Spec.Tag, cases)
}
