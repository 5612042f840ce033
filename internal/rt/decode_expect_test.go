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
		before := d.pos
		expectText(&d, &text, "<A><![CDATA[", "]]></A>")
		if text == "-" && d.pos != before {
			t.Errorf("%s: moved without a text", c.name)
		}
		before = d.pos
		d.expectInteger(&number, "<N>", "</N>")
		if number < 0 && d.pos != before {
			t.Errorf("%s: moved without a number", c.name)
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
		expectText(d, &text, "<A><![CDATA[", "]]></A>")
		d.expectInteger(&number, "<N>", "</N>")
		if text != "-" || number != -1 {
			t.Errorf("%s: read %q and %d", name, text, number)
		}
	}
}
