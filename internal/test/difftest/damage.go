package difftest

import (
	"slices"
	"strings"
)

// unknownName is the name of an element that no spec has.
const unknownName = "Unknown"

// junk are texts that some kind of value cannot have, and odd spellings that it can.
var junk = []string{
	"", " ", "x", "1.5", "1e3", "-1", "0", "00012", "+7", " 7\n", "-0", "1_000", "0x10", "٣", "７", "9223372036854775807", "9223372036854775808", "-9223372036854775809",
	"NaN", "Inf", "-inf", "infinity", "1e400", "1e-400", ".5", "5.", "true", "false", "True", "1", " true ", "\u00a07", "a\rb", "\r\n",
}

// damaged changes a document's elements here and there, or in many places in
// one way. It reports whether it touched what decides of which type or form
// something is: the elements of the names that decide.
func (m *maker) damaged(root *element, decide []string) (touched bool) {
	all := places(root)
	before := deciding(all, decide)
	if m.one(3) {
		how := pick(m, []int{0, 1, 1, 1, 3, 4, 5, 7, 7, 9})
		for _, p := range all {
			if m.one(4) {
				m.damage(root, all, p, how)
			}
		}
	} else {
		for range 1 + m.IntN(3+len(all)/8) {
			m.damage(root, all, pick(m, all), m.IntN(11))
		}
	}
	return !slices.Equal(before, deciding(places(root), decide))
}

// deciding returns, sorted, the elements that decide of which type or form something is.
func deciding(all []place, decide []string) []string {
	var out []string
	for _, p := range all {
		if e := p.element; slices.Contains(decide, e.name) {
			out = append(out, p.in.name+" "+e.name+" "+e.text)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// damage changes one element of all, if it is still there.
func (m *maker) damage(root *element, all []place, p place, how int) {
	e, list := p.element, p.in.children
	at := slices.Index(list, e)
	if at < 0 {
		return
	}
	somewhere := m.IntN(len(list) + 1)
	switch how {
	case 0:
		p.in.children = slices.Delete(list, at, at+1)
	case 1, 2:
		p.in.children = slices.Insert(list, somewhere, e.copied())
	case 3:
		p.in.children = slices.Insert(list, somewhere, &element{name: pick(m, []string{unknownName, "AgentID"}), text: pick(m, junk)})
	case 4: // in one that may be empty, too
		if e.text == "" {
			e.children = append(e.children, &element{name: unknownName, children: []*element{{name: "Deeper", text: "x"}, {name: "Empty"}}})
		}
	case 5: // one from elsewhere
		p.in.children = slices.Insert(list, somewhere, pick(m, all).element.copied())
	case 6:
		e.name = pick(m, []string{unknownName, strings.ToLower(e.name), pick(m, all).element.name})
	case 7, 8:
		if len(e.children) == 0 {
			e.text = pick(m, junk)
			if m.one(3) {
				e.text = pick(m, all).element.text
			}
		}
	case 9:
		e.text, e.children = "", nil
	case 10:
		if m.one(3) {
			m.disorder(root, all, p)
		}
	}
}

// disorder makes a document that is no message at all, not to encoding/xml
// either: that takes the names :a and a:, and the reference &#xD800;.
func (m *maker) disorder(root *element, all []place, p place) {
	e := p.element
	switch m.IntN(9) {
	case 0:
		e.text, e.children = "x", append(e.children, &element{name: "b"})
	case 1:
		stray := pick(m, []string{"x", "&amp;", "<![CDATA[]]>", "&#160;", "\u2003", "<!DOCTYPE a>", "<?xml version=\"1.0\"?>", "<![CDATA[", "<!-- -- -->"})
		p.in.children = slices.Insert(p.in.children, m.IntN(len(p.in.children)+1), &element{raw: stray})
		if m.one(2) { // what is of no type need not be read to its end
			pick(m, all).element.text = "x"
		}
	case 2:
		for range 58 + m.IntN(8) {
			e.children, e.text = []*element{{name: "deep", children: e.children, text: e.text}}, ""
		}
	case 3:
		root.name = pick(m, []string{"XML", "Xml", unknownName})
	case 4:
		e.text = pick(m, []string{"\x01", "\uFFFE", "\xff", "\xED\xA0\x80"})
	case 5:
		e.name = pick(m, []string{" ", "1a", "a b", "-a", "a\u00b7<"})
	case 6:
		e.raw = pick(m, []string{"&nbsp;", "&", "&#0;", "&#x110000;", "]]>", "<", "&lt"})
	case 7:
		e.raw = "<a b='1' b='2'/>"
	case 8:
		e.raw = "</" + e.name + ">"
	}
}

// torn damages the bytes of a document.
func (m *maker) torn(document []byte) []byte {
	at := m.IntN(len(document))
	switch m.IntN(5) {
	case 0:
		return document[:at]
	case 1:
		return slices.Delete(slices.Clone(document), at, min(at+1+m.IntN(4), len(document)))
	case 2:
		document[at] = byte(m.IntN(256))
		return document
	case 3:
		other := m.IntN(len(document))
		document[at], document[other] = document[other], document[at]
		return document
	}
	return slices.Insert(slices.Clone(document), at, pick(m, []byte("<>&;/?!'\"= \x00]-[a")))
}
