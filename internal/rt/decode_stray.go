package rt

import "unicode/utf8"

// stray looks at what stands at pos, where there is no place for text. When replacing, it passes
// over a character that XML does not have, or a reference to one. Anything else is an error, which
// msg names.
func (d *decoder) stray(msg string) bool {
	rest := d.s[d.pos:]
	r, size := utf8.DecodeRuneInString(rest)
	if r == '&' {
		r, size = joinedReference(rest)
	}
	switch wrong := size > 0 && !isChar(r); {
	case d.replacing && (wrong || r == utf8.RuneError):
		d.pos += size
		d.replaced = d.replaced || wrong
		return true
	case wrong || r == utf8.RuneError && size == 1:
		return d.fail(d.pos, noChar)
	}
	return d.fail(d.pos, msg)
}
