package rt

import (
	"math/bits"
	"strings"
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
// letters than XML 1.0, whose editions disagree on the rest, and one colon at most, within the name.
func nameEnd(s string, at int) int {
	name := s[at:]
	for i, r := range name {
		if isNameLetter(r) || i > 0 && (r >= '0' && r <= ':' || r == '-' || r == '.') {
			continue
		}
		if name = name[:i]; r >= utf8.RuneSelf {
			return at
		}
		break
	}
	if strings.Count(name, ":") > 1 || strings.HasSuffix(name, ":") {
		return at
	}
	return at + len(name)
}

// isNameLetter reports whether r is a letter that names may have in every edition of XML 1.0: ASCII,
// Latin-1, kana, ideographs, Hangul. The underscore is one.
func isNameLetter(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r|0x20 >= 'a' && r|0x20 <= 'z' || r == '_'
	case r <= 0xFF:
		return r >= 0xC0 && r != 0xD7 && r != 0xF7
	case r >= 0x3041 && r <= 0x3094, r >= 0x30A1 && r <= 0x30FA:
		return true
	}
	return r >= 0x4E00 && r <= 0x9FA5 || r >= 0xAC00 && r <= 0xD7A3
}
