package rt

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestReplacedDocumentKeepsPlaces(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	pieces := []string{"a", "汉", "😀", "\x02", "\xFF", "\uFFFE", "\uFFFD", "\xED\xA0\x80", "\n", "]]>"}
	for range 3000 {
		var b strings.Builder
		for range random.IntN(60) {
			b.WriteString(strings.Repeat(pieces[random.IntN(len(pieces))], 1+random.IntN(30)))
		}
		s := b.String()
		clean := replaceUncarriable(s)
		if charsIndex(clean) >= 0 {
			t.Fatalf("%q: still holds what XML cannot carry: %q", s, clean)
		}
		// Character by character, both texts go in step.
		at := 0
		for i := 0; i < len(s); {
			if got := originalOffset(s, at); got != i {
				t.Fatalf("%q: offset %d of the replaced text is %d of the original, not %d", s, at, got, i)
			}
			_, size := utf8.DecodeRuneInString(s[i:])
			if charsIndex(s[i:i+size]) >= 0 {
				at += len("\uFFFD")
			} else {
				at += size
			}
			i += size
		}
		if at != len(clean) || originalOffset(s, at) != len(s) {
			t.Fatalf("%q: %d bytes replaced, want %d; the end is at %d", s, len(clean), at, originalOffset(s, at))
		}
	}
}

func TestNumbersOfMessagesAreReadPatiently(t *testing.T) {
	read := func(content string) (d decoder) {
		d = newDecoder([]byte("<xml><A>" + content + "</A></xml>"))
		d.root("xml")
		d.next()
		return d
	}
	for content, want := range map[string]OptionalInt{
		"12": Int(12), "<![CDATA[ -12\n]]>": Int(-12), " 9223372036854775807 ": Int(1<<63 - 1), "": {}, "<![CDATA[]]>": {},
	} {
		d := read(content)
		if got := d.wholeNumber(); got != want || d.err != nil {
			t.Errorf("%q: %v, %v", content, got, d.err)
		}
	}
	for content, want := range map[string]OptionalFloat{"23.137466": Float(23.137466), "<![CDATA[1]]>": Float(1), " ": {}} {
		d := read(content)
		if got := d.number(); got != want || d.err != nil {
			t.Errorf("%q: %v, %v", content, got, d.err)
		}
	}
	for content, want := range map[string]OptionalBool{"true": Bool(true), "<![CDATA[0]]>": Bool(false), "1": Bool(true), "": {}} {
		d := read(content)
		if got := d.truth(); got != want || d.err != nil {
			t.Errorf("%q: %v, %v", content, got, d.err)
		}
	}
	for _, content := range []string{"a", "1.5", "9223372036854775808", "0x1"} {
		d := read(content)
		if d.wholeNumber(); d.err == nil || d.err.Offset != len("<xml><A>") {
			t.Errorf("wholeNumber of %q: %v", content, d.err)
		}
	}
	for _, content := range []string{"NaN", "Inf", "0x1p2", "1_0"} {
		d := read(content)
		if d.number(); d.err == nil || d.err.Offset != len("<xml><A>") {
			t.Errorf("number of %q: %v", content, d.err)
		}
	}
	if d := read("yes"); d.truth() != (OptionalBool{}) || d.err == nil {
		t.Error("yes is a truth")
	}
}

func TestBackIsAsIfNextHadNotBeen(t *testing.T) {
	d := newDecoder([]byte("<xml><A/><B>b</B></xml>"))
	d.root("xml")
	for _, want := range []string{"A", "B"} {
		at := d.pos
		name, ok := d.next()
		d.back(at)
		again, okAgain := d.next()
		if !ok || !okAgain || name != want || again != want {
			t.Fatalf("%q, %q; want %q twice", name, again, want)
		}
		d.skip()
	}
	if _, ok := d.next(); ok || d.end() != nil {
		t.Error("not at the end", d.err)
	}
}

// What looks like an element may be a comment, whose end is inside of another.
func TestCommentIsNoElementToPass(t *testing.T) {
	d := newDecoder([]byte("<xml><z/><!--><![CDATA[ --><MsgType>text</MsgType><!-- ]]></!--></xml>"))
	d.root("xml")
	if got, ok := d.find("MsgType"); got != "text" || !ok {
		t.Errorf("%q, %v: %v", got, ok, d.err)
	}
}

func TestOnlyACharacterThatXMLDoesNotHaveIsUncarriable(t *testing.T) {
	for document, want := range map[string]bool{
		"<xml><A>\x02</A></xml>": true, "<xml><A><![CDATA[\xFF]]></A></xml>": true,
		"<xml><A>a</B></xml>": false, "<xml><A>&#2;</A></xml>": true, "<xml><A>&#xD800;</A></xml>": true, "<xml><A>a</A></xml>": false,
		"<xml><A>&nbsp;</A></xml>": false, "<xml><A><![CDATA[&#2;]]></A></xml>": false, "<xml><A b='&#xFFFE;'/></xml>": true,
	} {
		d := newDecoder([]byte(document))
		d.root("xml")
		d.skip()
		if got := d.uncarriable(); got != want {
			t.Errorf("%q: %v", document, d.err)
		}
	}
}

// The first one counts, by whichever spelling, as it does where the elements
// are walked.
func TestFindTakesTheFirstOfAllSpellings(t *testing.T) {
	for document, want := range map[string]string{
		"<xml><A>a</A><kind>1</kind><Kind>2</Kind></xml>":                       "1",
		"<xml><A>a</A><Kind>2</Kind><kind>1</kind></xml>":                       "2",
		"<xml><A><B/></A><KIND a='b'><![CDATA[3]]></KIND><kind/></xml>":         "3",
		"<xml><!-- <Kind>0</Kind> --><A><kind>0</kind></A><KIND>4</KIND></xml>": "4",
		"<xml><A>a</A></xml>": "",
	} {
		d := newDecoder([]byte(document))
		d.root("xml")
		if got, ok := d.find("Kind", "kind", "KIND"); got != want || ok != (want != "") || d.err != nil {
			t.Errorf("%s: %q, %v, %v", document, got, ok, d.err)
		}
	}
}

func TestTextInsideIsThatOfTheFirstElementOfThePath(t *testing.T) {
	for content, want := range map[string]string{
		"<E><T>a</T></E>": "a", "<E><X><T>x</T></X><Y/><T><![CDATA[b]]></T><T>c</T></E>": "b", "<E/>": "", "<E><X/></E>": "",
		"<A/><E a='b'> <!-- --><T>d</T> </E><E><T>e</T></E>": "d", "<A><E><T>x</T></E></A>": "",
	} {
		d := newDecoder([]byte("<xml>" + content + "</xml>"))
		d.root("xml")
		before := d
		if got := d.findInside("E", "T"); got != want || d.err != nil || d.pos != before.pos || d.depth != before.depth {
			t.Errorf("%s: found %q, %v", content, got, d.err)
		}
		if got := d.textInside("E", "T"); got != want || d.end() != nil {
			t.Errorf("%s: %q, %v", content, got, d.err)
		}
	}
	for content, at := range map[string]int{"<E>text</E>": 8, "<E><T><U/></T></E>": 11, "<E><T>a</E>": 12} {
		d := newDecoder([]byte("<xml>" + content + "</xml>"))
		d.root("xml")
		if got := d.findInside("E", "T"); got != "" && content != "<E><T>a</E>" || d.err == nil || d.err.Offset != at {
			t.Errorf("%s: %q, %v; want byte %d", content, got, d.err, at)
		}
	}
}
