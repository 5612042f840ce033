package rt

import (
	"math/bits"
	"unicode/utf8"
)

// skipSpace returns the index of the first byte from i on that is no XML white space.
func skipSpace(s string, i int) int {
	for i < len(s) && (s[i] == ' ' || s[i] == '\n' || s[i] == '\r' || s[i] == '\t') {
		i++
	}
	return i
}

// skipBlank is skipSpace between elements, where it also passes over no-break spaces: the
// platforms' own samples hold some, left there by the page.
func skipBlank(s string, i int) int {
	const noBreakSpace = "\u00a0"
	for i = skipSpace(s, i); len(s)-i >= len(noBreakSpace) && s[i:i+len(noBreakSpace)] == noBreakSpace; {
		i = skipSpace(s, i+len(noBreakSpace))
	}
	return i
}

// lettersEnd returns the index of the first byte from i on that is no ASCII letter. Names are most
// of a short message, so it takes eight bytes at a time.
func lettersEnd(s string, i int) int {
	for i+8 <= len(s) {
		word := load8(s, i)
		lower := (word | 0x20*allOnes) & lowBits
		// The top bit of each byte: set from 'a' on, set beyond 'z', not ASCII.
		letters := (lower + (0x80-'a')*allOnes) &^ (lower + (0x7F-'z')*allOnes) &^ word
		if others := ^letters & highBits; others != 0 {
			return i + bits.TrailingZeros64(others)/8
		}
		i += 8
	}
	for i < len(s) && (s[i]|0x20)-'a' < 26 {
		i++
	}
	return i
}

// nameEnd returns where the XML name that begins at s[at] ends; at if none does. It takes fewer
// letters than XML 1.0, whose editions disagree on the rest, and one colon at most.
func nameEnd(s string, at int) int {
	i, colon := at, false
	for i < len(s) {
		c := s[i]
		switch {
		case c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_':
		case c >= '0' && c <= '9' || c == '-' || c == '.':
			if i == at {
				return at
			}
		case c == ':':
			if i == at || colon {
				return at
			}
			colon = true
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(s[i:])
			if !isNameLetter(r) {
				return at
			}
			i += n
			continue
		default:
			return withoutColon(s, at, i)
		}
		i++
	}
	return withoutColon(s, at, i)
}

// withoutColon refuses a name that ends in its colon.
func withoutColon(s string, at, end int) int {
	if end > at && s[end-1] == ':' {
		return at
	}
	return end
}

// isNameLetter reports whether r, beyond ASCII, is a letter that names may have in every edition of
// XML 1.0: Latin-1, kana, ideographs, Hangul.
func isNameLetter(r rune) bool {
	switch {
	case r >= 0xC0 && r <= 0xFF:
		return r != 0xD7 && r != 0xF7
	case r >= 0x3041 && r <= 0x3094, r >= 0x30A1 && r <= 0x30FA:
		return true
	case r >= 0x4E00 && r <= 0x9FA5, r >= 0xAC00 && r <= 0xD7A3:
		return true
	}
	return false
}
