package rt

import (
	"math/bits"
	"unicode/utf8"
)

// cdataRest is the part of a text for a CDATA section that has not been written yet.
type cdataRest struct {
	s string
	// end is sectionEnd(s), -1 until it is computed. To compute it after each wrong character would
	// take quadratic time.
	end int
}

// next consumes the text up to and including what next needs an escape. It returns the text that is
// copied as it is, and what to write instead of the rest.
func (r *cdataRest) next() (clean, instead string) {
	n, found := nearEscape(r.s)
	if !found {
		if r.end < 0 {
			r.end = sectionEnd(r.s)
		}
		n += copyable(r.s[n:r.end], false)
	}
	clean, r.s, r.end = r.s[:n], r.s[n:], r.end-n
	if r.s == "" {
		return clean, ""
	}
	size, instead := len("]]>"), "]]]]><![CDATA[>"
	if r.s[0] != ']' {
		size, instead = replacement(r.s)
	}
	// If end is passed, this makes it negative: unknown.
	r.s, r.end = r.s[size:], r.end-size
	return clean, instead
}

// replacement returns how many bytes at the start of s to leave out, and what to write instead.
func replacement(s string) (size int, instead string) {
	if s[0] != '\r' {
		_, size = utf8.DecodeRuneInString(s)
		return size, "\uFFFD"
	}
	if len(s) > 1 && s[1] == '\n' {
		return 1, "" // the LF is next
	}
	return 1, "\n"
}

// nearEscape searches the beginning of s, byte by byte, for what needs an escape: after one, others
// are often near. If none is found, nothing before index needs an escape, and no `]]>` begins there.
func nearEscape(s string) (index int, found bool) {
	const near = 64
	end := min(len(s), near)
	state := uint64(atChar)
	for i := range end {
		c := s[i]
		state = charRows[c] >> (state & 63)
		switch {
		case state&63 == atWrong:
			return index, true
		case state&63 != atChar:
			continue
		case c == '>' && i >= 2 && s[i-1] == ']' && s[i-2] == ']':
			return i - 2, true
		}
		index = i + 1
	}
	if end == len(s) {
		return index, true
	}
	for index > end-2 && s[index-1] == ']' {
		index--
	}
	return index, false
}

// textRest is the part of a text for character data that has not been written yet.
type textRest struct {
	s     string
	wrong int // copyable(s, false)
}

func newTextRest(s string) textRest {
	return textRest{s: s, wrong: copyable(s, false)}
}

// next consumes the text up to and including what next needs an escape. It returns the text that is
// copied as it is, and what to write instead of the rest.
func (r *textRest) next() (clean, instead string) {
	n := markupIndex(r.s[:r.wrong])
	clean, r.s, r.wrong = r.s[:n], r.s[n:], r.wrong-n
	switch {
	case r.s == "":
		return clean, ""
	case r.wrong == 0:
		size, instead := replacement(r.s)
		r.s = r.s[size:]
		r.wrong = nearCopyable(r.s)
		return clean, instead
	}
	switch r.s[0] {
	case '&':
		instead = "&amp;"
	case '<':
		instead = "&lt;"
	case '>':
		instead = "&gt;"
	}
	r.s, r.wrong = r.s[1:], r.wrong-1
	return clean, instead
}

// nearWrong is scan outside of sections, for a text after a wrong byte: others are often near, and
// reading byte by byte finds those sooner.
func nearWrong(s string) int {
	i := nearCopyable(s)
	for i < len(s) && s[i] == '\r' {
		i++
		i += nearCopyable(s[i:])
	}
	return i
}

// nearCopyable is copyable outside of sections, for a text after a wrong byte: see nearWrong.
func nearCopyable(s string) int {
	const near = 64
	if len(s) <= near {
		return wrongIndex(s)
	}
	i := wrongIndex(s[:near])
	if i < near-3 {
		return i
	}
	// A character may go on beyond.
	return i + copyable(s[i:], false)
}

// markupIndex returns the index of the first `&`, `<` or `>` in s, len(s) if there is none.
func markupIndex(s string) int {
	i := 0
	for ; i <= len(s)-8; i += 8 {
		w := load8(s, i)
		v := w & lowBits
		found := highBits - (v ^ '&'*allOnes)
		found |= highBits - (v&^(2*allOnes) ^ '<'*allOnes) // and `>`, one bit away
		// The byte itself may have the bit that v lacks.
		if found &= highBits &^ w; found != 0 {
			return i + bits.TrailingZeros64(found)/8
		}
	}
	for ; i < len(s); i++ {
		switch s[i] {
		case '&', '<', '>':
			return i
		}
	}
	return i
}
