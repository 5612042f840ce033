package emit

import (
	"fmt"
	"slices"
	"strings"

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
func readMessageType(p *gomodel.Package, m *gomodel.Message) string {
	return gofile.Code("func read%[1]s(d *decoder, h *MessageHeader, %[2]s) *%[1]s {\nm := new(%[1]s)\n%[3]s\n%[4]s\nreturn m\n}",
		m.Name, ownSeen(p).parameter(), expectedElements(p, m), readElements(p, &m.Type, "m", "h.element(d, name, seen)"))
}

// onlyLeaves reports whether each child of an element holds one value.
func onlyLeaves(t *gomodel.Type) bool {
	fields := namedFields(t)
	return t.Union == nil && len(fields) <= 64 &&
		!slices.ContainsFunc(fields, func(f *gomodel.Field) bool { return gomodel.BaseType(f.Kind) == "" })
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
	k, _ := f.Kind.(*spec.String)
	_, isMsgType := f.Kind.(*spec.MsgType)
	switch {
	case isMsgType:
		return "(*trimmed)(&" + receiver + ".MsgType)"
	case k != nil && isTrimmed(p, f):
		return "(*trimmed)(&" + receiver + "." + f.GoName + ")"
	case k != nil && k.Scalar != nil:
		return "(*string)(&" + receiver + "." + f.GoName + ")"
	}
	return "&" + receiver + "." + f.GoName
}

// headerLeaves emits the method that reads the elements of a message whose children are leaves.
func headerLeaves(p *gomodel.Package) string {
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
func readMethod(p *gomodel.Package, t *gomodel.Type) string {
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
// others to the code given. What is not inside of a message notes in a variable of its own which it has met.
func readElements(p *gomodel.Package, t *gomodel.Type, receiver, other string) string {
	fields := namedFields(t)
	seen := seenElements{count: len(fields)}
	if t.Union != nil {
		seen.count++
	}
	if receiver == "m" {
		seen = ownSeen(p)
	}
	var cases, declaration []string
	for i, f := range fields {
		cases = append(cases, "case "+spellings(f.Field)+":\n"+readField(p, f, receiver, seen, i))
		if k, ok := f.Kind.(*spec.List); !ok || !k.Flat {
			declaration = []string{seen.declaration()}
		}
	}
	if t.Union != nil {
		declaration = []string{seen.declaration()}
		cases = append(cases, gofile.Code("case %q:\n%s", t.Union.Spec.Tag, seen.first(len(fields), "d.skip()")))
	}
	if receiver == "m" {
		declaration = nil
	}
	return gofile.Code("%s\n"+eachElement+" {\nswitch name {\n%s\ndefault:\n\t"+other+"\n}\n}", declaration, cases)
}

// readField emits what reads the element just opened into field i of a struct.
func readField(p *gomodel.Package, f *gomodel.Field, receiver string, seen seenElements, i int) string {
	at := receiver + "." + f.GoName
	switch k := f.Kind.(type) {
	case *spec.Const, *spec.Count:
		return seen.first(i, "d.skip()")
	case *spec.Object:
		return seen.first(i, at+".read(d)")
	case *spec.Union:
		return seen.first(i, at+" = read"+f.Union.Name+"(d)")
	case *spec.List:
		if k.Flat {
			return readItem(p, f, k, at)
		}
		return seen.first(i, gofile.Code(eachElement+" {\nswitch name {\ncase %s:\n%s\ndefault:\n\td.skip()\n}\n}",
			spellings(k.Item), readItem(p, f, k, at)))
	default:
		return seen.readFirst(into(p, f, receiver), i)
	}
}

// isTrimmed reports whether the white space around the text of a field is not part of it: of an address, and an id.
func isTrimmed(p *gomodel.Package, f *gomodel.Field) bool {
	if k, ok := f.Kind.(*spec.String); ok && k.ID {
		return true
	}
	return slices.Contains(p.Spec.Inbound.Addresses, f.Name) && slices.Contains(p.Inbound.Header.Fields, f)
}

// readItem emits what appends an item to a list.
func readItem(p *gomodel.Package, f *gomodel.Field, k *spec.List, at string) string {
	switch {
	case f.Object != nil:
		return gofile.Code("var item %[1]s\nitem.read(d)\n%[2]s = append(%[2]s, item)", f.Object.Name, at)
	case f.Union != nil:
		return gofile.Code("if item := read%[1]s(d); item != nil {\n\t%[2]s = append(%[2]s, item)\n}", f.Union.Name, at)
	}
	if kind, ok := k.Item.Kind.(*spec.String); ok {
		text := "d.text()"
		if kind.ID {
			text = "trimSpace(d.text())"
		}
		if kind.Scalar != nil {
			text = p.Scalars[kind.Scalar] + "(" + text + ")"
		}
		return gofile.Code("%[1]s = append(%[1]s, %[2]s)", at, text)
	}
	method := map[string]string{"int64": "wholeNumber", "float64": "number", "bool": "truth"}[gomodel.BaseType(k.Item.Kind)]
	// An empty element is the absence of a number, here as elsewhere.
	return gofile.Code("if item := d.%[1]s(); item.Set {\n\t%[2]s = append(%[2]s, item.Value)\n}", method, at)
}

// readUnion emits the function that reads an element in the form that its tag names, nil for one that is not known.
func readUnion(u *gomodel.Union) string {
	var cases []string
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
