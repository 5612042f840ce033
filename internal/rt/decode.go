package rt

import (
	"math"
	"strconv"
	"strings"
)

// maxDepth bounds how many elements may be open at once.
const maxDepth = 64

// SyntaxError reports where a document is not a well-formed message.
type SyntaxError struct {
	// Offset counts bytes from the start of the document.
	Offset int
	// Msg is what is wrong there.
	Msg string
}

// Error returns the place, in bytes from the start, and what is wrong there.
func (e *SyntaxError) Error() string {
	return "XML at byte " + strconv.Itoa(e.Offset) + ": " + e.Msg
}

// decoder pulls elements out of one document. It takes less than XML 1.0 on purpose: no DOCTYPE,
// hence no entity beyond XML's own five, and in a reply no element that mixes text with children.
// Attributes are checked and ignored. Whatever it takes, encoding/xml takes with the same values.
//
// The values it returns are substrings of its one copy of the document wherever they stand there in
// one piece. After the first error every method returns zero values.
type decoder struct {
	s     string
	pos   int
	depth int
	// empty reports whether the element opened last is <a/>: pos is past it, the caller has not left it.
	empty bool
	// lenient is for messages: text between elements and elements inside a text are passed over.
	lenient bool
	// replacing takes references to characters that XML does not have for U+FFFD; the characters
	// themselves have been replaced. It notes in replaced whether there were any.
	replacing, replaced bool
	// open has the outer elements, deep those that hardly any document has: the smaller a decoder,
	// the sooner it is cleared.
	open [8]openTag
	deep []openTag

	err *SyntaxError
	// notes are nil until there is something to record.
	notes *notes
}

func newDecoder(xml []byte) decoder {
	return decoder{s: string(xml)}
}

// root moves to the root element's content. It is false, with err set, where the name is another.
func (d *decoder) root(name string) bool {
	// In practice, the root element comes first.
	if at, end := len("<"), len("<")+len(name); d.err == nil && len(d.s) > end && len(d.s) <= math.MaxInt32 &&
		d.s[0] == '<' && d.s[at:end] == name && d.s[end] == '>' {
		d.pos = end + len(">")
		d.push(openTag{int32(at), int32(end)})
		return true
	}
	d.prolog()
	at := d.pos
	got, ok := d.startTag()
	if ok && got != name {
		return d.fail(at, "the root element is not <"+name+">")
	}
	return ok
}

// next moves to the next child of the open element and returns its name; ok is false at the end of
// the open element, which it leaves, and on an error. The child must be consumed (text, integer,
// floating, boolean, skip, or next until it returns false) before next moves on.
func (d *decoder) next() (name string, ok bool) {
	if d.err != nil || d.depth == 0 {
		return "", false
	}
	if d.leaveEmpty() {
		return "", false
	}
	for {
		d.pos = skipBlank(d.s, d.pos)
		rest := d.s[d.pos:]
		if len(rest) < 2 {
			return "", d.fail(d.pos, "the document ends inside an element")
		}
		if rest[0] != '<' {
			if !d.lenient {
				return "", d.stray("text between elements")
			}
			if d.charData(); d.err != nil {
				return "", false
			}
			continue
		}
		switch rest[1] {
		default:
			return d.startTag()
		case '/':
			d.endTag()
			return "", false
		case '!', '?':
			if !strings.HasPrefix(rest, cdataStart) {
				d.misc()
			} else if d.lenient {
				d.cdata()
			} else {
				d.fail(d.pos, "text between elements")
			}
			if d.err != nil {
				return "", false
			}
		}
	}
}

// end checks that nothing but comments, processing instructions and white space follows the root,
// and returns the document's *SyntaxError if it has one.
func (d *decoder) end() error {
	if d.err == nil && d.depth > 0 {
		d.fail(d.pos, "an element is open at the end")
	}
	if d.err == nil {
		const more = "more than the root element"
		if d.outside(more); d.pos < len(d.s) {
			d.fail(d.pos, more)
		}
	}
	if d.err == nil {
		return nil
	}
	return d.err
}

// fail keeps the first error, and returns false for its callers to return.
func (d *decoder) fail(at int, msg string) bool {
	if d.err == nil {
		d.err = &SyntaxError{Offset: at, Msg: msg}
	}
	return false
}
