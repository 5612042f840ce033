package rt

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestTextIsWhatXMLSays(t *testing.T) {
	for _, tt := range []struct{ xml, want string }{
		{`<v></v>`, ""},
		{`<v/>`, ""},
		{`<v />`, ""},
		{`<v> a b </v>`, " a b "},
		{`<v>a</v >`, "a"},
		{`<v>你好</v>`, "你好"},
		{`<v>&lt;&gt;&amp;&quot;&apos;</v>`, `<>&"'`},
		{`<v>&amp;lt;</v>`, "&lt;"},
		{`<v>&#20320;&#x597D;&#x0a;&#0000000000000000000000065;</v>`, "你好\nA"},
		{`<v>a]]b]&gt;]]&gt;</v>`, "a]]b]>]]>"},
		{`<v><![CDATA[]]></v>`, ""},
		{`<v><![CDATA[a<b>&amp;</v>]]></v>`, "a<b>&amp;</v>"},
		{`<v><![CDATA[a]]]]><![CDATA[>b]]></v>`, "a]]>b"},
		{`<v><![CDATA[[微笑]]]]></v>`, "[微笑]]"},
		{`<v> <![CDATA[a]]>&#32;<![CDATA[b]]></v>`, " a b"},
		{`<v>a<!-- - -->b<?p c?>c<?p?></v>`, "abc"},
		{`<v><!----><![CDATA[a]]><!--]]>--></v>`, "a"},
		{"<v>a\r\nb\rc\r\r\nd\n\re</v>", "a\nb\nc\n\nd\n\ne"},
		{"<v><![CDATA[a\r\nb\rc]]></v>", "a\nb\nc"},
		{"<v>\r<![CDATA[\n]]></v>", "\n\n"},
		{"<v>a&#13;\nb&#xD;</v>", "a\r\nb\r"},
		{"<v>\t\u0085\u2028\ufffd\U0010ffff</v>", "\t\u0085\u2028\ufffd\U0010ffff"},
		{"\ufeff<?xml version=\"1.0\" encoding=\"utf-8\"?><v>a</v>", "a"},
		{"<?xml version='1.0' encoding = 'UTF-8' standalone='yes' ?>\n<!-- c --><?p q?> <v>a</v> <!-- d --><?p?>\n", "a"},
		{"<?xml version=\"1.0\"?><v>a</v>", "a"},
		{"<?xml version='1.0' encoding='utf8'?><v>a</v>", "a"},
		{"<?xml version='1.0' encoding='UTF8'?><v>a</v>", "a"},
		{"\ufeff<?xml version=\"1.1\" encoding=\"Utf-8\"?><v>a</v>", "a"},
		{"<?xml-stylesheet href='a'?><v>a</v>", "a"},
		{`<v a="1" b = '2' c='"&lt;&#62;>' xmlns:d='e' d:f='' >a</v>`, "a"},
		{"<v\na='1'\t/>", ""},
	} {
		d := newDecoder([]byte(tt.xml))
		d.root("v")
		if got := d.text(); got != tt.want {
			t.Errorf("%q: text %q, want %q", tt.xml, got, tt.want)
		}
		if err := d.end(); err != nil {
			t.Errorf("%q: %v", tt.xml, err)
		}
		if tree, err := standardTree(tt.xml); err != nil || tree.text != tt.want {
			t.Errorf("%q: encoding/xml has %q, %v", tt.xml, tree.text, err)
		}
	}
}

func TestNamesOfEveryKindAreRead(t *testing.T) {
	for _, name := range []string{"A", "_a", "a-b.c_9", "ns:a", "标题", "é", "タイトル"} {
		xml := "<xml><" + name + ">1</" + name + "><" + name + " ><b/></" + name + "\n></xml>"
		tree, err := decodeTree(xml)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, child := range tree.children {
			if child.name != name {
				t.Errorf("%s: read as %s", name, child.name)
			}
		}
	}
}

func TestCharacterThatXMLDoesNotHaveIsNoTextBetweenElements(t *testing.T) {
	for _, wrong := range []string{"\x01", "\xff", "\ufffe", "&#0;"} {
		var syntax *SyntaxError
		if _, err := decodeTree("<xml>" + wrong + "<A/></xml>"); !errors.As(err, &syntax) || syntax.Msg != noChar {
			t.Errorf("%q: %v", wrong, err)
		}
	}
}

