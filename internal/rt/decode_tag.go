package rt

import "strings"

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
