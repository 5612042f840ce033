package probe

import (
	"fmt"
	"strings"

	"github.com/replygen/replygen/internal/platform"
)

// textChecks send texts as users type them.
var textChecks = group(Check{Source: docsReply, Needs: readable, applies: hasText},
	textCheck("text.cdata_end", "a text with ]]> is answered like any other", xmlStandard+"#sec-cdata-sect",
		"a]]>b]]"),
	textCheck("text.markup", "a text with tags and entities is answered like any other", xmlStandard+"#syntax",
		`<b>&amp;</b> <a href="x">&lt;</a> &#1234;`),
	textCheck("text.unicode", "a text in any script is answered, and comes back unchanged", xmlStandard+"#charsets",
		"汉字 𠮷 😀👨‍👩‍👧 é עברית"),
	textCheck("text.newline", "the lines of a text stay lines", docsReply, "first\nsecond"),
	innerCheck("text.escaped", "a text without a CDATA section is answered like any other", xmlStandard+"#syntax",
		"a &lt;b&gt; &amp;&amp; c&#33;", "a <b> && c!"),
	innerCheck("text.control_raw", "a text with a control character, which XML cannot carry, is answered or acked",
		xmlStandard+"#charsets", "<![CDATA[a\x02b\x1dc]]>", ""),
	innerCheck("text.control_ref", "a text with a reference to a control character is answered or acked",
		xmlStandard+"#wf-Legalchar", "a&#2;b", ""),
	innerCheck("text.bad_utf8", "a text that is not UTF-8 is answered or acked",
		xmlStandard+"#charencoding", "<![CDATA[a\xc3\x28\xffb]]>", ""),
	innerCheck("text.noncharacter", "a text with U+FFFE, which XML cannot carry, is answered or acked",
		xmlStandard+"#charsets", "<![CDATA[a\uFFFEb]]>", ""),
	innerCheck("text.long", "a long text is answered within the limits of a reply, which count bytes, or acked",
		docsReply, strings.Repeat("字", 4000), ""),
	innerCheck("text.blank", "a blank text is answered or acked", docsReply, "<![CDATA[ \n\t ]]>", ""),
	innerCheck("text.empty", "an empty text is answered or acked", docsReply, "", ""),
)

// textCheck returns a check that sends a text, which comes back unchanged where the server repeats texts.
func textCheck(id, contract, source, text string) *Check {
	return must(id, contract, func(t *trial) { t.repeated(t.post(t.text(text)), text) }).from(source)
}

// innerCheck returns a check that sends some XML as a text. The text that it means is "" where XML has none for it.
func innerCheck(id, contract, source, inner, text string) *Check {
	return must(id, contract, func(t *trial) {
		m := t.text("")
		m.Find(t.textPath).SetInner(inner)
		t.repeated(t.post(m), text)
	}).from(source)
}

// repeated checks that a text was taken, and that it came back unchanged where the server repeats texts. What stands
// beside it may change from message to message.
func (t *trial) repeated(x *platform.Exchange, text string) {
	t.taken(x)
	want := strings.TrimSpace(lines.Replace(text))
	got := element(x.Answer, func(e *platform.Element) bool { return e.Name == t.echoElement })
	if got == nil || strings.Contains(lines.Replace(got.Text), want) {
		return // another reply: the text may be a command
	}
	t.fail(x, &platform.Fault{Message: fmt.Sprintf("the server repeats texts, but this one came back changed: %q, without %q",
		shortened(got.Text), shortened(want)), At: got.At})
}

// element returns the first element of an answer that fits, nil if there is none.
func element(w *platform.Answer, fits func(*platform.Element) bool) (found *platform.Element) {
	if w.Document != nil {
		w.Document.Walk(func(e *platform.Element) {
			if found == nil && fits(e) {
				found = e
			}
		})
	}
	return found
}

var lines = strings.NewReplacer("\r\n", "\n", "\r", "\n")
