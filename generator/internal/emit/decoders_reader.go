package emit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
	"github.com/replygen/replygen/spec"
)

// reader emits what reads the elements of a message into the fields of a struct.
type reader struct {
	pkg    *gomodel.Package
	fields []*gomodel.Field
	// tag is the element that names the form of a union, "" for a struct that is none.
	tag string
	// to is the variable of the struct: h for the header, m for a message, o for a struct inside of one.
	to   string
	seen seenElements
}

// headerReader is for the header's elements, and messageReader for the others of a message: they share one variable.
func headerReader(p *gomodel.Package) *reader {
	fields := p.Inbound.Header.Fields
	most := 0
	for _, m := range p.Inbound.Messages {
		most = max(most, len(m.Fields)+1) // the tag of a union is no field
	}
	own := len(fields)
	if len(p.Spec.Events) > 0 {
		own++ // the event's name comes after the fields
	}
	return &reader{pkg: p, fields: fields, to: "h", seen: seenElements{"seen", (own + most + 63) / 64, 0}}
}

func messageReader(p *gomodel.Package, m *gomodel.Message) *reader {
	out := headerReader(p)
	out.seen.from = len(out.fields)
	if len(p.Spec.Events) > 0 {
		out.seen.from++
	}
	out.fields, out.to = namedFields(&m.Type), "m"
	return out
}

func structReader(p *gomodel.Package, t *gomodel.Type) *reader {
	out := &reader{pkg: p, fields: namedFields(t), to: "o"}
	count := len(out.fields)
	if t.Union != nil {
		out.tag = t.Union.Spec.Tag
		count++
	}
	out.seen = seenElements{"&seen", (count + 63) / 64, 0}
	return out
}

// namedFields are the fields of a struct: derived ones, and those that are the same in every message, have no name.
func namedFields(t *gomodel.Type) []*gomodel.Field {
	return slices.DeleteFunc(slices.Clone(t.Fields), func(f *gomodel.Field) bool { return f.GoName == "" })
}

// hasOnlyLeaves reports whether each child of the element holds one value.
func (r *reader) hasOnlyLeaves() bool {
	return r.tag == "" && len(r.fields) <= 64 &&
		!slices.ContainsFunc(r.fields, func(f *gomodel.Field) bool { return gomodel.BaseType(f.Kind) == "" })
}

// leaves are the fields as the run-time code takes them:
//
//	leaf{"PicMd5Sum", (*string)(&o.PicMd5Sum)}
func (r *reader) leaves() string {
	var out []string
	for _, f := range r.fields {
		for _, name := range append([]string{f.Name}, f.Aliases...) {
			out = append(out, fmt.Sprintf("leaf{%q, %s}", name, r.into(f)))
		}
	}
	return strings.Join(out, ", ")
}

// into is the pointer through which the run-time code stores the value of a field: a *string or *trimmed for a text, and
// otherwise the field's address.
func (r *reader) into(f *gomodel.Field) string {
	at := "&" + r.to + "." + f.GoName
	switch k := f.Kind.(type) {
	case *spec.MsgType:
		return "(*trimmed)(&" + r.to + ".MsgType)"
	case *spec.String:
		if r.isTrimmed(f) {
			return "(*trimmed)(" + at + ")"
		} else if k.Scalar != nil {
			return "(*string)(" + at + ")"
		}
	default: // a number, or a truth value
	}
	return at
}

// isTrimmed reports whether the white space around the text of a field is not part of it: of an address, and an id.
func (r *reader) isTrimmed(f *gomodel.Field) bool {
	k, ok := f.Kind.(*spec.String)
	return ok && k.ID || r.to == "h" && slices.Contains(r.pkg.Spec.Inbound.Addresses, f.Name)
}

// expected emits
//
//	d.expect(&m.Content, seen, 5, "<Content><![CDATA[", "]]></Content>")
//	d.expect(&m.Scale, seen, 6, "<Scale>", "</Scale>")
//
// for the fields that hold one text or number and are always there, in the order in which the platform sends them. They
// read nothing that the walk after them would not read alike.
func (r *reader) expected() []string {
	var out []string
	for i, f := range r.fields {
		isSection := spec.IsCDATA(f.Kind)
		isAlways := f.Required && f.GoName != ""
		switch f.Kind.(type) {
		case *spec.MsgType:
			isAlways = true
		case *spec.String:
			isAlways = isAlways && (isSection || r.isTrimmed(f))
		case *spec.Int, *spec.UnixTime:
			isSection = false
		default:
			continue // read by the slower path
		}
		if !isAlways {
			continue
		}
		open, end := "<"+f.Name+">", "</"+f.Name+">"
		if isSection {
			open, end = open+"<![CDATA[", "]]>"+end
		}
		out = append(out, gofile.Code("d.expect(%s, %s, %q, %q)", r.into(f), r.seen.bit(i), open, end))
	}
	return out
}

