package rt

import (
	"errors"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// markedOrReferences is what hides references from being such, or a run of references.
var markedOrReferences = regexp.MustCompile(`(?s)<!\[CDATA\[.*?\]\]>|<!--.*?-->|<\?.*?\?>|(?:&#x[0-9A-Fa-f]+;|&#[0-9]+;)+`)

// joinedBytes is a text with the character in place of each two surrogates that were encoded one by one.
func joinedBytes(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if len(s)-i >= 6 && s[i] == 0xED && s[i+1] >= 0xA0 && s[i+1] <= 0xAF && s[i+2]>>6 == 2 && s[i+3] == 0xED && s[i+4] >= 0xB0 && s[i+4] <= 0xBF && s[i+5]>>6 == 2 {
			b.WriteRune(0x10000 + rune(s[i+1]&0xF)<<16 + rune(s[i+2]&0x3F)<<10 + rune(s[i+4]&0xF)<<6 + rune(s[i+5]&0x3F))
			i += 5
		} else {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// joinedReferences is a run of references with the character in place of each two to surrogates.
func joinedReferences(run string) string {
	codes := strings.Split(strings.TrimSuffix(run, ";"), ";")
	values := make([]uint64, len(codes)+1)
	for i, code := range codes {
		digits, base := strings.TrimPrefix(code, "&#"), 10
		if digits[0] == 'x' {
			digits, base = digits[1:], 16
		}
		v, err := strconv.ParseUint(digits, base, 32)
		if err != nil {
			v = utf8.MaxRune + 1
		}
		values[i] = v
	}
	var b strings.Builder
	for i := 0; i < len(codes); i++ {
		switch v := values[i]; {
		case v&^0x3FF == 0xD800 && values[i+1]&^0x3FF == 0xDC00:
			b.WriteRune(0x10000 + rune(v&0x3FF)<<10 + rune(values[i+1]&0x3FF))
			i++
		case v <= utf8.MaxRune && legalRune(rune(v)):
			b.WriteString(codes[i] + ";")
		default:
			b.WriteString("\uFFFD")
		}
	}
	return b.String()
}

// carriable is a document with U+FFFD for what XML does not have and with the characters
// that pairs of surrogates stand for, so that encoding/xml reads it. replaced reports whether it has an U+FFFD more.
func carriable(document string) (clean string, replaced bool) {
	joined := joinedBytes(document)
	clean = carried(joined)
	replaced = clean != joined
	clean = markedOrReferences.ReplaceAllStringFunc(clean, func(s string) string {
		if !strings.HasPrefix(s, "&#") {
			return s
		}
		run := joinedReferences(s)
		replaced = replaced || strings.Contains(run, "\uFFFD")
		return run
	})
	return clean, replaced
}

// messageTree reads a document as messages are read: an element may have a text and children.
func messageTree(s string) (root element, receipt Receipt, err error) {
	d := newMessageDecoder([]byte(s))
	read := func() {
		d.prolog()
		if name, ok := d.startTag(); ok {
			root = walkMessage(&d, name)
		}
	}
	read()
	if d.restart() {
		read()
	}
	err = d.finish([]byte(s), &receipt)
	return root, receipt, err
}

func walkMessage(d *decoder, name string) element {
	leaf := *d
	e := element{name: name, text: leaf.text()}
	for child, ok := d.next(); ok; child, ok = d.next() {
		e.children = append(e.children, walkMessage(d, child))
	}
	return e
}

var uncarriablePieces = []string{"\x02", "\x00", "\xFF", "\uFFFE", "\xED\xA0\x80", "&#2;", "&#xFFFF;", "&#xD800;", "&#xD83D;&#56832;", "\xED\xA0\xBD\xED\xB8\x80", "\xED\xB8\x80", "&#xDE00;&#xD83D;", "&#x110000;", "&#99999999999999999999;"}

// Wherever a character that XML does not have stands in a document, encoding/xml
// reads the same with U+FFFD there.
func TestReplacedDocumentReadsAsWithReplacements(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 9))
	read := 0
	for range 20000 {
		choices := make([]byte, 80)
		for i := range choices {
			choices[i] = byte(random.Uint32())
		}
		c := composer{choices: choices}
		c.between(" ")
		c.element(0)
		c.between(" ")
		s := c.out.String()
		for range 1 + random.IntN(3) {
			at := random.IntN(len(s) + 1)
			s = s[:at] + uncarriablePieces[random.IntN(len(uncarriablePieces))] + s[at:]
		}
		got, receipt, err := messageTree(s)
		if err != nil {
			continue
		}
		readable, replaced := carriable(s)
		if receipt.Replaced != replaced {
			t.Fatalf("%q: replaced: %v", s, receipt.Replaced)
		}
		want, err := mixedTree(readable)
		if err != nil {
			t.Fatalf("%q: encoding/xml: %v", s, err)
		}
		if diff := cmp.Diff(want, withoutPrefixes(got), equalTrees); diff != "" {
			t.Fatalf("%q: %s", s, diff)
		}
		read++
	}
	if read < 3000 {
		t.Errorf("only %d documents were read", read)
	}
}

// No place between elements, nor around the root, loses the document.
func TestUncarriableBetweenElementsIsPassedOver(t *testing.T) {
	for _, piece := range uncarriablePieces {
		if _, replaced := carriable(piece); !replaced {
			continue // a character, which has no place around the root
		}
		for _, document := range []string{
			"%<xml><A>1</A></xml>", "<xml>%<A>1</A></xml>", "<xml><A>1</A>%</xml>", "<xml><A>1</A></xml>%", "<xml> % %%\n<A>1</A><!-- --></xml> %\n",
		} {
			s := strings.ReplaceAll(document, "%", piece)
			got, receipt, err := messageTree(s)
			if err != nil || !receipt.Replaced || len(got.children) != 1 || !cmp.Equal(got.children[0], element{name: "A", text: "1"}, equalTrees) {
				t.Errorf("%q: %+v, %v, %v", s, got, receipt.Replaced, err)
			}
			// What a platform reads of a reply is strict.
			if _, err := decodeTree(s); err == nil {
				t.Errorf("%q is a document", s)
			}
		}
	}
}

// A pair of surrogates is a character, however it was sent; half of one is U+FFFD.
func TestSurrogatesAreJoined(t *testing.T) {
	for content, want := range map[string]string{
		"&#55357;&#56832;": "😀", "a&#xD83D;&#xde00;b": "a😀b", "&#xD83D;&#xDE00;&#xD83D;&#xDE01;": "😀😁", "\xED\xA0\xBD\xED\xB8\x80": "😀", "<![CDATA[\xED\xA0\xBD\xED\xB8\x80]]>": "😀",
		"&#xD800;&#xDC00;": "\U00010000", "&#xDBFF;&#xDFFF;": "\U0010FFFF", "\xED\xA0\x80\xED\xB0\x80": "\U00010000", "\xED\xAF\xBF\xED\xBF\xBF": "\U0010FFFF",
		"\xED\xA0\xBD\xED\xB8\x80 &#55357;&#56832;": "😀 😀",
	} {
		s := "<xml>" + content + "</xml>"
		if got, receipt, err := messageTree(s); got.text != want || err != nil || receipt.Replaced {
			t.Errorf("%q: %q, replaced %v, %v", content, got.text, receipt.Replaced, err)
		}
		if _, err := decodeTree(s); err == nil {
			t.Errorf("%q: a reply has such", content)
		}
	}
	for content, want := range map[string]string{
		"&#55357;": "\uFFFD", "&#56832;&#55357;": "\uFFFD\uFFFD", "&#55357;x&#56832;": "\uFFFDx\uFFFD", "&#55357;&#55357;&#56832;": "\uFFFD😀", "\xED\xB8\x80": "\uFFFD\uFFFD\uFFFD",
		"&#55357;<!-- -->&#56832;": "\uFFFD\uFFFD", "<![CDATA[&#55357;]]>&#56832;": "&#55357;\uFFFD", "&#55357;\xED\xB8\x80": "\uFFFD\uFFFD\uFFFD\uFFFD",
		"\xED\xA0\xBDx": "\uFFFD\uFFFD\uFFFDx", "\xED\xA0": "\uFFFD\uFFFD", "\xED\xA0=\xED\xB8\x80": "\uFFFD\uFFFD=\uFFFD\uFFFD\uFFFD", "\xED\xA0\xBD\xED\xB8=": "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD=",
	} {
		s := "<xml>" + content + "</xml>"
		if got, receipt, err := messageTree(s); got.text != want || err != nil || !receipt.Replaced {
			t.Errorf("%q: %q, replaced %v, %v", content, got.text, receipt.Replaced, err)
		}
	}
}

// A message's text between elements, and elements in a text, do not keep the rest from being read.
func TestMixedContentOfAMessageIsRead(t *testing.T) {
	const s = "<xml>a<A>1<b>2<c/></b>3<![CDATA[4]]></A><![CDATA[<A>]]>&amp;<B/>b</xml>"
	got, receipt, err := messageTree(s)
	want := element{name: "xml", text: "a<A>&b", children: []element{{name: "A", text: "134", children: []element{{name: "b", text: "2", children: []element{{name: "c"}}}}}, {name: "B"}}}
	if diff := cmp.Diff(want, got, equalTrees); diff != "" || err != nil || receipt.Replaced || receipt.Unread != nil || receipt.Repeated != nil {
		t.Errorf("%+v, %v\n%s", receipt, err, diff)
	}
}

// Where a document is not well-formed, the place is that of the document as it was sent.
func TestFaultOfAMessageIsAtItsPlace(t *testing.T) {
	for document, at := range map[string]int{
		"<xml>]]><A/></xml>": 5, "<xml>\x02a]]></xml>": 7, "<xml>&#2;&nbsp;<A/></xml>": 9, "<xml>\xED\xA0\xBD\xED\xB8\x80&nbsp;<A/></xml>": 11, "<xml>&#55357;&#56832;\x02<A></xml>": 25,
		"\x02a<xml/>": 1, "<xml/>\x02a": 7, "<xml/>\x02<xml/>": 7, "<xml>\x02a": 7, "<xml/>&#55357;&#56832;": 6, "<xml>\x02<![CDATA[": 6, "<xml>a<!DOCTYPE x></xml>": 6,
	} {
		_, _, err := messageTree(document)
		var syntax *SyntaxError
		if !errors.As(err, &syntax) || syntax.Offset != at {
			t.Errorf("%q: %v, want it at byte %d", document, err, at)
		}
	}
}

// Any bytes become a message. It has no fault if and only if encoding/xml reads it, as far as
// encoding/xml is as strict as XML, and then it has the same elements and texts.
func FuzzMessage(f *testing.F) {
	for _, seed := range fuzzSeeds {
		f.Add([]byte(seed))
	}
	for _, piece := range uncarriablePieces {
		f.Add([]byte("<xml>a" + piece + "<A>" + piece + "<b/>" + piece + "</A><![CDATA[" + piece + "]]></xml>"))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		s := string(in)
		got, receipt, err := messageTree(s)
		readable, replaced := carriable(s)
		want, standardErr := mixedTree(readable)
		if err != nil {
			var syntax *SyntaxError
			if !errors.As(err, &syntax) || syntax.Offset < 0 || syntax.Offset > len(s) {
				t.Errorf("%v lies outside the document's %d bytes", err, len(s))
			}
			if standardErr == nil && hasMessageShape(readable) {
				t.Errorf("%v, but encoding/xml reads it", err)
			}
			return
		}
		if standardErr != nil {
			t.Fatalf("read, but encoding/xml: %v", standardErr)
		}
		if diff := cmp.Diff(want, withoutPrefixes(got), equalTrees); diff != "" || receipt.Replaced != replaced {
			t.Errorf("replaced: %v\n%s", receipt.Replaced, diff)
		}
	})
}
