package judge

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// maxDepth and maxAttributes are what a generated package takes, too.
const (
	maxDepth      = 64
	maxAttributes = 64
)

// tag is one element of a document.
type tag struct {
	name string
	// at is where its content begins, in bytes from the start of the document.
	at   int64
	text strings.Builder
	// stray is its first text that is no white space, at strayAt; "" for none.
	stray    string
	strayAt  int64
	children []*tag
}

// syntaxError says what is wrong at a byte of a document.
func syntaxError(at int64, format string, args ...any) error {
	return fmt.Errorf("XML at byte %d: %s", at, fmt.Sprintf(format, args...))
}

var xml11 = regexp.MustCompile(`^(\x{FEFF}?<\?xml\s+version=["']1\.)1(["'])`)

// NewXMLDecoder returns a decoder that takes what libxml2 takes, too: XML 1.1, read as XML 1.0, and the name utf8 for
// UTF-8.
func NewXMLDecoder(document []byte) *xml.Decoder {
	d := xml.NewDecoder(bytes.NewReader(xml11.ReplaceAll(document, []byte("${1}0$2"))))
	d.CharsetReader = func(charset string, in io.Reader) (io.Reader, error) {
		if !strings.EqualFold(charset, "utf8") {
			return nil, fmt.Errorf("the declaration states %q, not UTF-8", charset)
		}
		return in, nil
	}
	return d
}

// readDocument reads a whole document and returns its root.
func readDocument(document []byte) (*tag, error) {
	content := bytes.TrimPrefix(document, []byte("\uFEFF"))
	r := &reader{content: content, tokens: NewXMLDecoder(content)}
	var root *tag
	for {
		t, raw, err := r.next()
		switch {
		case errors.Is(err, io.EOF):
			if root == nil {
				return nil, syntaxError(r.at, "no element")
			}
			return root, nil
		case err != nil:
			return nil, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if root != nil {
				return nil, syntaxError(r.at, "more than one root element")
			}
			if root, err = r.element(t, 1); err != nil {
				return nil, err
			}
		case xml.EndElement:
			return nil, syntaxError(r.at, "the end of an element that is not open")
		case xml.CharData:
			if !isBlank(raw) {
				return nil, syntaxError(r.at, "text outside of the root element")
			}
		}
	}
}

type reader struct {
	content []byte
	tokens  *xml.Decoder
	// at is where the last token began.
	at int64
}

// next returns a token and the bytes that it was read from. Raw tokens leave
// names as they are written; that each end tag is that of its start is up to
// the caller.
func (r *reader) next() (xml.Token, []byte, error) {
	r.at = r.tokens.InputOffset()
	t, err := r.tokens.RawToken()
	if err != nil {
		var syntax *xml.SyntaxError
		if errors.As(err, &syntax) {
			return nil, nil, syntaxError(r.tokens.InputOffset(), "%s", syntax.Msg)
		}
		if !errors.Is(err, io.EOF) {
			return nil, nil, syntaxError(r.tokens.InputOffset(), "%s", err)
		}
		return nil, nil, err
	}
	switch t := t.(type) {
	case xml.Directive:
		return nil, nil, syntaxError(r.at, "a DOCTYPE or another declaration")
	case xml.ProcInst:
		if strings.EqualFold(t.Target, "xml") && r.at > 0 {
			return nil, nil, syntaxError(r.at, "an XML declaration that is not the first thing")
		}
	}
	return t, r.content[r.at:r.tokens.InputOffset()], nil
}

// element reads the rest of an element whose start tag was just read.
func (r *reader) element(start xml.StartElement, depth int) (*tag, error) {
	if depth > maxDepth {
		return nil, syntaxError(r.at, "elements nested more than %d deep", maxDepth)
	}
	if err := r.attributes(start.Attr); err != nil {
		return nil, err
	}
	out := &tag{name: qualified(start.Name), at: r.tokens.InputOffset()}
	for {
		t, raw, err := r.next()
		switch {
		case errors.Is(err, io.EOF):
			return nil, syntaxError(r.at, "the document ends inside <%s>", out.name)
		case err != nil:
			return nil, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			child, err := r.element(t, depth+1)
			if err != nil {
				return nil, err
			}
			out.children = append(out.children, child)
		case xml.EndElement:
			if name := qualified(t.Name); name != out.name {
				return nil, syntaxError(r.at, "</%s> where <%s> is open", name, out.name)
			}
			return out, nil
		case xml.CharData:
			// Even an empty CDATA section is text: raw tells it from none.
			if out.stray == "" && len(bytes.Trim(raw, " \t\r\n\u00a0")) != 0 {
				out.stray, out.strayAt = string(raw), r.at
			}
			out.text.Write(t)
		}
	}
}

func (r *reader) attributes(list []xml.Attr) error {
	if len(list) > maxAttributes {
		return syntaxError(r.at, "more than %d attributes", maxAttributes)
	}
	seen := map[xml.Name]bool{}
	for _, a := range list {
		if seen[a.Name] {
			return syntaxError(r.at, "the attribute %s stands twice", qualified(a.Name))
		}
		seen[a.Name] = true
	}
	return nil
}

// qualified is a name as it is written: raw tokens keep the prefix.
func qualified(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

func isBlank(raw []byte) bool { return len(bytes.Trim(raw, " \t\r\n")) == 0 }
