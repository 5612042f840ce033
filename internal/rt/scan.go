package rt

import "strings"

// scan returns the index of the first wrong byte of s or, in a section, of the first `]]>` if that
// comes before; len(s) if there is neither.
func scan(s string, section bool) int {
	i := copyable(s, section)
	if i == len(s) || s[i] != '\r' {
		return i
	}
	if section {
		s = s[:i+sectionEnd(s[i:])]
	}
	return i + nearWrong(s[i:])
}

// copyable is scan for a text to be written: it stops at a CR too, which leaves as a line feed.
func copyable(s string, section bool) int {
	n := len(s)
	var odd, bracket uint64
	switch {
	case n > shortText:
		return scanLong(s, section)
	case n >= 8:
		odd, bracket = testWords(s)
	case n >= 4:
		low, high := load4(s, 0), load4(s, n-4)
		w := low | high<<32
		odd, bracket = oddBytes(w), brackets(w)
		if odd&highBits != 0 && bracket&highBits == 0 &&
			(n == 6 && wideSix(w) || wholeWord(low|(high|allSpaces>>32<<32)<<(8*(n-4)&63))) {
			return n
		}
	case n > 0:
		w := uint64(s[0]) | uint64(s[n>>1])<<8 | uint64(s[n-1])<<16 | allSpaces>>24<<24
		odd, bracket = oddBytes(w), brackets(w)
	}
	if (odd|bracket)&highBits == 0 {
		return n
	}
	return scanShort(s, section, odd, bracket)
}

// shortText is the most bytes that testWords and copyWords take.
const shortText = 64

// testWords tests 8 to shortText bytes at once: words from both ends, which overlap unless the
// length happens to fit, are or-ed together, so that the branches depend on the kind of text and
// hardly on where in it what stands. If no high bit is set in odd and bracket, the text is clean;
// with one in odd, there may be a byte other than printable ASCII, with one in bracket, a `]`.
func testWords(s string) (odd, bracket uint64) {
	n := len(s)
	switch {
	case n > 8 && s[0]&s[n-3] >= 0xE0 && n%3 == 0 && wideText(s):
		return 0, 0
	case n > 32:
		t := s[n-32:]
		a, b, c, d := load8(s, 0), load8(s, 8), load8(s, 16), load8(s, 24)
		e, f, g, h := load8(t, 0), load8(t, 8), load8(t, 16), load8(t, 24)
		odd = oddBytes(a) | oddBytes(b) | oddBytes(c) | oddBytes(d) |
			oddBytes(e) | oddBytes(f) | oddBytes(g) | oddBytes(h)
		bracket = brackets(a) | brackets(b) | brackets(c) | brackets(d) |
			brackets(e) | brackets(f) | brackets(g) | brackets(h)
	case n > 16:
		t := s[n-16:]
		a, b, c, d := load8(s, 0), load8(s, 8), load8(t, 0), load8(t, 8)
		odd = oddBytes(a) | oddBytes(b) | oddBytes(c) | oddBytes(d)
		bracket = brackets(a) | brackets(b) | brackets(c) | brackets(d)
	default:
		a, b := load8(s, 0), load8(s, n-8)
		odd, bracket = oddBytes(a)|oddBytes(b), brackets(a)|brackets(b)
	}
	return odd, bracket
}

// scanShort is copyable for up to shortText bytes in which something has been found.
func scanShort(s string, section bool, odd, bracket uint64) int {
	if section && bracket&highBits != 0 {
		s = s[:sectionEnd(s)]
	}
	if odd&highBits == 0 || legalLines(s) || wholeChars(s) {
		return len(s)
	}
	return wrongIndex(s)
}

// scanLong is copyable for more than shortText bytes. Runs of three-byte characters, which is what
// Chinese is made of, and runs of ASCII each have a fast path, tried if three samples allow it. If
// neither gets far, the state machine takes a span, whose length grows as long as trying is in vain:
// a failed try costs as much as 50 bytes.
func scanLong(s string, section bool) int {
	i, span := 0, 128
	for len(s)-i > shortText {
		run := 0
		switch a, b, c := load8(s, i), load8(s, i+24), load8(s, i+48); {
		case byte(a&b&c) >= 0xE0:
			run = wideRun(s[i:])
		case section:
			// Everything but wideRun passes over brackets: one search for them is faster than a
			// test of each word.
			s, section = s[:i+sectionEnd(s[i:])], false
			continue
		case (a|b|c)&highBits == 0:
			run = asciiRun(s[i:])
		}
		i += run
		if section {
			s, section = s[:i+sectionEnd(s[i:])], false
		}
		if i == len(s) {
			return i
		}
		if run >= 64 {
			span = 32
		} else {
			span = min(4*span, 2048)
		}
		end := len(s)
		if end-i > span+64 {
			end = i + span
			end -= intoChar(s, end)
		}
		if !wholeChars(s[i:end]) {
			return i + wrongIndex(s[i:end])
		}
		if i = end; i == len(s) {
			return i
		}
	}
	if section {
		s = s[:i+sectionEnd(s[i:])]
	}
	if wholeChars(s[i:]) {
		return len(s)
	}
	return i + wrongIndex(s[i:])
}

// sectionEnd returns the index of the first `]]>` in s, len(s) if there is none.
func sectionEnd(s string) int {
	// A text rarely has any bracket, and a search for three bytes is slow.
	i := strings.IndexByte(s, ']')
	if i < 0 {
		return len(s)
	}
	if n := strings.Index(s[i:], "]]>"); n >= 0 {
		return i + n
	}
	return len(s)
}

// Constants with the same byte eight times, for arithmetic on the eight bytes of a word.
const (
	allOnes     = 0x0101010101010101
	allSpaces   = 0x20 * allOnes
	allBrackets = ']' * allOnes
	lowBits     = 0x7F * allOnes
	highBits    = 0x80 * allOnes
)

// load8 returns s[i:i+8] as a word, the first byte lowest. The compiler turns it into one load
// where the machine's byte order allows.
func load8(s string, i int) uint64 {
	_ = s[i+7]
	return uint64(s[i]) | uint64(s[i+1])<<8 | uint64(s[i+2])<<16 | uint64(s[i+3])<<24 |
		uint64(s[i+4])<<32 | uint64(s[i+5])<<40 | uint64(s[i+6])<<48 | uint64(s[i+7])<<56
}

// load4 returns s[i:i+4] as load8 does.
func load4(s string, i int) uint64 {
	_ = s[i+3]
	return uint64(s[i]) | uint64(s[i+1])<<8 | uint64(s[i+2])<<16 | uint64(s[i+3])<<24
}

// oddBytes has a high bit set if w has a byte below 0x20 or above 0x7F. Which one it is can be read
// off only below the first: a subtraction borrows.
func oddBytes(w uint64) uint64 {
	return w | (w - allSpaces)
}

// brackets has a high bit set if w has a `]` (or 0xDD, which costs a second look and nothing else).
func brackets(w uint64) uint64 {
	return (w&lowBits ^ allBrackets) - allOnes
}

// legalASCII has all high bits set if every byte of w, all of which are below 0x80, is at least
// 0x20 or one of LF and tab.
func legalASCII(w uint64) uint64 {
	return (w + 0x60*allOnes) | (highBits - (w ^ '\n'*allOnes)) | (highBits - (w ^ '\t'*allOnes))
}