func TestMalformedDocumentIsASyntaxErrorAtItsPlace(t *testing.T) {
	for _, tt := range []struct {
		name, xml string
		at        int
	}{
		{"nothing", "", 0},
		{"white space", " \n", 2},
		{"text", "success", 0},
		{"another root", "<html></html>", 0},
		{"root name that continues", "<xmlx></xmlx>", 0},
		{"DOCTYPE", `<!DOCTYPE xml [<!ENTITY a "b">]><xml/>`, 0},
		{"DOCTYPE inside", `<xml><!DOCTYPE xml></xml>`, 5},
		{"GBK", `<?xml version="1.0" encoding="GBK"?><xml/>`, 19},
		{"XML 2.0", `<?xml version="2.0"?><xml/>`, 0},
		{"XML 1.1 with a character of its own", `<?xml version="1.1"?><xml><A>&#1;</A></xml>`, 29},
		{"no version", `<?xml encoding="UTF-8"?><xml/>`, 0},
		{"standalone", `<?xml version="1.0" standalone="maybe"?><xml/>`, 19},
		{"declaration cut", `<?xml version="1.0"`, 19},
		{"late declaration", ` <?xml version="1.0"?><xml/>`, 3},
		{"XML as a target", `<?XML a?><xml/>`, 2},
		{"root cut", "<xml", 4},
		{"root never closed", "<xml>", 5},
		{"text between", "<xml>a<A/></xml>", 5},
		{"reference between", "<xml>&#32;<A/></xml>", 5},
		{"CDATA between", "<xml><![CDATA[ ]]><A/></xml>", 5},
		{"end tag of another", "<xml><A>1</B></xml>", 9},
		{"end tag of the parent", "<xml><A>1</xml>", 9},
		{"end tag longer", "<xml><A>1</AB></xml>", 9},
		{"end tag shorter", "<xml><AB>1</A></xml>", 10},
		{"end tag with attribute", `<xml><A b="">1</A b=""></xml>`, 14},
		{"end tag with a blank", "<xml><A>1</ A></xml>", 9},
		{"no name", "<xml><>1</></xml>", 6},
		{"blank name", "<xml>< A>1</A></xml>", 6},
		{"name of a digit", "<xml><1>1</1></xml>", 6},
		{"name of two colons", "<xml><a:b:c/></xml>", 6},
		{"name ends in a colon", "<xml><a:/></xml>", 6},
		{"name of a surrogate", "<xml><a\xed\xa0\x80/></xml>", 6},
		{"name of a sign", "<xml><a×/></xml>", 6},
		{"name with a sign", "<xml><a+b/></xml>", 7},
		{"name cut", "<xml><A", 7},
		{"slash inside a tag", "<xml><A / ></xml>", 8},
		{"attribute twice", `<xml><A b="1" c="2" b="3"/></xml>`, 20},
		{"attributes not apart", `<xml><A b="1"c="2"/></xml>`, 13},
		{"attribute without value", `<xml><A b/></xml>`, 9},
		{"attribute without quotes", `<xml><A b=1/></xml>`, 10},
		{"attribute cut", `<xml><A b="1`, 10},
		{"attribute with <", `<xml><A b="1<"/></xml>`, 12},
		{"attribute with an entity", `<xml><A b="1&nbsp;"/></xml>`, 12},
		{"attribute with U+0001", "<xml><A b=\"1\x01\"/></xml>", 12},
		{"unknown entity", "<xml><A>1&nbsp;</A></xml>", 9},
		{"entity of another case", "<xml><A>1&AMP;</A></xml>", 9},
		{"second entity unknown", "<xml><A>&lt;&nbsp;</A></xml>", 12},
		{"bare ampersand", "<xml><A>a & b</A></xml>", 10},
		{"reference to U+0000", "<xml><A>&#0;</A></xml>", 8},
		{"reference to a surrogate", "<xml><A>&#xD800;</A></xml>", 8},
		{"reference to U+FFFE", "<xml><A>&#xFFFE;</A></xml>", 8},
		{"reference beyond Unicode", "<xml><A>&#x110000;</A></xml>", 8},
		{"reference beyond 64 bits", "<xml><A>&#x10000000000000041;</A></xml>", 8},
		{"reference with X", "<xml><A>&#X41;</A></xml>", 8},
		{"reference without digits", "<xml><A>&#x;</A></xml>", 8},
		{"reference of hex digits", "<xml><A>&#a;</A></xml>", 8},
		{"reference cut", "<xml><A>&#65</A></xml>", 8},
		{"]]> in text", "<xml><A>1]]></A></xml>", 9},
		{"U+0001", "<xml><A>1\x01</A></xml>", 9},
		{"U+0001 in CDATA", "<xml><A><![CDATA[1\x01]]></A></xml>", 18},
		{"invalid UTF-8", "<xml><A>你\xe4\xbd</A></xml>", 11},
		{"overlong", "<xml><A><![CDATA[\xc0\xaf]]></A></xml>", 17},
		{"U+FFFF", "<xml><A>\uffff</A></xml>", 8},
		{"CDATA cut", "<xml><A><![CDATA[1</A></xml>", 8},
		{"CDATA of another case", "<xml><A><![cdata[1]]></A></xml>", 8},
		{"comment cut", "<xml><!-- </xml>", 5},
		{"comment too short", "<xml><!--></xml>", 5},
		{"-- in a comment", "<xml><!-- a--b --></xml>", 11},
		{"three hyphens", "<xml><!-- a---></xml>", 11},
		{"U+0001 in a comment", "<xml><!--\x01--></xml>", 9},
		{"instruction cut", "<xml><?a ></xml>", 5},
		{"instruction without target", "<xml><? a?></xml>", 7},
		{"instruction's target", "<xml><?a+b?></xml>", 8},
		{"U+0001 in an instruction", "<xml><?a \x01?></xml>", 9},
		{"second root", "<xml/><xml/>", 6},
		{"text after the root", "<xml/>a", 6},
		{"end tag after the root", "<xml/></xml>", 6},
		{"byte order mark after the root", "<xml/>\ufeff", 6},
		{"two byte order marks", "\ufeff\ufeff<xml/>", 3},
		{"depth 65", strings.Repeat("<xml>", 65) + strings.Repeat("</xml>", 65), 64 * len("<xml>")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := newDecoder([]byte(tt.xml))
			if d.root("xml") {
				walk(&d, "xml")
			}
			err := d.end()
			var syntax *SyntaxError
			if !errors.As(err, &syntax) {
				t.Fatalf("error %v", err)
			}
			if syntax.Offset != tt.at {
				t.Errorf("%v, want it at byte %d", err, tt.at)
			}
			if !strings.Contains(err.Error(), fmt.Sprint(tt.at)) {
				t.Errorf("%v does not name its place", err)
			}
		})
	}
}

