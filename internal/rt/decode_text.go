package rt

import "strings"

const cdataStart = "<![CDATA["
const cdataEnd = "]]>"

// text consumes the element just opened and returns its text. Line ends are LF, as XML has it,
// except for those written as references.
func (d *decoder) text() string {
	if d.err != nil || d.depth == 0 || d.leaveEmpty() {
		return ""
	}
	if value, ok := d.plainText(); ok {
		return value
	}
	var value pieces
	if !d.content(&value, d.lenient) {
		return ""
	}
	return value.String()
}

// skip consumes the element just opened, whatever its content.
func (d *decoder) skip() {
	if d.err != nil || d.depth == 0 || d.leaveEmpty() {
		return
	}
	if _, ok := d.plainText(); !ok {
		d.content(nil, true)
	}
}

// content consumes the element just opened, adding its text to value unless that is nil. Elements
// inside are skipped if they may be there, otherwise an error.
func (d *decoder) content(value *pieces, children bool) bool {
	for d.err == nil {
		rest := d.s[d.pos:]
		switch {
		case len(rest) < 2:
			d.fail(len(d.s), "the document ends inside an element")
		case rest[0] != '<':
			value.add(d.charData(), true)
		case rest[1] == '/':
			return d.endTag()
		case rest[1] == '!' && strings.HasPrefix(rest, cdataStart):
			value.add(d.cdata(), false)
		case rest[1] == '!' || rest[1] == '?':
			d.misc()
		case !children:
			d.fail(d.pos, childInText)
		default:
			d.startTag()
			d.skip()
		}
	}
	return false
}

// plainText is text for the shapes that nearly every element has: one CDATA section, or short
// characters without references. It leaves the rest, and what is wrong, to text.
func (d *decoder) plainText() (string, bool) {
	s, at, end := d.s, d.pos, 0
	if strings.HasPrefix(s[at:], cdataStart) {
		at += len(cdataStart)
		if end = sectionTextEnd(s, at); end < 0 || !strings.HasPrefix(s[end:], cdataEnd+"</") {
			return "", false
		}
		d.pos = end + len(cdataEnd)
	} else {
		if end = bareEnd(s, at); !strings.HasPrefix(s[end:], "</") {
			return "", false
		}
		d.pos = end
	}
	return s[at:end], d.endTag()
}

// sectionTextEnd returns the end of the CDATA section text that begins at s[at], or its first wrong
// byte; -1 if its line ends differ from those of its value.
func sectionTextEnd(s string, at int) int {
	end := at
	// Ids are too short for a search, and for a scan of its own, to pay.
	for short := min(at+32, len(s)); end < short && s[end]-' ' < 0x80-' ' && s[end] != ']'; {
		end++
	}
	if strings.HasPrefix(s[end:], cdataEnd) {
		return end
	}
	// Most texts have no bracket, so that only they are looked at, and not what follows.
	if n := strings.IndexByte(s[end:], ']'); n >= 0 && strings.HasPrefix(s[end+n:], cdataEnd) &&
		copyable(s[end:end+n], false) == n {
		return end + n
	}
	end += scan(s[end:], true)
	if strings.IndexByte(s[at:end], '\r') >= 0 {
		return -1
	}
	return end
}

// bareEnd returns where the printable ASCII that begins at s[at] ends, or needs a closer look.
func bareEnd(s string, at int) int {
	for at < len(s) && s[at]-'0' < 10 { // most ids and numbers go no further
		at++
	}
	for at < len(s) && s[at]-' ' < 0x80-' ' && s[at] != '<' && s[at] != '&' && s[at] != ']' {
		at++
	}
	return at
}

// cdata consumes the CDATA section at pos and returns what it holds, line ends as they are.
func (d *decoder) cdata() string {
	return d.until(cdataEnd, d.pos+len(cdataStart), "a CDATA section without its end")
}

// charData consumes and returns the characters up to the next tag, as they are.
func (d *decoder) charData() string {
	at := d.pos
	rest := d.s[at:]
	n := strings.IndexByte(rest, '<')
	if n < 0 {
		d.fail(len(d.s), "the document ends inside an element")
		return ""
	}
	run := rest[:n]
	if bad := scan(run, true); bad < n {
		if strings.HasPrefix(run[bad:], cdataEnd) {
			d.fail(at+bad, "]]> outside a CDATA section")
		} else {
			d.fail(at+bad, noChar)
		}
		return ""
	}
	if !d.checkReferences(at, run) {
		return ""
	}
	d.pos = at + n
	return run
}

const childInText = "an element inside a text"

const noChar = "no character that XML has"

// checkChars fails unless every character of part, which stands at offset at, is one of XML's.
func (d *decoder) checkChars(at int, part string) bool {
	if bad := scan(part, false); bad < len(part) {
		return d.fail(at+bad, noChar)
	}
	return true
}

// checkReferences fails unless every & of part, which stands at offset at, begins a reference to a
// character that XML has, or to any when replacing. In a message, two references may spell one
// character as a pair of surrogates.
func (d *decoder) checkReferences(at int, part string) bool {
	for i := 0; i < len(part); {
		next := strings.IndexByte(part[i:], '&')
		if next < 0 {
			break
		}
		i += next
		r, size := reference(part[i:])
		if d.lenient {
			r, size = joinedReference(part[i:])
		}
		if size == 0 {
			return d.fail(at+i, "a reference to nothing known")
		}
		if !isChar(r) {
			if !d.replacing {
				return d.fail(at+i, noChar)
			}
			d.replaced = true
		}
		i += size
	}
	return true
}

// pieces joins the parts of a text; as long as there is one that needs no change, it stays the
// substring that it is.
type pieces struct {
	only   string
	joined []byte
}

func (p *pieces) String() string {
	if p.joined != nil {
		return string(p.joined)
	}
	return p.only
}

// add appends a part, with LF for its line ends, and then with the characters that its references
// stand for.
func (p *pieces) add(part string, references bool) {
	if p == nil {
		return
	}
	part = written(part)
	if references && strings.IndexByte(part, '&') >= 0 {
		part = expanded(part)
	}
	if p.joined == nil && p.only == "" {
		p.only = part
		return
	}
	if p.joined == nil {
		p.joined = append(make([]byte, 0, len(p.only)+len(part)), p.only...)
	}
	p.joined = append(p.joined, part...)
}
