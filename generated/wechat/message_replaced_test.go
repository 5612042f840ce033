package wechat_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/replygen/replygen/generated/wechat"
)

// markedOrReferences is what hides references from being such, or a run of references.
var markedOrReferences = regexp.MustCompile(`(?s)<!\[CDATA\[.*?\]\]>|<!--.*?-->|<\?.*?\?>|(?:&#x[0-9A-Fa-f]+;|&#[0-9]+;)+`)

// readable is a document with U+FFFD in place of each character that XML does not have and of each reference to one,
// and with the characters that pairs of surrogates stand for, so that encoding/xml reads it. replaced reports whether
// it has an U+FFFD more.
func readable(document string) (clean string, replaced bool) {
	joined := joinBytes(document)
	clean = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(joined, "\x00")) // which would make one of a run of bytes
	replaced = clean != joined
	clean = markedOrReferences.ReplaceAllStringFunc(clean, func(s string) string {
		if !strings.HasPrefix(s, "&#") {
			return s
		}
		run := joinReferences(s)
		replaced = replaced || strings.Contains(run, "\ufffd")
		return run
	})
	return clean, replaced
}

func joinBytes(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if len(s)-i >= 6 && s[i] == 0xED && s[i+1] >= 0xA0 && s[i+1] <= 0xAF && s[i+2]>>6 == 2 && s[i+3] == 0xED &&
			s[i+4] >= 0xB0 && s[i+4] <= 0xBF && s[i+5]>>6 == 2 {
			b.WriteRune(0x10000 + rune(s[i+1]&0xF)<<16 + rune(s[i+2]&0x3F)<<10 + rune(s[i+4]&0xF)<<6 +
				rune(s[i+5]&0x3F))
			i += 5
		} else {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// joinReferences is a run of references with U+FFFD for each that is to no character, and the character for each two
// that are to a pair of surrogates.
func joinReferences(run string) string {
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
		r := rune(min(values[i], utf8.MaxRune+1))
		switch {
		case r&^0x3FF == 0xD800 && values[i+1]&^0x3FF == 0xDC00:
			b.WriteRune(0x10000 + r&0x3FF<<10 + rune(values[i+1]&0x3FF))
			i++
		case !utf8.ValidRune(r) || r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF:
			b.WriteString("\ufffd")
		default:
			b.WriteString(codes[i] + ";")
		}
	}
	return b.String()
}

// Whether a user's character comes as it is or by a reference, it does not lose the message.
func TestReferencesToCharactersThatXMLCannotCarryAreReplaced(t *testing.T) {
	for said, want := range map[string]string{
		"&#2;": "\ufffd", "你&#x02;好&#0;": "你\ufffd好\ufffd", "&#xFFFF;&#65534;": "\ufffd\ufffd",
		"&#xDE00;&#xD83D;": "\ufffd\ufffd",
		"&#x110000;a":      "\ufffda", "&#99999999999999999999;": "\ufffd", "&#2;\x02&lt;&#65;": "\ufffd\ufffd<A",
		"a<![CDATA[&#2;]]>&#3;": "a&#2;\ufffd",
	} {
		text := parse(t,
			strings.Replace(sent["text"], "<![CDATA[你好, this is a test]]>", said, 1)).(*wechat.TextMessage)
		if text.Content != want || !text.Replaced || text.MsgID != "1234567890123456" {
			t.Errorf("%q became %q, replaced: %v", said, text.Content, text.Replaced)
		}
	}
	// In a CDATA section, a reference is five characters like any other.
	if text := parse(t, strings.Replace(sent["text"], "你好", "&#2;", 1)).(*wechat.TextMessage); text.Content !=
		"&#2;, this is a test" || text.Replaced {
		t.Errorf("%q, replaced: %v", text.Content, text.Replaced)
	}
}

// Such characters lose a message nowhere else either, whether the type has been read or not.
func TestUncarriableBetweenElementsDoesNotLoseTheMessage(t *testing.T) {
	for _, piece := range []string{"\x02", "\x00\xff", "&#2;", "&#xD800;", "\uffff"} {
		for _, at := range []string{"<xml>", "<FromUserName>", "<MsgType>", "<Content>", "<MsgId>", "</xml>"} {
			document := strings.Replace(sent["text"], at, piece+at, 1)
			text := parse(t, document).(*wechat.TextMessage)
			if text.Content != "你好, this is a test" || text.FromUserName != "oABC" ||
				text.MsgID != "1234567890123456" || !text.Replaced {
				t.Errorf("%q before %s: %+v", piece, at, text)
			}
		}
		if text := parse(t, sent["text"]+piece).(*wechat.TextMessage); !text.Replaced ||
			text.MsgID != "1234567890123456" {
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
			"<Content>" + said + "&nbsp;", "<Content>" + said + "<b>", said + "&nbsp;" + said + "<Content>",
			"<a b='" + said + "' b=''/><Content>",
			"<Content>" + said + "&#;", "<Content>" + said + "&#x" + said, // no reference
		} {
			document := strings.Replace(sent["text"], "<Content>", wrong, 1)
			legal := strings.Repeat("x", len(said))
			want := fault(t, strings.Replace(document, said, legal, 1))
			if got := fault(t, document); got != want || want < 0 {
				t.Errorf("%q: byte %d, want %d", document, got, want)
			}
		}
	}
}
