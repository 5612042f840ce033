package rt

import "testing"

// Whatever the expecting functions do not take, they leave where it was.
func TestExpectedElementsAreThoseThatNextWouldRead(t *testing.T) {
	for _, c := range []struct {
		name, children string
		text           string
		number         int64
	}{
		{"both", "<A><![CDATA[a b]]></A><N>12</N>", "a b", 12},
		{"on lines", "\n<A><![CDATA[\u4f60\u597d]]></A>\n<N>0</N>\n", "\u4f60\u597d", 0},
		{"longer than a short run", "<A><![CDATA[0123456789 0123456789 0123456789 0123456789]]></A><N>999999999999999999</N>", "0123456789 0123456789 0123456789 0123456789", 999999999999999999},
		{"empty", "<A><![CDATA[]]></A>", "", -1},
		{"no section", "<A>a</A><N>1</N>", "-", -1},
		{"another order", "<N>1</N><A><![CDATA[a]]></A>", "-", 1},
		{"a bracket", "<A><![CDATA[a]b]]></A>", "a]b", -1},
		{"two brackets", "<A><![CDATA[a]]b]]></A>", "a]]b", -1},
		{"two sections", "<A><![CDATA[a]]><![CDATA[b]]></A>", "-", -1},
		{"a carriage return", "<A><![CDATA[a\r\nb]]></A>", "-", -1},
		{"a character that XML does not have", "<A><![CDATA[a\x02]]></A>", "-", -1},
		{"broken UTF-8", "<A><![CDATA[a\xff]]></A>", "-", -1},
		{"a space before the end of the tag", "<A><![CDATA[a]]></A >", "-", -1},
		{"19 digits", "<N>1234567890123456789</N>", "-", -1},
		{"a sign", "<N>-1</N>", "-", -1},
		{"no digits", "<N></N>", "-", -1},
		{"another element with the same beginning", "<AB><![CDATA[a]]></AB><NN>1</NN>", "-", -1},
	} {
		d := newDecoder([]byte("<xml>" + c.children + "</xml>"))
		d.root("xml")
		text, number := "-", int64(-1)
		var seen uint64
		before := d.pos
		d.expect(&text, &seen, 5, "<A><![CDATA[", "]]></A>")
		if (text != "-") != (d.pos != before) || (text != "-") != (seen == 1<<5) {
			t.Errorf("%s: read %q, moved from %d to %d, seen %x", c.name, text, before, d.pos, seen)
		}
		before, seen = d.pos, 0
		d.expect(&number, &seen, 63, "<N>", "</N>")
		if (number >= 0) != (d.pos != before) || (number >= 0) != (seen == 1<<63) {
			t.Errorf("%s: read %d, moved from %d to %d, seen %x", c.name, number, before, d.pos, seen)
		}
		if text != c.text || number != c.number {
			t.Errorf("%s: got %q and %d, want %q and %d", c.name, text, number, c.text, c.number)
		}
	}
}

func TestNothingIsExpectedOutsideAnOpenElement(t *testing.T) {
	const rest = "<A><![CDATA[a]]></A><N>1</N>"
	for name, open := range map[string]func() *decoder{
		"after the root": func() *decoder {
			d := newDecoder([]byte("<xml></xml>" + rest))
			d.root("xml")
			d.next()
			return &d
		},
		"in an empty root": func() *decoder {
			d := newDecoder([]byte("<xml/>" + rest))
			d.root("xml")
			return &d
		},
		"after an error": func() *decoder {
			d := newDecoder([]byte("<xml>" + rest + "</xml>"))
			d.root("xml")
			d.fail(0, "wrong")
			return &d
		},
	} {
		d := open()
		text, number := "-", int64(-1)
		var seen uint64
		d.expect(&text, &seen, 0, "<A><![CDATA[", "]]></A>")
		d.expect((*trimmed)(&text), &seen, 0, "<A><![CDATA[", "]]></A>")
		d.expect((*trimmed)(&text), &seen, 0, "<A>", "</A>")
		d.expect(&number, &seen, 1, "<N>", "</N>")
		if text != "-" || number != -1 || seen != 0 {
			t.Errorf("%s: read %q and %d", name, text, number)
		}
	}
}

func TestWhiteSpaceAroundAnExpectedIDIsNotPartOfIt(t *testing.T) {
	for content, want := range map[string]string{
		"a b": "a b", " \n\ta\t ": "a", "  ": "", "": "", "CAIQg/PK+YY2sA==": "CAIQg/PK+YY2sA==", "\u00a0a": "\u00a0a",
	} {
		var section, bare string
		var seen uint64
		d := newDecoder([]byte("<xml><A><![CDATA[" + content + "]]></A></xml>"))
		d.root("xml")
		d.expect((*trimmed)(&section), &seen, 0, "<A><![CDATA[", "]]></A>")
		if section != want || seen != 1 {
			t.Errorf("%q in a section: %q, seen %x", content, section, seen)
		}
		d = newDecoder([]byte("<xml><A>" + content + "</A></xml>"))
		d.root("xml")
		d.expect((*trimmed)(&bare), &seen, 1, "<A>", "</A>")
		if read := seen == 3; read && bare != want || !read && bare != "" {
			t.Errorf("%q: %q, seen %x", content, bare, seen)
		}
	}
	// What a bare text cannot say as it is, it leaves to the walk.
	for _, content := range []string{"a&amp;b", "a<b/>", "a]", "<![CDATA[a]]>", "\u4f60", "a\nb"} {
		var bare string
		var seen uint64
		d := newDecoder([]byte("<xml><A>" + content + "</A></xml>"))
		d.root("xml")
		before := d.pos
		d.expect((*trimmed)(&bare), &seen, 1, "<A>", "</A>")
		if bare != "" || seen != 0 || d.pos != before {
			t.Errorf("%q: %q", content, bare)
		}
	}
}
