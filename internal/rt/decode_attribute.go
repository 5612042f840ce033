package rt

import "strings"

// maxAttributes bounds the attributes of one element, for finding duplicates among n of them takes
// n² comparisons.
const maxAttributes = 64

// attributes checks what follows an element's name at i, and consumes it.
func (d *decoder) attributes(i int) bool {
	s := d.s
	var names [maxAttributes]string
	for n := 0; ; n++ {
		at := skipSpace(s, i)
		if at == len(s) {
			return d.fail(at, "the document ends inside a tag")
		}
		if s[at] == '>' {
			d.pos = at + len(">")
			return true
		}
		if s[at] == '/' {
			if at+1 == len(s) || s[at+1] != '>' {
				return d.fail(at, "a slash inside a tag")
			}
			d.pos, d.empty = at+len("/>"), true
			return true
		}
		if at == i {
			return d.fail(at, "a character that no name has")
		}
		end := nameEnd(s, at)
		if end == at {
			return d.fail(at, "no attribute name")
		}
		if n == maxAttributes {
			return d.fail(at, "more than 64 attributes")
		}
		for _, name := range names[:n] {
			if name == s[at:end] {
				return d.fail(at, "the attribute stands twice")
			}
		}
		names[n] = s[at:end]
		value := skipSpace(s, end)
		if value == len(s) || s[value] != '=' {
			return d.fail(value, "an attribute without =")
		}
		i = d.attributeValue(skipSpace(s, value+len("=")))
		if d.err != nil {
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
