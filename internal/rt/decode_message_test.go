package rt

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestReplacedDocumentKeepsPlaces(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	pieces := []string{"a", "汉", "😀", "\x02", "\xFF", "\uFFFE", "\uFFFD", "\xED\xA0\x80", "\xED\xB0\x80", "\xED\xA0\xBD\xED\xB8\x80", "\n", "]]>"}
	for range 1500 {
		var b strings.Builder
		for range random.IntN(40) {
			b.WriteString(strings.Repeat(pieces[random.IntN(len(pieces))], 1+random.IntN(10)))
		}
		s := b.String()
		clean, replaced := replaceUncarriable(s)
		if scan(clean, false) < len(clean) {
			t.Fatalf("%q: still holds what XML cannot carry: %q", s, clean)
		}
		if joined := joinedBytes(s); clean != carried(joined) || replaced != (clean != joined) {
			t.Fatalf("%q became %q, replaced: %v", s, clean, replaced)
		}
		// Character by character, both texts go in step.
		at := 0
		for i := 0; i < len(s); {
			if got := originalOffset(s, at); got != i {
				t.Fatalf("%q: offset %d of the replaced text is %d of the original, not %d", s, at, got, i)
			}
			_, size := utf8.DecodeRuneInString(s[i:])
			switch joined := joinedBytes(s[i:min(i+6, len(s))]); {
			case len(joined) < min(6, len(s)-i):
				at += 4
				size = 6
			case scan(s[i:i+size], false) < len(s[i:i+size]):
				at += len("\uFFFD")
			default:
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
		d = newMessageDecoder([]byte("<xml><A>" + content + "</A></xml>"))
		d.root("xml")
		d.next()
		return d
	}
	// unread is nil for a number, and for an element that is empty.
	check := func(content string, got, want any, d *decoder, unread ...string) {
		t.Helper()
		var r Receipt
		if err := d.finish(nil, &r); got != want || err != nil || !slices.Equal(r.Unread, unread) {
			t.Errorf("%q: %v, unread %q, %v; want %v", content, got, r.Unread, err, want)
		}
	}
	for content, want := range map[string]OptionalInt{
		"12": Int(12), "<![CDATA[ -12\n]]>": Int(-12), " 9223372036854775807 ": Int(1<<63 - 1), "": {}, "<![CDATA[]]>": {}, " ": {}, " 7 ": Int(7), "7<b>8</b>": Int(7),
	} {
		d := read(content)
		check(content, d.wholeNumber(), want, &d)
	}
	for content, want := range map[string]OptionalFloat{"23.137466": Float(23.137466), "<![CDATA[1]]>": Float(1), " ": {}} {
		d := read(content)
		check(content, d.number(), want, &d)
	}
	for content, want := range map[string]OptionalBool{"true": Bool(true), "<![CDATA[0]]>": Bool(false), "1": Bool(true), "": {}} {
		d := read(content)
		check(content, d.truth(), want, &d)
	}
	for _, content := range []string{"a", "n/a", "MENUID", "1.5", "9223372036854775808", "-9223372036854775809", "0x1", "１"} {
		d := read(content)
		check(content, d.wholeNumber(), OptionalInt{}, &d, "A")
	}
	for _, content := range []string{"NaN", "Inf", "0x1p2", "1_0", "1e400"} {
		d := read(content)
		check(content, d.number(), OptionalFloat{}, &d, "A")
	}
	d := read("yes")
	check("yes", d.truth(), OptionalBool{}, &d, "A")
}

func TestFirstOfSiblingsCounts(t *testing.T) {
	d := newMessageDecoder([]byte("<xml><A>1</A><B/><A>2<A>3</A></A><B>4</B><C>5</C><A/></xml>"))
	d.root("xml")
	var seen uint64
	var a, b, c string
	for name, ok := d.next(); ok; name, ok = d.next() {
		switch name {
		case "A":
			d.readFirst(&a, &seen, 0)
		case "B":
			d.readFirst(&b, &seen, 63)
		default:
			d.readFirst(&c, &seen, 1)
		}
	}
	var r Receipt
	err := d.finish(nil, &r)
	if a != "1" || b != "" || c != "5" || err != nil || !slices.Equal(r.Repeated, []string{"A", "B"}) {
		t.Errorf("%q %q %q, %q, %v", a, b, c, r.Repeated, err)
	}
}

// A message cannot make its receipt as long as it likes.
func TestReceiptNamesSixteenElementsAtMost(t *testing.T) {
	var b strings.Builder
	for i := range 40 {
		name := "A" + string(appendInt(nil, int64(i)))
		b.WriteString("<" + name + ">n/a</" + name + "><" + name + "/>")
	}
	d := newMessageDecoder([]byte("<xml>" + b.String() + b.String() + "</xml>"))
	d.root("xml")
	seen := map[string]*uint64{}
	for name, ok := d.next(); ok; name, ok = d.next() {
		if seen[name] == nil {
			seen[name] = new(uint64)
		}
		var n int64
		d.readFirst(&n, seen[name], 0)
	}
	var r Receipt
	if err := d.finish(nil, &r); err != nil || len(r.Unread) != 16 || len(r.Repeated) != 16 || r.Unread[15] != "A15" || r.Repeated[15] != "A15" {
		t.Errorf("%q, %q, %v", r.Unread, r.Repeated, err)
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

func TestOnlyACharacterThatXMLDoesNotHaveMakesADecoderStartAnew(t *testing.T) {
	for document, want := range map[string]bool{
		"<xml><A>\x02</A></xml>": true, "<xml><A><![CDATA[\xFF]]></A></xml>": true, "<xml><A>\xED\xA0\xBD\xED\xB8\x80</A></xml>": true,
		"<xml><A>a</B></xml>": false, "<xml><A>&#2;</A></xml>": true, "<xml><A>&#xD800;</A></xml>": true, "<xml><A>a</A></xml>": false,
		"<xml><A>&nbsp;</A></xml>": false, "<xml><A><![CDATA[&#2;]]></A></xml>": false, "<xml><A b='&#xFFFE;'/></xml>": true,
		"<xml><A>&#55357;&#xDE00;</A></xml>": false, "<xml><A b='&#55357;&#xDE00;'/></xml>": false,
	} {
		d := newMessageDecoder([]byte(document))
		d.root("xml")
		d.skip()
		if got := d.restart(); got != want || got && (d.pos != 0 || d.err != nil) {
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
		"<A/><E a='b'> <!-- --><T> d </T> </E><E><T>e</T></E>": "d", "<A><E><T>x</T></E></A>": "", "<E>text</E>": "",
		"<E>x<T>a<U/></T></E>": "a", "<E><T/><T>a</T></E>": "", "<E/><E><T>a</T></E>": "",
	} {
		d := newMessageDecoder([]byte("<xml>" + content + "</xml>"))
		d.root("xml")
		before := d
		if got := d.findInside("E", "T"); got != want || d.err != nil || d.pos != before.pos || d.depth != before.depth {
			t.Errorf("%s: found %q, %v", content, got, d.err)
		}
		if got := d.textInside("E", "T"); got != want || d.end() != nil {
			t.Errorf("%s: %q, %v", content, got, d.err)
		}
		var r Receipt
		if err := d.finish(nil, &r); err != nil || (len(r.Repeated) > 0) != (strings.Count(content, "<E") > 1 || strings.Count(content, "<T") > 1 && !strings.Contains(content, "<A><E>")) {
			t.Errorf("%s: repeated %q, %v", content, r.Repeated, err)
		}
	}
}

// What is sought may stand behind a fault: the walk that follows has to meet it, with what
// stands before.
func TestSeekingInAMessageLeavesFaultsToTheWalk(t *testing.T) {
	for _, content := range []string{"<A>1</A><B></C>", "<A>1</A><E><T>a</E>", "<A>1</A>\x02<E/>", "<A>1</A><E><T>&nbsp;</T></E>"} {
		d := newMessageDecoder([]byte("<xml>" + content + "</xml>"))
		d.root("xml")
		before := d.pos
		if _, ok := d.find("None"); ok || d.err != nil || d.pos != before || d.depth != 1 {
			t.Errorf("%s: find left %v", content, d.err)
		}
		if d.findInside("E", "T"); d.err != nil || d.pos != before || d.depth != 1 {
			t.Errorf("%s: findInside left %v", content, d.err)
		}
		if name, ok := d.next(); name != "A" || !ok || d.text() != "1" {
			t.Errorf("%s: <%s>, %v", content, name, ok)
		}
		if d.skip(); d.err == nil {
			t.Errorf("%s has no fault", content)
		}
		fault := d.err
		d.find("A")
		d.findInside("A")
		if d.err != fault {
			t.Errorf("%s: the fault became %v", content, d.err)
		}
	}
}

// find trims blanks around the type of a message, and not around that of a reply.
func TestFindTrimsInMessagesOnly(t *testing.T) {
	document := []byte("<xml><MsgType> <![CDATA[text]]> </MsgType></xml>")
	message, reply := newMessageDecoder(document), newDecoder(document)
	message.root("xml")
	reply.root("xml")
	if got, _ := message.find("MsgType"); got != "text" {
		t.Errorf("message: %q", got)
	}
	if got, _ := reply.find("MsgType"); got != " text " {
		t.Errorf("reply: %q", got)
	}
}
