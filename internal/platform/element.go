package platform

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/replygen/replygen/internal/judge"
)

// Element is an element of a document. One with children has no text.
type Element struct {
	Name string
	// Text is the element's text, Inner the same as it is written, in XML.
	Text, Inner string
	Children    []*Element
	// At is where its start tag stands, in bytes from the start of the document.
	At int
}

// SyntaxError is why bytes are not one well-formed document.
type SyntaxError struct {
	At      int
	Message string
	// Trailing reports that a document is well-formed, but something follows it.
	Trailing bool
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("XML at byte %d: %s", e.At, e.Message) }

// ParseDocument reads a document and returns its root. The error is a *SyntaxError.
func ParseDocument(document string) (*Element, error) {
	d := judge.NewXMLDecoder([]byte(document))
	var root *Element
	var open []openElement
	for {
		at := int(d.InputOffset())
		t, err := d.Token()
		var syntax *xml.SyntaxError
		switch {
		case errors.Is(err, io.EOF) && root != nil:
			return root, nil
		case errors.As(err, &syntax):
			return root, &SyntaxError{
				At: placeOf(document, at, int(d.InputOffset())), Message: syntax.Msg, Trailing: root != nil && len(open) == 0,
			}
		case err != nil:
			return nil, &SyntaxError{At: at, Message: err.Error()}
		}
		switch t := t.(type) {
		case xml.StartElement:
			e := &Element{Name: t.Name.Local, At: at}
			switch {
			case len(open) > 0:
				parent := open[len(open)-1]
				parent.Children = append(parent.Children, e)
			case root != nil:
				return root, &SyntaxError{At: at, Message: "more than one root element", Trailing: true}
			default:
				root = e
			}
			open = append(open, openElement{Element: e})
		case xml.EndElement:
			e := open[len(open)-1]
			e.Element.Text = string(e.text)
			open = open[:len(open)-1]
			start := e.At + strings.IndexByte(document[e.At:], '>') + 1
			if len(e.Children) == 0 && start <= at {
				e.Inner = document[start:at]
			}
		case xml.CharData:
			if len(open) > 0 {
				open[len(open)-1].text = append(open[len(open)-1].text, t...)
			} else if len(bytes.TrimSpace(t)) > 0 && string(t) != "\uFEFF" {
				return root, &SyntaxError{At: at, Message: "text outside of the root element", Trailing: root != nil}
			}
		}
	}
}

// openElement is an element whose end has not been read, with its text so far.
type openElement struct {
	*Element
	text []byte
}

// placeOf returns where a token is wrong that ends at a byte: its first character that XML cannot carry, else its last.
func placeOf(document string, from, to int) int {
	token := document[from:to]
	if i := strings.IndexFunc(token, isNoCharacter); i >= 0 {
		return from + i
	}
	_, size := utf8.DecodeLastRuneInString(token)
	return to - size
}

func isNoCharacter(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF
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
func (e *Element) Child(name string) *Element {
	for _, c := range e.Children {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// count returns how many children have a name. A nil element has none.
func (e *Element) count(name string) (n int) {
	if e == nil {
		return 0
	}
	for _, c := range e.Children {
		if c.Name == name {
			n++
		}
	}
	return n
}

// Find returns the element at a path as violations write it, Articles.item[1].Title; nil if there is none.
func (e *Element) Find(path string) *Element {
	for name := range strings.SplitSeq(path, ".") {
		name, index, _ := strings.Cut(strings.TrimSuffix(name, "]"), "[")
		n, _ := strconv.Atoi(index)
		var found *Element
		for _, c := range e.Children {
			if c.Name != name {
				continue
			}
			if n == 0 {
				found = c
				break
			}
			n--
		}
		if found == nil {
			return nil
		}
		e = found
	}
	return e
}

// SetText replaces the content of the element by a text, in a CDATA section unless both are numbers: platforms write
// these without, and some servers read them by patterns.
func (e *Element) SetText(text string) {
	wasNumber := isNumber(e.Inner)
	e.Text, e.Children = text, nil
	if wasNumber && isNumber(text) {
		e.Inner = text
		return
	}
	e.Inner = "<![CDATA[" + strings.ReplaceAll(text, "]]>", "]]]]><![CDATA[>") + "]]>"
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
