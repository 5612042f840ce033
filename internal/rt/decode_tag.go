package rt

import (
	"slices"
	"strings"
)

// openTag is where the name of an open element stands in the document. Half the width of an int
// keeps them small; prolog refuses documents that need more.
type openTag struct {
	at, end int32
}

func (d *decoder) push(t openTag) {
	if d.depth < len(d.open) {
		d.open[d.depth] = t
	} else {
		d.deep = append(d.deep[:d.depth-len(d.open)], t)
	}
	d.depth++
}

// innermost returns the open element that was opened last.
func (d *decoder) innermost() openTag {
	if d.depth <= len(d.open) {
		return d.open[d.depth-1]
	}
	return d.deep[d.depth-1-len(d.open)]
}

// startTag consumes the start tag at pos and opens its element.
func (d *decoder) startTag() (name string, ok bool) {
	if d.err != nil {
		return "", false
	}
	s, at := d.s, d.pos+len("<")
	if at > len(s) || s[d.pos] != '<' {
		return "", d.fail(d.pos, "no element")
	}
	// A name of plain letters, as nearly all are, needs no closer look.
	end := lettersEnd(s, at)
	plain := end > at && end < len(s) && s[end] == '>'
	if !plain {
		if end = nameEnd(s, at); end == at {
			return "", d.fail(at, "no element name")
		}
	}
	if d.depth >= maxDepth {
		return "", d.fail(d.pos, "elements nested more than 64 deep")
	}
	if plain {
		d.pos = end + len(">")
	} else if !d.attributes(end) {
		return "", false
	}
	d.push(openTag{int32(at), int32(end)})
	return s[at:end], true
}

// endTag consumes the end tag at pos, which must be that of the open element.
func (d *decoder) endTag() bool {
	open := d.innermost()
	name := d.s[open.at:open.end]
	if rest := d.s[d.pos+len("</"):]; strings.HasPrefix(rest, name) {
		if end := skipSpace(rest, len(name)); end < len(rest) && rest[end] == '>' {
			d.pos += len("</") + end + len(">")
			d.depth--
			return true
		}
	}
	return d.fail(d.pos, "the end tag is not that of the open element")
}

// leaveEmpty leaves the open element if it is <a/>.
func (d *decoder) leaveEmpty() bool {
	if !d.empty {
		return false
	}
	d.empty = false
	d.depth--
	return true
}

// maxAttributes bounds the attributes of one element, for finding duplicates among n of them takes
// n² comparisons.
const maxAttributes = 64

// attributes checks what follows an element's name at i, and consumes it.
func (d *decoder) attributes(i int) bool {
	s := d.s
	var array [maxAttributes]string
	for names := array[:0]; ; {
		at := skipSpace(s, i)
		switch rest := s[at:]; {
		case rest == "":
			return d.fail(at, "the document ends inside a tag")
		case rest[0] == '>':
			d.pos = at + len(">")
			return true
		case strings.HasPrefix(rest, "/>"):
			d.pos, d.empty = at+len("/>"), true
			return true
		case rest[0] == '/':
			return d.fail(at, "a slash inside a tag")
		case at == i:
			return d.fail(at, "a character that no name has")
		}
		end := nameEnd(s, at)
		name, value := s[at:end], skipSpace(s, end)
		switch {
		case name == "":
			return d.fail(at, "no attribute name")
		case len(names) == maxAttributes:
			return d.fail(at, "more than 64 attributes")
		case slices.Contains(names, name):
			return d.fail(at, "the attribute stands twice")
		case !strings.HasPrefix(s[value:], "="):
			return d.fail(value, "an attribute without =")
		}
		names = append(names, name)
		if i = d.attributeValue(skipSpace(s, value+len("="))); d.err != nil {
			return false
		}
	}
}

// attributeValue checks the quoted value at i and returns its end.
func (d *decoder) attributeValue(i int) int {
	value, end := quoted(d.s, i)
	if end < 0 {
		d.fail(i, "no quoted attribute value")
		return i
	}
	at := i + len(`"`)
	if less := strings.IndexByte(value, '<'); less >= 0 {
		d.fail(at+less, "< in an attribute value")
	}
	d.checkReferences(at, value)
	d.checkChars(at, value)
	return end
}

// quoted returns the text within the quotes that open at s[i], and where what follows them begins;
// -1 when there are none.
func quoted(s string, i int) (value string, end int) {
	if i >= len(s) || s[i] != '"' && s[i] != '\'' {
		return "", -1
	}
	value = s[i+1:]
	n := strings.IndexByte(value, s[i])
	if n < 0 {
		return "", -1
	}
	return value[:n], i + n + len(`""`)
}
