package judge

import (
	"regexp"
	"strconv"
	"strings"
)

// Element is an element of a document. One with children has no text.
type Element struct {
	Name string
	// Text is the element's text, Inner the same as it is written, in XML.
	Text, Inner string
	Children    []*Element
	// At is where its start tag stands, in bytes from the start of the document.
	At int

	// content is where its content begins, text its text while its end has not been read.
	content int
	text    []byte
	// stray is its first text that is no white space, at strayAt; "" for none.
	stray   string
	strayAt int
	// refused is, of a root, why no platform takes its document, although it is well-formed.
	refused *SyntaxError
}

// XML returns the element as it is written, in one line.
func (e *Element) XML() string {
	var b strings.Builder
	e.write(&b, "")
	return b.String()
}

// IndentedXML returns the element with a line for each element inside.
func (e *Element) IndentedXML() string {
	var b strings.Builder
	e.write(&b, "\n")
	return strings.TrimPrefix(b.String(), "\n")
}

func (e *Element) write(b *strings.Builder, indent string) {
	b.WriteString(indent + "<" + e.Name + ">" + e.Inner)
	deeper := indent
	if indent != "" {
		deeper += "  "
	}
	for _, c := range e.Children {
		c.write(b, deeper)
	}
	if len(e.Children) > 0 {
		b.WriteString(indent)
	}
	b.WriteString("</" + e.Name + ">")
}

// Child returns the first child of a name, nil if there is none.
func (e *Element) Child(name string) *Element { return e.nth(name, 0) }

// nth returns the child of a name before which so many others have it, nil if there is none. It looks no further than
// that: a reply may have a million children, each with a violation.
func (e *Element) nth(name string, n int) *Element {
	for _, c := range e.Children {
		if c.Name != name {
			continue
		}
		if n == 0 {
			return c
		}
		n--
	}
	return nil
}

// Find returns the element at a path as violations write it, Articles.item[1].Title; nil if there is none.
func (e *Element) Find(path string) *Element {
	for name := range strings.SplitSeq(path, ".") {
		name, index, _ := strings.Cut(strings.TrimSuffix(name, "]"), "[")
		n, _ := strconv.Atoi(index)
		if e = e.nth(name, n); e == nil {
			return nil
		}
	}
	return e
}

// SetText replaces the content of the element by a text, in a CDATA section unless both are numbers: platforms write
// these without, and some servers read them by patterns.
func (e *Element) SetText(text string) {
	e.Text, e.Children = text, nil
	e.Inner = written(text, !isNumber(e.Inner) || !isNumber(text))
}

var isNumber = regexp.MustCompile(`^\d+$`).MatchString

// SetInner replaces the content of the element by XML, well-formed or not.
func (e *Element) SetInner(xml string) { e.Inner, e.Children = xml, nil }

// Walk visits the element and then all elements inside, in the order of the document.
func (e *Element) Walk(visit func(*Element)) {
	visit(e)
	for _, c := range e.Children {
		c.Walk(visit)
	}
}

// escapes escapes markup outside a CDATA section.
var escapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// written returns a text as XML, as the content of an element.
func written(text string, cdata bool) string {
	if !cdata {
		return escapes.Replace(text)
	}
	return "<![CDATA[" + strings.ReplaceAll(text, "]]>", "]]]]><![CDATA[>") + "]]>"
}
