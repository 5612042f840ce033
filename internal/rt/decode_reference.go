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