func TestChildInATextIsAnErrorAtTheChild(t *testing.T) {
	for _, xml := range []string{"<v>1<b/></v>", "<v> <b/></v>"} {
		d := newDecoder([]byte(xml))
		d.root("v")
		if got := d.text(); got != "" || d.err == nil || d.err.Offset != 4 {
			t.Errorf("%s: text %q, %v", xml, got, d.err)
		}
	}
}

func TestSkipIsAsStrictAsReading(t *testing.T) {
	for _, xml := range []string{
		"<xml><A>&nbsp;</A></xml>", "<xml><A>\x01</A></xml>", "<xml><A>]]></A></xml>", "<xml><A><B></A></B></xml>",
		"<xml><A><![CDATA[\xff]]></A></xml>", "<xml><A><!-- -- --></A></xml>", "<xml><A", "<xml><A>", "<xml><A><",
		"<xml><A><!DOCTYPE a></A></xml>", "<xml>" + strings.Repeat("<A>", 64) + strings.Repeat("</A>", 64) + "</xml>",
	} {
		d := newDecoder([]byte(xml))
		d.root("xml")
		d.skip()
		if d.end() == nil {
			t.Errorf("%q was skipped without an error", xml)
		}
	}
	d := newDecoder([]byte("<xml><A>mixed<B/>&lt;<![CDATA[</A>]]><!-- c --><?p?></A></xml>"))
	d.root("xml")
	d.skip()
	if err := d.end(); err != nil {
		t.Error(err)
	}
}

func TestDepth64IsRead(t *testing.T) {
	if _, err := decodeTree(strings.Repeat("<a>", 64) + strings.Repeat("</a>", 64)); err != nil {
		t.Error(err)
	}
}

func TestAttributesAreBounded(t *testing.T) {
	tag := func(n int) string {
		var b strings.Builder
		b.WriteString("<xml")
		for i := range n {
			fmt.Fprintf(&b, " a%d=''", i)
		}
		return b.String() + "/>"
	}
	if _, err := decodeTree(tag(64)); err != nil {
		t.Error(err)
	}
	if _, err := decodeTree(tag(65)); err == nil {
		t.Error("65 attributes were read")
	}
}

func TestEveryTruncationIsAnError(t *testing.T) {
	for _, sample := range []string{textSample, newsSample, imageSample} {
		sample = strings.TrimSpace(sample)
		for n := range len(sample) {
			if _, err := decodeTree(sample[:n]); err == nil {
				t.Errorf("the first %d bytes were read: %q", n, sample[:n])
			}
		}
	}
}

func TestEndTagsAtAnyDepthAreTheirElements(t *testing.T) {
	const names = "abcdefghijklmnopqrst"
	for depth := 1; depth <= len(names); depth++ {
		var open, closing string
		for _, name := range names[:depth] {
			open += "<" + string(name) + ">"
			closing = "</" + string(name) + ">" + closing
		}
		if _, err := decodeTree(open + closing + "\n"); err != nil {
			t.Errorf("depth %d: %v", depth, err)
		}
		if _, err := decodeTree(open + "<x></x>" + closing); err != nil {
			t.Errorf("depth %d, twice: %v", depth, err)
		}
		if _, err := decodeTree(open + "<x></y>" + closing); err == nil {
			t.Errorf("depth %d: <x></y> is read", depth)
		}
	}
}