// cases emits the cases of a switch over the names of elements, which read the element just opened.
func (r *reader) cases() []string {
	var out []string
	for i, f := range r.fields {
		out = append(out, "case "+spellings(f.Field)+":\n"+r.field(f, i))
	}
	if r.tag != "" {
		out = append(out, gofile.Code("case %q:\n%s", r.tag, r.seen.first(len(r.fields), "d.skip()")))
	}
	return out
}

func spellings(f *spec.Field) string { return gofile.Texts(append([]string{f.Name}, f.Aliases...)...) }

// each emits the loop over the children of the element just opened, which leaves those that are no fields to the code
// given.
func (r *reader) each(other string) string {
	return gofile.Code(eachElement+" {\nswitch name {\n%s\ndefault:\n\t%s\n}\n}", r.cases(), other)
}

// field emits what reads the element just opened into field i.
func (r *reader) field(f *gomodel.Field, i int) string {
	at := r.to + "." + f.GoName
	switch k := f.Kind.(type) {
	case *spec.Const, *spec.Count:
		return r.seen.first(i, "d.skip()")
	case *spec.Object:
		return r.seen.first(i, at+".read(d)")
	case *spec.Union:
		return r.seen.first(i, at+" = read"+f.Union.Name+"(d)")
	case *spec.List:
		if k.Flat {
			return readItem(r.pkg, f, k, at)
		}
		return r.seen.first(i, gofile.Code(eachElement+" {\nswitch name {\ncase %s:\n%s\ndefault:\n\td.skip()\n}\n}",
			spellings(k.Item), readItem(r.pkg, f, k, at)))
	default: // a leaf
		return r.seen.readFirst(r.into(f), i)
	}
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
	methods := map[string]string{"int64": "wholeNumber", "float64": "number", "bool": "truth"}
	// An empty element is the absence of a number, here as elsewhere.
	return gofile.Code("if item := d.%[1]s(); item.Set {\n\t%[2]s = append(%[2]s, item.Value)\n}",
		methods[gomodel.BaseType(k.Item.Kind)], at)
}

// seenElements is the variable in which the code that reads a struct notes the elements that it has met, for the first
// of a name counts: bit i of a uint64 for field i, or of one of several where there are more than 64 fields.
type seenElements struct {
	// address is that of the variable, which may be a parameter.
	address string
	words   int
	// from is the bit of field 0: those of a message's own fields come after those of the header.
	from int
}

func (s seenElements) typ() string {
	if s.words > 1 {
		return fmt.Sprintf("[%d]uint64", s.words)
	}
	return "uint64"
}

func (s seenElements) declaration() string { return "var seen " + s.typ() }

func (s seenElements) parameter() string { return "seen *" + s.typ() }

// bit is where field i is noted: the address of a uint64, and the number of the bit.
func (s seenElements) bit(i int) string {
	i += s.from
	if s.words > 1 {
		return fmt.Sprintf("&seen[%d], %d", i/64, i%64)
	}
	return fmt.Sprintf("%s, %d", s.address, i)
}

// bitAt is bit for a number that is known when the program runs.
func (s seenElements) bitAt(i string) string {
	i = fmt.Sprintf("%d + %s", s.from, i)
	if s.words > 1 {
		return fmt.Sprintf("&seen[(%[1]s)/64], (%[1]s)%%64", i)
	}
	return s.address + ", " + i
}

// lacks is the condition that the element of field i has not been met, where the variable is no parameter.
func (s seenElements) lacks(i int) string {
	if s.words > 1 {
		return fmt.Sprintf("seen[%d]&(1<<%d) == 0", i/64, i%64)
	}
	return fmt.Sprintf("seen&(1<<%d) == 0", i)
}

// readFirst emits
//
//	d.readFirst(&m.Content, &seen, 0)
func (s seenElements) readFirst(into string, i int) string {
	return "d.readFirst(" + into + ", " + s.bit(i) + ")"
}

// first emits
//
//	if d.first(&seen, 2) { … }
func (s seenElements) first(i int, body string) string {
	return gofile.Code("if d.first(%s) {\n%s\n}", s.bit(i), body)
}
