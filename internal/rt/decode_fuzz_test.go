package rt

import (
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var equalTrees = cmp.AllowUnexported(element{})

var fuzzSeeds = []string{
	textSample, newsSample, imageSample,
	"\ufeff<?xml version='1.0' encoding='utf-8' standalone='no'?><!-- a --><?p q?><xml a='1' b=\"&lt;'\"><A/><B c='d'/></xml>\n<!-- z -->",
	"<xml><A> &lt;&#20320;&#x597D;&#13;\r\n\r<![CDATA[a]]]]><![CDATA[>b]]><!-- c -->d<?p?>]]&gt;</A ></xml>",
	"<a:x xmlns:a='u'><标题>你好\u0085\u2028\ufffd</标题><b-1._ />\t</a:x>",
	"<?xml version='1.1' encoding='utf8'?><xml><A>a</A></xml>", "<xml><A>]]></A></xml>", "<xml><A>&#xD800;</A></xml>", "<xml><A>\xed\xa0\x80</A></xml>", "<xml>a<A/></xml>",
	"<!DOCTYPE xml><xml/>", "<xml/><xml/>", "<xml><A></B></xml>",
}

// The law of the decoder: what it accepts, encoding/xml accepts with the same
// elements and texts.
func FuzzAcceptedIsAcceptedByEncodingXML(f *testing.F) {
	for _, seed := range fuzzSeeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, document []byte) {
		s := string(document)
		skips := skipTree(s)
		if skips == nil {
			if err := acceptedByEncodingXML(s); err != nil {
				t.Errorf("skipped, but encoding/xml: %v", err)
			}
		}
		got, err := decodeTree(s)
		if err != nil {
			var syntax *SyntaxError
			if !errors.As(err, &syntax) || syntax.Offset < 0 || syntax.Offset > len(s) {
				t.Errorf("%v lies outside the document's %d bytes", err, len(s))
			}
			return
		}
		if skips != nil {
			t.Errorf("read, but not skipped: %v", skips)
		}
		want, err := standardTree(s)
		if err != nil {
			t.Fatalf("read, but encoding/xml: %v", err)
		}
		if diff := cmp.Diff(want, withoutPrefixes(got), equalTrees); diff != "" {
			t.Error(diff)
		}
		findsWhatTheWalkReads(t, s, got)
	})
}

func findsWhatTheWalkReads(t *testing.T, s string, root element) {
	d := newDecoder([]byte(s))
	d.prolog()
	d.startTag()
	found := map[string]bool{}
	for _, child := range root.children {
		if found[child.name] {
			continue
		}
		found[child.name] = true
		before := d
		text, ok := d.find(child.name)
		if ok != (len(child.children) == 0) || text != child.text {
			t.Errorf("find(%s) = %q, %v; the walk has %q", child.name, text, ok, child.text)
		}
		if !ok {
			d = before
		}
	}
	d.skip()
	if err := d.end(); err != nil {
		t.Errorf("after find: %v", err)
	}
}

func skipTree(s string) error {
	d := newDecoder([]byte(s))
	d.prolog()
	d.startTag()
	d.skip()
	return d.end()
}

func acceptedByEncodingXML(s string) error {
	in := standardDecoder(s)
	for {
		token, err := in.Token()
		if token == nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
	}
}

func withoutPrefixes(e element) element {
	_, local, prefixed := strings.Cut(e.name, ":")
	if prefixed {
		e.name = local
	}
	children := e.children
	e.children = nil
	for _, child := range children {
		e.children = append(e.children, withoutPrefixes(child))
	}
	return e
}

// The other half: what encoding/xml accepts of a reply's shape is accepted.
func FuzzReplyShapeIsAccepted(f *testing.F) {
	for _, seed := range fuzzSeeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, document []byte) {
		s := string(document)
		want, err := standardTree(s)
		if err != nil || !hasReplyShape(s) {
			return
		}
		got, err := decodeTree(s)
		if err != nil {
			t.Fatalf("encoding/xml reads it: %v", err)
		}
		if diff := cmp.Diff(want, got, equalTrees); diff != "" {
			t.Error(diff)
		}
	})
}

var plainName = regexp.MustCompile(`^[A-Za-z_\x{4E00}-\x{9FA5}][-._A-Za-z0-9\x{4E00}-\x{9FA5}]*$`)

// hasReplyShape reports whether s, which encoding/xml accepts, keeps to XML 1.0
// where encoding/xml is lax, and to replies: no DOCTYPE, instructions,
// attributes or namespaces, and nothing but white space between elements.
func hasReplyShape(s string) bool { return hasShape(s, false) }

// hasMessageShape is hasReplyShape for a message, where there may be text between elements.
func hasMessageShape(s string) bool { return hasShape(s, true) }

