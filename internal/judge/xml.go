package judge

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/replygen/replygen/spec"
)

// XML returns the XML of a reply or message: compact, without a declaration, elements in the
// order of the spec. It is well-formed whatever the values are: a character
// that XML cannot carry becomes U+FFFD.
func (v *values) XML() string { return v.document("") }

// IndentedXML is XML with a line for each element that holds no other, for people:
// to a platform, it is the same.
func (v *values) IndentedXML() string { return v.document("\n") }

func (v *values) document(indent string) string {
	w := &writer{msgType: v.msgType, indent: indent}
	w.element(v.root, func() { w.body(v.body) })
	return strings.TrimPrefix(w.String(), "\n")
}

type writer struct {
	strings.Builder
	msgType string
	// indent precedes each element: a line break and blanks, or "".
	indent string
	// nested is set if the element that is being written has a child.
	nested bool
}

func (w *writer) element(name string, content func()) {
	outer := w.indent
	w.WriteString(outer + "<" + name + ">")
	if outer != "" {
		w.indent += "  "
	}
	w.nested = false
	content()
	w.indent = outer
	if w.nested {
		w.WriteString(outer)
	}
	w.WriteString("</" + name + ">")
	w.nested = true
}

func (w *writer) body(b *body) {
	for _, e := range b.elements {
		if e.AlwaysWritten() || b.present(e) {
			w.field(b, e)
		}
	}
}

func (w *writer) field(b *body, e *element) {
	switch k := e.Kind.(type) {
	case *spec.MsgType:
		w.element(e.Name, func() { w.text(w.msgType, k.CDATA) })
	case *spec.Const:
		w.element(e.Name, func() { w.text(k.Text, k.CDATA) })
	case *spec.Count:
		n := len(b.of(k.List).value.(*list).items)
		w.element(e.Name, func() { w.text(strconv.Itoa(n), k.CDATA) })
	case *spec.List:
		items := func() {
			for _, item := range e.value.(*list).items {
				w.element(k.Item.Name, func() { w.value(k.Item.Kind, item) })
			}
		}
		if k.Flat {
			items()
			return
		}
		w.element(e.Name, items)
	case *spec.String, *spec.Int, *spec.Float, *spec.Bool, *spec.UnixTime, *spec.Object, *spec.Union:
		w.element(e.Name, func() { w.value(e.Kind, e.value) })
	}
}

// value writes what stands inside an element.
func (w *writer) value(k spec.Kind, v value) {
	switch v := v.(type) {
	case *leaf:
		text := v.text
		if _, ok := k.(*spec.Float); ok && !isFinite(text) {
			text = "0" // what generated code writes: no platform takes NaN
		}
		w.text(text, isCDATA(k))
	case *body:
		w.body(v)
	case *union:
		if v.form == nil {
			return
		}
		u := k.(*spec.Union)
		w.element(u.Tag, func() { w.text(v.form.Value, u.TagCDATA) })
		w.body(v.body)
	case *list: // written item by item
	}
}

func isCDATA(k spec.Kind) bool {
	switch k := k.(type) {
	case *spec.MsgType, *spec.Const, *spec.Count, *spec.Object, *spec.List, *spec.Union: // no single value
	case *spec.String:
		return k.CDATA
	case *spec.Int:
		return k.CDATA
	case *spec.UnixTime:
		return k.CDATA
	case *spec.Float:
		return k.CDATA
	case *spec.Bool:
		return k.CDATA
	}
	return false
}

// escapes are what stands for markup outside a CDATA section.
var escapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// lineEnds makes a line feed of every line end: some platforms show CR LF as two.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

func (w *writer) text(s string, cdata bool) {
	s = carriable(lineEnds.Replace(s))
	if !cdata {
		w.WriteString(escapes.Replace(s))
		return
	}
	w.WriteString("<![CDATA[" + strings.ReplaceAll(s, "]]>", "]]]]><![CDATA[>") + "]]>")
}

// carriable replaces each character that XML cannot carry, and each byte that
// is no UTF-8.
func carriable(s string) string {
	return strings.Map(func(r rune) rune {
		if spec.Uncarriable(string(r)) >= 0 {
			return utf8.RuneError
		}
		return r
	}, s)
}
