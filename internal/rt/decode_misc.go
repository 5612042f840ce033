package rt

import (
	"math"
	"strings"
)

// prolog consumes what may stand before the root: a byte order mark, the XML declaration, comments,
// processing instructions and white space.
func (d *decoder) prolog() {
	if int64(len(d.s)) > math.MaxInt32 {
		d.fail(0, "a document of more than 2 GiB")
		return
	}
	if strings.HasPrefix(d.s, "\uFEFF") {
		d.pos = len("\uFEFF")
	}
	const start = "<?xml"
	if rest := d.s[d.pos:]; strings.HasPrefix(rest, start) && skipSpace(rest, len(start)) > len(start) {
		d.declaration(d.pos + len(start))
	}
	d.outside("no element")
}

// outside consumes what may stand outside of the root: comments, processing instructions and white
// space, up to a tag or the end. Anything else is an error, which msg names.
func (d *decoder) outside(msg string) {
	for d.err == nil {
		d.pos = skipSpace(d.s, d.pos)
		rest := d.s[d.pos:]
		switch {
		case strings.HasPrefix(rest, "<!"), strings.HasPrefix(rest, "<?"):
			d.misc()
		case rest == "" || rest[0] == '<' || !d.stray(msg):
			return
		}
	}
}

// declaration checks the XML declaration from i on, the end of its "<?xml", and consumes it. Like
// libxml2, it reads XML 1.1 as XML 1.0, and knows UTF-8 by its wrong name, utf8, too.
func (d *decoder) declaration(i int) bool {
	version, i := pseudoAttribute(d.s, i, "version")
	if version != "1.0" && version != "1.1" {
		return d.fail(d.pos, "not XML 1.0")
	}
	if encoding, end := pseudoAttribute(d.s, i, "encoding"); end > i {
		if !strings.EqualFold(encoding, "UTF-8") && !strings.EqualFold(encoding, "utf8") {
			return d.fail(i, "an encoding other than UTF-8")
		}
		i = end
	}
	if standalone, end := pseudoAttribute(d.s, i, "standalone"); end > i {
		if standalone != "yes" && standalone != "no" {
			return d.fail(i, "standalone is neither yes nor no")
		}
		i = end
	}
	i = skipSpace(d.s, i)
	if !strings.HasPrefix(d.s[i:], "?>") {
		return d.fail(i, "an XML declaration without its end")
	}
	d.pos = i + len("?>")
	return true
}

// pseudoAttribute returns the value of name at s[i] and where it ends; i when it is not there.
func pseudoAttribute(s string, i int, name string) (value string, end int) {
	at := skipSpace(s, i)
	if at == i || !strings.HasPrefix(s[at:], name) {
		return "", i
	}
	at = skipSpace(s, at+len(name))
	if at == len(s) || s[at] != '=' {
		return "", i
	}
	value, end = quoted(s, skipSpace(s, at+len("=")))
	if end < 0 {
		return "", i
	}
	return value, end
}

// misc consumes the comment or processing instruction at pos, which begins with `<!` or `<?`.
func (d *decoder) misc() bool {
	switch rest := d.s[d.pos:]; {
	case rest[1] == '?':
		return d.instruction()
	case strings.HasPrefix(rest, "<!--"):
		return d.comment()
	}
	return d.fail(d.pos, "a DOCTYPE or another declaration")
}

func (d *decoder) comment() bool {
	at := d.pos + len("<!--")
	// XML allows no -- within a comment, so the first one must end it.
	text := d.until("--", at, "a comment without its end")
	switch {
	case d.err != nil:
		return false
	case !strings.HasPrefix(d.s[d.pos:], ">"):
		return d.fail(at+len(text), "-- inside a comment")
	}
	d.pos += len(">")
	return true
}

func (d *decoder) instruction() bool {
	at := d.pos + len("<?")
	end := nameEnd(d.s, at)
	if end == at || strings.EqualFold(d.s[at:end], "xml") {
		return d.fail(at, "a processing instruction without a name of its own")
	}
	text := d.until("?>", end, "a processing instruction without its end")
	if text != "" && skipSpace(text, 0) == 0 {
		return d.fail(end, "a character that no name has")
	}
	return d.err == nil
}

// until consumes the text from at on, and the mark behind it. It returns the text, line ends as they
// are. Without the mark it fails, for the reason missing.
func (d *decoder) until(mark string, at int, missing string) string {
	text, _, found := strings.Cut(d.s[at:], mark)
	if !found {
		d.fail(d.pos, missing)
		return ""
	}
	d.checkChars(at, text)
	d.pos = at + len(text) + len(mark)
	return text
}
