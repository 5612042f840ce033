package rt

import (
	"slices"
	"strings"
)

// find returns the text of the open element's first child of that name, or of one of its other
// spellings, from here on, without moving: for the element that says which type the rest has. The
// children before it are only checked as far as finding it takes; the walk that follows reads them
// in full. In a message, white space around the text is not part of it, and a fault is left to that
// walk.
func (d *decoder) find(name string, aliases ...string) (string, bool) {
	if d.err != nil {
		return "", false
	}
	pos, depth, empty := d.pos, d.depth, d.empty
	text, found := "", false
	for {
		d.passPlain(name, aliases)
		child, ok := d.next()
		if !ok {
			break
		}
		if child == name || slices.Contains(aliases, child) {
			text = d.text()
			found = d.err == nil
			if d.lenient {
				text = trimSpace(text)
			}
			break
		}
		d.skip()
	}
	d.comeBack(pos, depth, empty)
	return text, found
}

// comeBack goes back to where the decoder has been, for what lay below depth in the stack of open
// elements was not touched.
func (d *decoder) comeBack(pos, depth int, empty bool) {
	d.pos, d.depth, d.empty = pos, depth, empty
	if d.lenient {
		d.err = nil
	}
}

// passPlain moves past the children that hold one CDATA section or plain characters, up to the
// first that is called so or is not of that shape. What it takes for a name may be more
// (attributes), but then no end tag reads the same.
func (d *decoder) passPlain(name string, aliases []string) {
	if d.err != nil || d.empty {
		return
	}
	s := d.s
	for {
		at := skipSpace(s, d.pos) + len("<")
		if at > len(s) || s[at-1] != '<' {
			return
		}
		n := strings.IndexByte(s[at:], '>')
		if n <= 0 || s[at] == '!' || s[at] == '?' {
			return // a comment may look like an element whose end is in another one
		}
		tag := s[at : at+n]
		if tag == name || slices.Contains(aliases, tag) {
			return
		}
		i := at + n + len(">")
		if strings.HasPrefix(s[i:], cdataStart) {
			i += len(cdataStart)
			n = strings.IndexByte(s[i:], ']')
			if n < 0 || !strings.HasPrefix(s[i+n:], cdataEnd) {
				return
			}
			i += n + len(cdataEnd)
		} else {
			n = strings.IndexByte(s[i:], '<')
			if n < 0 {
				return
			}
			i += n
		}
		end := i + len("</") + len(tag)
		if end >= len(s) || s[end] != '>' || s[i] != '<' || s[i+1] != '/' || s[end-len(tag):end] != tag {
			return
		}
		d.pos = end + len(">")
	}
}
