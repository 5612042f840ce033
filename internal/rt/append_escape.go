package rt

import (
	"math/bits"
	"unicode/utf8"
)

// cdataRest is the rest of a text on its way into a CDATA section, after its first dirty place.
type cdataRest struct {
	s string
	// end is sectionEnd(s), -1 until it is asked for. Asking again after each wrong character would
	// make a text of many of them cost the square of its length.
	end int
}

// next takes off the text up to the next dirty place, and that, and returns what to write of both.
func (r *cdataRest) next() (clean, instead string) {
	n, found := nearDirty(r.s)
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
	// This makes end negative, so unknown, if it has passed.
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

// nearDirty looks for the first dirty place near the beginning of s byte by byte: where there was
// one, others are near. Not found, all before the index is clean, and no `]]>` begins there.
func nearDirty(s string) (index int, found bool) {
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

// textRest is the rest of a text on its way into character data.
type textRest struct {
	s     string
	wrong int // copyable(s, false)
}

func newTextRest(s string) textRest {
	return textRest{s: s, wrong: copyable(s, false)}
}

// next takes off the text up to the next place that cannot be copied and that place, and returns
// the one and what to write instead of the other.
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

// nearWrong is scan without sections for a text that comes after a wrong place: more of them are
// likely near, and reading byte by byte finds those sooner.
func nearWrong(s string) int {
	i := nearCopyable(s)
	for i < len(s) && s[i] == '\r' {
		i++
		i += nearCopyable(s[i:])
	}
	return i
}

// nearCopyable is copyable as nearWrong is scan.
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
