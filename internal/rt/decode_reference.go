package rt

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// joinedReference is reference for a message: where the reference is to a high surrogate and one to
// a low surrogate follows, it returns the character that the two stand for.
func joinedReference(s string) (r rune, length int) {
	r, length = reference(s)
	if utf16.IsSurrogate(r) {
		low, more := reference(s[length:])
		if joined := utf16.DecodeRune(r, low); joined != utf8.RuneError {
			return joined, length + more
		}
	}
	return r, length
}

// reference returns the character that the reference at the start of s stands for, which need not
// be one of XML's, and the reference's length; length 0 when it is none that XML knows without a
// DTD.
func reference(s string) (r rune, length int) {
	if !strings.HasPrefix(s, "&") {
		return 0, 0
	}
	name, _, ended := strings.Cut(s[len("&"):], ";")
	if !ended {
		return 0, 0
	}
	length = len("&") + len(name) + len(";")
	switch name {
	case "lt":
		return '<', length
	case "gt":
		return '>', length
	case "amp":
		return '&', length
	case "quot":
		return '"', length
	case "apos":
		return '\'', length
	}
	digits, isNumber := strings.CutPrefix(name, "#")
	base, allowed := 10, "0123456789"
	if hex, isHex := strings.CutPrefix(digits, "x"); isHex {
		digits, base, allowed = hex, 16, "0123456789abcdefABCDEF"
	}
	if !isNumber || digits == "" || strings.Trim(digits, allowed) != "" {
		return 0, 0
	}
	n, _ := strconv.ParseUint(digits, base, 64) // the highest number for too many digits
	return rune(min(n, utf8.MaxRune+1)), length
}

// expanded returns s with the characters that its references stand for.
func expanded(s string) string {
	var out []byte
	for i := strings.IndexByte(s, '&'); i >= 0; i = strings.IndexByte(s, '&') {
		r, size := joinedReference(s[i:])
		if !isChar(r) {
			r = utf8.RuneError
		}
		out = utf8.AppendRune(append(out, s[:i]...), r)
		s = s[i+size:]
	}
	return string(append(out, s...))
}

// isChar is the production Char of XML 1.0.
func isChar(r rune) bool {
	switch {
	case r < 0x20:
		return r == '\t' || r == '\n' || r == '\r'
	case r <= 0xD7FF:
		return true
	case r <= 0xFFFD:
		return r >= 0xE000
	}
	return r >= 0x10000 && r <= 0x10FFFF
}

// replaceUncarriable puts U+FFFD in the place of each character that XML does not have and of each
// byte of invalid UTF-8, and reports whether there was any. Two surrogates that were encoded one by
// one (CESU-8) become the character that they stand for.
func replaceUncarriable(s string) (clean string, replaced bool) {
	out := make([]byte, 0, len(s)+len(s)/8+16)
	for i := 0; i < len(s); {
		r, size, wrong := nextChar(s[i:])
		replaced = replaced || wrong
		out = utf8.AppendRune(out, r)
		i += size
	}
	return string(out), replaced
}

// originalOffset is the place in s of what stands at offset at of the text that replaceUncarriable
// makes of s.
func originalOffset(s string, at int) int {
	i := 0
	for i < len(s) {
		r, size, _ := nextChar(s[i:])
		if at -= utf8.RuneLen(r); at < 0 {
			break
		}
		i += size
	}
	return i
}

// nextChar returns the character at the start of s and its size there: U+FFFD where it is wrong.
func nextChar(s string) (r rune, size int, wrong bool) {
	if r, size = utf8.DecodeRuneInString(s); isChar(r) && (r != utf8.RuneError || size > 1) {
		return r, size, false
	}
	if r = utf16.DecodeRune(encodedSurrogate(s), encodedSurrogate(s[min(3, len(s)):])); r != utf8.RuneError {
		return r, 6, false
	}
	return utf8.RuneError, size, true
}

// encodedSurrogate returns the surrogate that the first three bytes of s encode, 0 for none.
func encodedSurrogate(s string) rune {
	if len(s) < 3 || s[0] != 0xED || s[1]&0xE0 != 0xA0 || s[2]&0xC0 != 0x80 {
		return 0
	}
	return 0xD000 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F)
}

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
