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

// markedOrReference is what hides a reference from being one, or a reference.
var markedOrReference = regexp.MustCompile(`(?s)<!\[CDATA\[.*?\]\]>|<!--.*?-->|<\?.*?\?>|&#x[0-9A-Fa-f]+;|&#[0-9]+;`)

// carriable is a document with U+FFFD for what XML does not have, so that
// encoding/xml reads it.
func carriable(document string) string {
	return markedOrReference.ReplaceAllStringFunc(carried(document), func(s string) string {
		digits, isReference := strings.CutPrefix(strings.TrimSuffix(s, ";"), "&#")
		if !isReference {
			return s
		}
		base := 10
		if digits[0] == 'x' {
			digits, base = digits[1:], 16
		}
		if r, err := strconv.ParseUint(digits, base, 32); err != nil || r > utf8.MaxRune || !legalRune(rune(r)) {
			return "\uFFFD"
		}
		return s
	})
}

// replacedTree is decodeTree as messages are read.
func replacedTree(s string) (root element, replaced bool, err error) {
	root, err = decodeTree(s)
	var syntax *SyntaxError
	if !errors.As(err, &syntax) || syntax.Msg != noChar {
		return root, false, err
	}
	d := newReplacingDecoder(s)
	d.prolog()
	if name, ok := d.startTag(); ok {
		root = walk(&d, name)
	}
	return root, true, d.end()
}

var uncarriablePieces = []string{"\x02", "\x00", "\xFF", "\uFFFE", "\xED\xA0\x80", "&#2;", "&#xFFFF;", "&#xD800;", "&#x110000;", "&#99999999999999999999;"}

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
		c.between()
		c.element(0)
		c.between()
		s := c.out.String()
		for range 1 + random.IntN(3) {
			at := random.IntN(len(s) + 1)
			s = s[:at] + uncarriablePieces[random.IntN(len(uncarriablePieces))] + s[at:]
		}
		got, replaced, err := replacedTree(s)
		if err != nil {
			continue
		}
		// In a CDATA section, a reference is none.
		if replaced != (carriable(s) != s) {
			t.Fatalf("%q: replaced: %v", s, replaced)
		}
		want, err := standardTree(carriable(s))
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
		for _, document := range []string{
			"%<xml><A>1</A></xml>", "<xml>%<A>1</A></xml>", "<xml><A>1</A>%</xml>", "<xml><A>1</A></xml>%", "<xml> % %%\n<A>1</A><!-- --></xml> %\n",
		} {
			s := strings.ReplaceAll(document, "%", piece)
			got, replaced, err := replacedTree(s)
			if want := (element{name: "xml", children: []element{{name: "A", text: "1"}}}); err != nil || !replaced || !cmp.Equal(got, want, equalTrees) {
				t.Errorf("%q: %+v, %v, %v", s, got, replaced, err)
			}
			// What a platform reads of a reply is strict.
			if _, err := decodeTree(s); err == nil {
				t.Errorf("%q is a document", s)
			}
		}
	}
}

// Text between elements is no character to pass over, whatever was replaced
// elsewhere.
func TestTextBetweenElementsIsRefusedBesideReplacements(t *testing.T) {
	for document, at := range map[string]int{
		"<xml>\x02a<A/></xml>": 6, "<xml>&#2;&#65;<A/></xml>": 9, "<xml>\x02&amp;<A/></xml>": 6, "<xml>\x02&nbsp;<A/></xml>": 6,
		"\x02a<xml/>": 1, "<xml/>\x02a": 7, "<xml/>\x02<xml/>": 7, "<xml>\x02": 6,
	} {
		_, _, err := replacedTree(document)
		var syntax *SyntaxError
		if !errors.As(err, &syntax) || originalOffset(document, syntax.Offset) != at {
			t.Errorf("%q: %v, want it at byte %d", document, err, at)
		}
	}
}
