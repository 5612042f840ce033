package rt

import (
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

var entities = [...]struct {
	text string
	char rune
}{{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''}}

// reference returns the character that the reference at the start of s stands for, which need not
// be one of XML's, and the reference's length; length 0 when it is none that XML knows without a
// DTD.
func reference(s string) (r rune, length int) {
	if strings.HasPrefix(s, "&#") {
		return characterReference(s)
	}
	for _, e := range entities {
		if strings.HasPrefix(s, e.text) {
			return e.char, len(e.text)
		}
	}
	return 0, 0
}

func characterReference(s string) (r rune, length int) {
	i, base := len("&#"), rune(10)
	if strings.HasPrefix(s, "&#x") {
		i, base = len("&#x"), 16
	}
	for first := i; i < len(s); i++ {
		if s[i] == ';' && i > first {
			return r, i + len(";")
		}
		digit := rune(strings.IndexByte("0123456789abcdefABCDEF", s[i]))
		if digit >= 16 {
			digit -= 6
		}
		if digit < 0 || digit >= base {
			break
		}
		r = min(r*base+digit, utf8.MaxRune+1) // however many digits there are
	}
	return 0, 0
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
