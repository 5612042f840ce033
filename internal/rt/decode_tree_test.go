package rt

import (
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
)

// element is a document as the tests compare it: an element has children or a
// text.
type element struct {
	name     string
	children []element
	text     string
}

// decodeTree reads a document with this package's decoder.
func decodeTree(s string) (element, error) {
	d := newDecoder([]byte(s))
	d.prolog()
	name, ok := d.startTag()
	var root element
	if ok {
		root = walk(&d, name)
	}
	return root, d.end()
}

func walk(d *decoder, name string) element {
	leaf := *d
	if text := leaf.text(); leaf.err == nil {
		*d = leaf
		return element{name: name, text: text}
	}
	e := element{name: name}
	for child, ok := d.next(); ok; child, ok = d.next() {
		e.children = append(e.children, walk(d, child))
	}
	if d.err != nil && leaf.err.Msg != childInText {
		d.err = leaf.err
	}
	return e
}

var xml11 = regexp.MustCompile(`^(\x{FEFF}?<\?xml\s+version=["']1\.)1(["'])`)

// standardDecoder is that of encoding/xml, made to read XML 1.1 as XML 1.0 and to know the name utf8.
func standardDecoder(s string) *xml.Decoder {
	d := xml.NewDecoder(strings.NewReader(xml11.ReplaceAllString(s, "${1}0$2")))
	d.CharsetReader = func(charset string, in io.Reader) (io.Reader, error) {
		if !strings.EqualFold(charset, "utf8") {
			return nil, errors.New("another encoding")
		}
		return in, nil
	}
	return d
}

// standardTree reads a document with encoding/xml. Names stand without prefix.
// Text beside children and outside the root is white space, or an error.
func standardTree(s string) (element, error) {
	return treeOf(s, settle)
}

// mixedTree is standardTree for a message, whose elements may have both children and a text.
func mixedTree(s string) (element, error) {
	return treeOf(s, func(*element) error { return nil })
}

func treeOf(s string, settle func(*element) error) (element, error) {
	in := standardDecoder(s)
	open := []element{{}}
	for {
		token, err := in.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return element{}, err
		}
		top := &open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			open = append(open, element{name: token.Name.Local})
		case xml.CharData:
			top.text += string(token)
		case xml.EndElement:
			if err := settle(top); err != nil {
				return element{}, err
			}
			parent := &open[len(open)-2]
			parent.children = append(parent.children, *top)
			open = open[:len(open)-1]
		}
	}
	document := &open[0]
	document.text = strings.TrimPrefix(document.text, "\ufeff")
	if len(document.children) != 1 {
		return element{}, errors.New("not one root")
	}
	if err := settleAround(document); err != nil {
		return element{}, err
	}
	return document.children[0], nil
}

func settle(e *element) error {
	if len(e.children) == 0 {
		return nil
	}
	return settleAround(e)
}

// settleAround checks the text around children.
func settleAround(e *element) error {
	// U+FFFD stands for what is passed over around the root of a message.
	if strings.Trim(e.text, " \t\r\n\u00a0\ufffd") != "" {
		return errors.New("text between elements")
	}
	e.text = ""
	return nil
}
