package rt

import (
	"errors"
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
	digits, base := s[len("&#"):], 10
	if strings.HasPrefix(digits, "x") {
		digits, base = digits[len("x"):], 16
	}
	n := strings.IndexByte(digits, ';')
	if n < 0 {
		return 0, 0
	}
	v, err := strconv.ParseUint(digits[:n], base, 32)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return 0, 0
	}
	return rune(min(v, utf8.MaxRune+1)), len(s) - len(digits) + n + len(";")
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