func hasShape(s string, mixed bool) bool {
	const declaration = `<?xml version="1.0" encoding="UTF-8"?>`
	s = strings.TrimPrefix(strings.TrimPrefix(s, "\ufeff"), declaration)
	if scan(s, false) < len(s) || strings.Contains(s, "<?") {
		return false
	}
	in := xml.NewDecoder(strings.NewReader(s))
	children := []int{0}
	blank := []bool{true}
	for {
		at := in.InputOffset()
		token, err := in.Token()
		if token == nil {
			return errors.Is(err, io.EOF) && blank[0]
		}
		depth := len(children) - 1
		raw := s[at:in.InputOffset()]
		switch token := token.(type) {
		case xml.StartElement:
			if !plainName.MatchString(token.Name.Local) || token.Name.Space != "" || len(token.Attr) > 0 || depth >= maxDepth {
				return false
			}
			children[depth]++
			children, blank = append(children, 0), append(blank, true)
		case xml.EndElement:
			if children[depth] > 0 && !blank[depth] && !mixed {
				return false
			}
			children, blank = children[:depth], blank[:depth]
		case xml.CharData:
			blank[depth] = blank[depth] && strings.Trim(raw, " \t\r\n") == ""
			// A reference to a surrogate is read as U+FFFD.
			if strings.Contains(string(token), "\ufffd") && strings.Contains(raw, "&#") && !mixed {
				return false
			}
		case xml.Directive:
			return false
		}
	}
}

// FuzzComposedDocumentIsReadAsComposed reads documents that the input's bytes
// choose the parts of, so that nearly all of them are well-formed.
func FuzzComposedDocumentIsReadAsComposed(f *testing.F) {
	f.Add([]byte("compose"))
	f.Add([]byte("012")) // a blank before the root
	f.Add([]byte{3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4, 6, 2, 6, 4, 3, 3, 8, 3, 2, 7, 9, 5})
	f.Add([]byte{0, 2, 255, 254, 253, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36})
	f.Fuzz(func(t *testing.T, choices []byte) {
		c := composer{choices: choices}
		c.add("", "\ufeff", "<?xml version='1.0' encoding='UTF-8'?>\n", "\ufeff<?xml version=\"1.0\"?>")
		c.between(" ")
		want := c.element(0)
		c.between(" ")
		s := c.out.String()
		got, err := decodeTree(s)
		if err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		if diff := cmp.Diff(want, got, equalTrees); diff != "" {
			t.Errorf("%q: %s", s, diff)
		}
		standard, err := standardTree(s)
		if err != nil {
			t.Fatalf("%q: encoding/xml: %v", s, err)
		}
		if diff := cmp.Diff(standard, got, equalTrees); diff != "" {
			t.Errorf("%q: encoding/xml: %s", s, diff)
		}
	})
}

type composer struct {
	choices []byte
	out     strings.Builder
}

// pick returns a number below n, and 0 once the choices are used up.
func (c *composer) pick(n int) int {
	if len(c.choices) == 0 {
		return 0
	}
	i := int(c.choices[0]) % n
	c.choices = c.choices[1:]
	return i
}

func (c *composer) add(parts ...string) string {
	part := parts[c.pick(len(parts))]
	c.out.WriteString(part)
	return part
}

// between adds what may stand between elements. The blank is a no-break space where the platforms'
// samples have some, which is inside the root.
func (c *composer) between(blank string) {
	for range c.pick(3) {
		c.add("\n", " ", blank, "\r\n\t", "<!-- - ]]> <a> & -->", "<!---->", "<?p?>", "<?p <a> & ]]>?>")
	}
}

func (c *composer) element(depth int) element {
	c.out.WriteString("<")
	e := element{name: c.add("xml", "A", "item", "Url", "标题", "a-b.c_1", "ToUserName")}
	c.add("", "", "", " ", "\n", " a='1'", "\tb=\"'&lt;&#65;>\" c = 'é' ")
	kind := c.pick(8)
	if kind == 0 {
		c.out.WriteString("/>")
		return e
	}
	c.out.WriteString(">")
	if kind < 4 && depth < 6 {
		c.between("\u00a0")
		for range 1 + c.pick(4) {
			e.children = append(e.children, c.element(depth+1))
			c.between("\u00a0")
		}
	} else {
		e.text = c.text()
	}
	c.out.WriteString("</" + e.name)
	c.add("", "", "", " ", "\r\n")
	c.out.WriteString(">")
	return e
}

func (c *composer) text() string {
	parts := []struct{ xml, text string }{
		{"<![CDATA[x]]>", "x"}, {"12345678", "12345678"}, {"<![CDATA[你好 [微笑] ]]]]><![CDATA[>]]>", "你好 [微笑] ]]>"},
		{"<![CDATA[<a>&amp;\r\nb\rc\n]]>", "<a>&amp;\nb\nc\n"}, {"<![CDATA[]]>", ""}, {" \t", " \t"}, {"a ]] > b", "a ]] > b"},
		{"&lt;&gt;&amp;&quot;&apos;", "<>&\"'"}, {"&#13;&#xA;", "\r\n"}, {"&#x1F600;", "😀"}, {"]]&gt;", "]]>"},
		{"<!-- -->", ""}, {"<?p q?>", ""}, {"ÿ\u0085\u2028\ufffd", "ÿ\u0085\u2028\ufffd"},
		{"这是一段足够长的中文文本,超过了三十二个字节,用来走宽的那条路", "这是一段足够长的中文文本,超过了三十二个字节,用来走宽的那条路"},
		{"<![CDATA[a text of more than thirty-two bytes in ASCII ]]>", "a text of more than thirty-two bytes in ASCII "},
	}
	var text strings.Builder
	for range c.pick(5) {
		part := parts[c.pick(len(parts))]
		c.out.WriteString(part.xml)
		text.WriteString(part.text)
	}
	return text.String()
}
