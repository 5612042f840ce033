package judge

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"
)

// maxDepth and maxAttributes are what a generated package takes, too.
const (
	maxDepth      = 64
	maxAttributes = 64
)

// SyntaxError is why bytes are not one well-formed document, or none that a platform takes.
type SyntaxError struct {
	At      int
	Message string
	// Trailing reports that a document is well-formed, but something follows it.
	Trailing bool
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("XML at byte %d: %s", e.At, e.Message) }

// syntaxError says what is wrong at a byte of a document.
func syntaxError(at int, format string, args ...any) *SyntaxError {
	return &SyntaxError{At: at, Message: fmt.Sprintf(format, args...)}
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

// ParseDocument reads a document and returns its root. The error is a *SyntaxError; with one, the root is what was read
// so far, nil for nothing.
func ParseDocument(document string) (*Element, error) {
	r := reader{document: document, start: len(document) - len(strings.TrimPrefix(document, "\uFEFF"))}
	r.tokens = NewXMLDecoder([]byte(document[r.start:]))
	for {
		done, err := r.token()
		switch {
		case err != nil:
			err.Trailing = r.root != nil && len(r.open) == 0
			return r.root, err
		case done:
			r.root.refused = r.refused
			return r.root, nil
		}
	}
}

// reader reads a document token by token.
type reader struct {
	document string
	// start is where the document begins behind a byte order mark.
	start   int
	tokens  *xml.Decoder
	root    *Element
	open    []*Element
	refused *SyntaxError
}

func (r *reader) offset() int { return r.start + int(r.tokens.InputOffset()) }

// token reads a token, and reports whether the document has none left. Raw tokens leave names as they are written; that
// each end tag is that of its start is checked here.
func (r *reader) token() (done bool, _ *SyntaxError) {
	at := r.offset()
	token, err := r.tokens.RawToken()
	end := r.offset()
	raw := r.document[at:end]
	var syntax *xml.SyntaxError
	switch last := len(r.open) - 1; {
	case errors.Is(err, io.EOF) && last >= 0:
		return false, syntaxError(at, "the document ends inside <%s>", r.open[last].Name)
	case errors.Is(err, io.EOF) && r.root == nil:
		return false, syntaxError(at, "no element")
	case errors.Is(err, io.EOF):
		return true, nil
	case errors.As(err, &syntax):
		return false, syntaxError(at+wrongIn(raw), "%s", syntax.Msg)
	case err != nil:
		return false, syntaxError(at, "%s", err)
	}
	switch t := token.(type) {
	case xml.StartElement:
		return false, r.begin(&Element{Name: qualified(t.Name), At: at}, t.Attr)
	case xml.EndElement:
		last := len(r.open) - 1
		if last < 0 {
			return false, syntaxError(at, "the end of an element that is not open")
		}
		e := r.open[last]
		if name := qualified(t.Name); name != e.Name {
			return false, syntaxError(at, "</%s> where <%s> is open", name, e.Name)
		}
		e.Text, e.text = string(e.text), nil
		if len(e.Children) == 0 {
			e.Inner = r.document[e.content:at]
		}
		r.open = r.open[:last]
	case xml.CharData:
		return false, r.text(at, raw, t)
	case xml.Directive:
		r.refuse(at, "a DOCTYPE or another declaration")
	case xml.ProcInst:
		if strings.EqualFold(t.Target, "xml") && at > r.start {
			r.refuse(at, "an XML declaration that is not the first thing")
		}
	}
	return false, nil
}

// begin adds an element whose start tag was read.
func (r *reader) begin(e *Element, attributes []xml.Attr) *SyntaxError {
	if last := len(r.open) - 1; last >= 0 {
		r.open[last].Children = append(r.open[last].Children, e)
	} else if r.root != nil {
		return syntaxError(e.At, "more than one root element")
	} else {
		r.root = e
	}
	e.content = r.offset()
	r.open = append(r.open, e)
	if len(r.open) > maxDepth {
		r.refuse(e.At, "elements nested more than %d deep", maxDepth)
	}
	if len(attributes) > maxAttributes {
		r.refuse(e.At, "more than %d attributes", maxAttributes)
	}
	seen := map[xml.Name]bool{}
	for _, a := range attributes {
		if seen[a.Name] {
			r.refuse(e.At, "the attribute %s stands twice", qualified(a.Name))
		}
		seen[a.Name] = true
	}
	return nil
}

// text adds text to the open element. Even an empty CDATA section is text: raw tells it from none.
func (r *reader) text(at int, raw string, text []byte) *SyntaxError {
	if len(r.open) == 0 {
		if strings.Trim(raw, " \t\r\n") != "" {
			return syntaxError(at, "text outside of the root element")
		}
		return nil
	}
	e := r.open[len(r.open)-1]
	if e.stray == "" && strings.Trim(raw, " \t\r\n\u00a0") != "" {
		e.stray, e.strayAt = raw, at
	}
	e.text = append(e.text, text...)
	return nil
}

// refuse notes the first reason why no platform takes the document.
func (r *reader) refuse(at int, format string, args ...any) {
	if r.refused == nil {
		r.refused = syntaxError(at, format, args...)
	}
}

// wrongIn returns where a token is wrong that the decoder does not take: its first character that XML cannot carry,
// else its last.
func wrongIn(token string) int {
	i := strings.IndexFunc(token, func(r rune) bool {
		return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF
	})
	if i >= 0 {
		return i
	}
	_, size := utf8.DecodeLastRuneInString(token)
	return len(token) - size
}

// qualified is a name as it is written: raw tokens keep the prefix.
func qualified(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}
