package emit

import (
	"fmt"

	"github.com/replygen/replygen/generator/internal/gofile"
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

func (s seenElements) typ() string {
	if s.words() > 1 {
		return fmt.Sprintf("[%d]uint64", s.words())
	}
	return "uint64"
}

func (s seenElements) declaration() string { return gofile.Code("var seen %s", s.typ()) }

func (s seenElements) parameter() string { return "seen *" + s.typ() }

// bit is where field i is noted: the address of a uint64, and the number of the bit.
func (s seenElements) bit(i int) string {
	i += s.from
	switch {
	case s.words() > 1:
		return fmt.Sprintf("&seen[%d], %d", i/64, i%64)
	case s.pointer:
		return fmt.Sprintf("seen, %d", i)
	}
	return fmt.Sprintf("&seen, %d", i)
}

// bitAt is bit for a number that is known when the program runs, as the parameter is used.
func (s seenElements) bitAt(i string) string {
	i = fmt.Sprintf("%d + %s", s.from, i)
	if s.words() > 1 {
		return fmt.Sprintf("&seen[(%[1]s)/64], (%[1]s)%%64", i)
	}
	return "seen, " + i
}

// lacks is the condition that the element of field i has not been met; s is no pointer.
func (s seenElements) lacks(i int) string {
	if s.words() > 1 {
		return fmt.Sprintf("seen[%d]&(1<<%d) == 0", i/64, i%64)
	}
	return fmt.Sprintf("seen&(1<<%d) == 0", i)
}

// readFirst emits
//
//	d.readFirst(&m.Content, &seen, 0)
func (s seenElements) readFirst(into string, i int) string {
	return gofile.Code("d.readFirst(%s, %s)", into, s.bit(i))
}

// first emits
//
//	if d.first(&seen, 2) { … }
func (s seenElements) first(i int, body string) string {
	return gofile.Code("if d.first(%s) {\n%s\n}", s.bit(i), body)
}

// expectedElements is expectedFields for a message for whose answer somebody waits, and nothing for another.
func expectedElements(p *gomodel.Package, m *gomodel.Message) []string {
	if !m.Accepts {
		return nil
	}
	return expectedFields(p, namedFields(&m.Type), "m", ownSeen(p))
}

// expectedFields emits
//
//	d.expect(&m.Content, seen, 5, "<Content><![CDATA[", "]]></Content>")
//	d.expect(&m.Scale, seen, 6, "<Scale>", "</Scale>")
//
// for the fields that hold one text or number and are always there, in the order in which the platform sends them. They
// read nothing that the walk after them would not read alike.
func expectedFields(p *gomodel.Package, fields []*gomodel.Field, receiver string, seen seenElements) []string {
	var out []string
	for i, f := range fields {
		isSection := false
		switch k := f.Kind.(type) {
		case *spec.MsgType:
			isSection = k.CDATA
		case *spec.String:
			if isSection = k.CDATA; !isSection && !isTrimmed(p, f) {
				continue
			}
		case *spec.Int, *spec.UnixTime:
		default:
			continue // read by the slower path
		}
		if _, ok := f.Kind.(*spec.MsgType); !ok && (!f.Required || f.GoName == "") {
			continue
		}
		open, end := "<"+f.Name+">", "</"+f.Name+">"
		if isSection {
			open, end = open+"<![CDATA[", "]]>"+end
		}
		out = append(out, gofile.Code("d.expect(%s, %s, %q, %q)", into(p, f, receiver), seen.bit(i), open, end))
	}
	return out
}
