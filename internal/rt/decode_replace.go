package rt

import (
	"unicode/utf16"
	"unicode/utf8"
)

// replaceUncarriable puts U+FFFD in the place of each character that XML does not have and of each
// byte of invalid UTF-8, and reports whether there was any. Two surrogates that were encoded one by
// one (CESU-8) become the character that they stand for.
func replaceUncarriable(s string) (clean string, replaced bool) {
	out := make([]byte, 0, len(s)+len(s)/8+16)
	for n := scan(s, false); ; n = nearWrong(s) {
		out = append(out, s[:n]...)
		if s = s[n:]; s == "" {
			return string(out), replaced
		}
		r, size := substitute(s)
		replaced = replaced || r == utf8.RuneError
		out = utf8.AppendRune(out, r)
		s = s[size:]
	}
}

// substitute returns what stands for the beginning of s, where scan has found a fault, and how many
// bytes it stands for.
func substitute(s string) (r rune, size int) {
	if joined := utf16.DecodeRune(encodedSurrogate(s), encodedSurrogate(s[min(3, len(s)):])); joined != utf8.RuneError {
		return joined, 6
	}
	_, size = utf8.DecodeRuneInString(s)
	return utf8.RuneError, size
}

// encodedSurrogate returns the surrogate that the first three bytes of s encode, 0 for none.
func encodedSurrogate(s string) rune {
	if len(s) < 3 || s[0] != 0xED || s[1]&0xE0 != 0xA0 || s[2]&0xC0 != 0x80 {
		return 0
	}
	return 0xD000 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F)
}

// originalOffset is the place in s of what stands at offset at of the text that replaceUncarriable
// makes of s.
func originalOffset(s string, at int) int {
	passed := 0
	for n := scan(s, false); at > n && passed+n < len(s); n = nearWrong(s[passed:]) {
		passed += n
		r, size := substitute(s[passed:])
		passed += size
		at = max(0, at-n-utf8.RuneLen(r))
	}
	return min(passed+at, len(s))
}
