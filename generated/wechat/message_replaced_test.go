package wechat_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/replygen/replygen/generated/wechat"
)

// markedOrReference is what hides a reference from being one, or a reference.
var markedOrReference = regexp.MustCompile(`(?s)<!\[CDATA\[.*?\]\]>|<!--.*?-->|<\?.*?\?>|&#x[0-9A-Fa-f]+;|&#[0-9]+;`)

// readable is a document with U+FFFD in place of each character that XML does not have and of each reference to one,
// so that encoding/xml reads it.
func readable(document string) string {
	document = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(document, "\x00")) // which would make one of a run of bytes
	return markedOrReference.ReplaceAllStringFunc(document, func(s string) string {
		digits, isReference := strings.CutPrefix(strings.TrimSuffix(s, ";"), "&#")
		if !isReference {
			return s
		}
		base := 10
		if digits[0] == 'x' {
			digits, base = digits[1:], 16
		}
		r, err := strconv.ParseUint(digits, base, 32)
		if err != nil || r > utf8.MaxRune || !utf8.ValidRune(rune(r)) || r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return "\ufffd"
		}
		return s
	})
}

// Whether a user's character comes as it is or by a reference, it does not lose the message.
func TestReferencesToCharactersThatXMLCannotCarryAreReplaced(t *testing.T) {
	for said, want := range map[string]string{
		"&#2;": "\ufffd", "你&#x02;好&#0;": "你\ufffd好\ufffd", "&#xFFFF;&#65534;": "\ufffd\ufffd", "&#xD83D;&#xDE00;": "\ufffd\ufffd",
		"&#x110000;a": "\ufffda", "&#99999999999999999999;": "\ufffd", "&#2;\x02&lt;&#65;": "\ufffd\ufffd<A", "a<![CDATA[&#2;]]>&#3;": "a&#2;\ufffd",
	} {
		text := parse(t, strings.Replace(sent["text"], "<![CDATA[你好, this is a test]]>", said, 1)).(*wechat.TextMessage)
		if text.Content != want || !text.Replaced || text.MsgID != "1234567890123456" {
			t.Errorf("%q became %q, replaced: %v", said, text.Content, text.Replaced)
		}
	}
	// In a CDATA section, a reference is five characters like any other.
	if text := parse(t, strings.Replace(sent["text"], "你好", "&#2;", 1)).(*wechat.TextMessage); text.Content != "&#2;, this is a test" || text.Replaced {
		t.Errorf("%q, replaced: %v", text.Content, text.Replaced)
	}
}

// Such characters lose a message nowhere else either, whether the type has been read or not.
func TestUncarriableBetweenElementsDoesNotLoseTheMessage(t *testing.T) {
	for _, piece := range []string{"\x02", "\x00\xff", "&#2;", "&#xD800;", "\uffff"} {
		for _, at := range []string{"<xml>", "<FromUserName>", "<MsgType>", "<Content>", "<MsgId>", "</xml>"} {
			document := strings.Replace(sent["text"], at, piece+at, 1)
			text := parse(t, document).(*wechat.TextMessage)
			if text.Content != "你好, this is a test" || text.FromUserName != "oABC" || text.MsgID != "1234567890123456" || !text.Replaced {
				t.Errorf("%q before %s: %+v", piece, at, text)
			}
		}
		if text := parse(t, sent["text"]+piece).(*wechat.TextMessage); !text.Replaced || text.MsgID != "1234567890123456" {
			t.Errorf("%q at the end: %+v", piece, text)
		}
		document := strings.Replace(sent["of tomorrow"], "<b/>", piece, 1)
		if u := parse(t, document).(*wechat.UnknownMessage); string(u.Raw) != document || !u.Replaced {
			t.Errorf("%q in what is not known: %q", piece, u.Raw)
		}
	}
}

func TestFaultBesideAReplacedReferenceIsWhereItIs(t *testing.T) {
	for _, said := range []string{"&#2;", "\x02&#xFFFF;\x03", "&#x110000;", "\xff&#xD800;"} {
		for _, wrong := range []string{
			"<Content>" + said + "&nbsp;", "<Content>" + said + "<b>", said + "text" + said + "<Content>", "<a b='" + said + "' b=''/><Content>",
			"<Content>" + said + "&#;", "<Content>" + said + "&#x" + said, // no reference
		} {
			document := strings.Replace(sent["text"], "<Content>", wrong, 1)
			legal := strings.Repeat("x", len(said))
			want := fault(t, strings.Replace(document, said, legal, 1))
			if strings.HasPrefix(wrong, said) { // where any text is a fault
				want = strings.Index(document, said) + len(said)
			}
			if got := fault(t, document); got != want || want < 0 {
				t.Errorf("%q: byte %d, want %d", document, got, want)
			}
		}
	}
}
