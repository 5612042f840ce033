package rt

import (
	"slices"
	"testing"
)

// Of each kind, the first of two elements counts, and one that is no value is absent and named.
func TestFirstElementIsReadWhateverItsKind(t *testing.T) {
	document := "<xml>" +
		"<A>1</A><A>2</A><B> 3 </B><B>4</B><C>1.5</C><C>2</C><D>-0.5</D><D>n/a</D><E>1</E><E>0</E><F>false</F><F>true</F>" +
		"<G>n/a</G><H>n/a</H><I>n/a</I><J>n/a</J><K>n/a</K><L>n/a</L></xml>"
	var a, g int64
	var b, h OptionalInt
	var c, i float64
	var d, j OptionalFloat
	var e, k bool
	var f, l OptionalBool
	var seen uint64
	decoder := newMessageDecoder([]byte(document))
	read := map[string]func(){
		"A": func() { decoder.readFirst(&a, &seen, 0) }, "G": func() { decoder.readFirst(&g, &seen, 6) },
		"B": func() { decoder.readFirst(&b, &seen, 1) }, "H": func() { decoder.readFirst(&h, &seen, 7) },
		"C": func() { decoder.readFirst(&c, &seen, 2) }, "I": func() { decoder.readFirst(&i, &seen, 8) },
		"D": func() { decoder.readFirst(&d, &seen, 3) }, "J": func() { decoder.readFirst(&j, &seen, 9) },
		"E": func() { decoder.readFirst(&e, &seen, 4) }, "K": func() { decoder.readFirst(&k, &seen, 10) },
		"F": func() { decoder.readFirst(&f, &seen, 5) }, "L": func() { decoder.readFirst(&l, &seen, 11) },
	}
	decoder.root("xml")
	for name, ok := decoder.next(); ok; name, ok = decoder.next() {
		read[name]()
	}
	var r Receipt
	if err := decoder.finish([]byte(document), &r); err != nil {
		t.Fatal(err)
	}
	if a != 1 || b != (OptionalInt{3, true}) || c != 1.5 || d != (OptionalFloat{-0.5, true}) || !e || f != (OptionalBool{false, true}) {
		t.Error(a, b, c, d, e, f)
	}
	if g != 0 || h.Set || i != 0 || j.Set || k || l.Set {
		t.Error(g, h, i, j, k, l)
	}
	if !slices.Equal(r.Repeated, []string{"A", "B", "C", "D", "E", "F"}) || !slices.Equal(r.Unread, []string{"G", "H", "I", "J", "K", "L"}) {
		t.Errorf("%q, %q", r.Repeated, r.Unread)
	}
}
