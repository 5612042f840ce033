package rt

import "math/bits"

// asciiRun returns how many bytes of legal ASCII s, at least 32 bytes, begins with: all, or a
// multiple of 32.
func asciiRun(s string) int {
	i := 0
	for i <= len(s)-32 {
		if i += printableRun(s[i:]); i > len(s)-32 {
			break
		}
		// After one line end, the next is often near.
		run := linesRun(s[i:min(len(s), i+128)])
		if run == 0 {
			return i
		}
		i += run
	}
	if i < len(s) && linesRun(s[len(s)-32:]) == 0 {
		return i
	}
	return len(s)
}

// printableRun counts the blocks of 64 bytes of printable ASCII that s begins with, in bytes. It
// spells out oddBytes: each inlined call would leave a NOP in the loop.
func printableRun(s string) int {
	i := 0
	for ; i <= len(s)-64; i += 64 {
		a, b, c, d := load8(s, i), load8(s, i+8), load8(s, i+16), load8(s, i+24)
		e, f, g, h := load8(s, i+32), load8(s, i+40), load8(s, i+48), load8(s, i+56)
		odd := a | (a - allSpaces) | b | (b - allSpaces) | c | (c - allSpaces) | d | (d - allSpaces) |
			e | (e - allSpaces) | f | (f - allSpaces) | g | (g - allSpaces) | h | (h - allSpaces)
		if odd&highBits != 0 {
			break
		}
	}
	return i
}

// lineMasks are constants of the test for lines, for the reason of wideMasks.
var lineMasks = struct{ printable, feed, high uint64 }{0x60 * allOnes, '\n' * allOnes, highBits}

// linesRun is asciiRun in blocks of 32, for text with line feeds, which printableRun takes for wrong,
// and for rarer legal characters at the price of a closer look.
func linesRun(s string) int {
	m := &lineMasks
	i := 0
	for ; i <= len(s)-32; i += 32 {
		a, b, c, d := load8(s, i), load8(s, i+8), load8(s, i+16), load8(s, i+24)
		all := a | b | c | d
		plain := ((a + m.printable) | (m.high - (a ^ m.feed))) & ((b + m.printable) | (m.high - (b ^ m.feed))) &
			((c + m.printable) | (m.high - (c ^ m.feed))) & ((d + m.printable) | (m.high - (d ^ m.feed)))
		if (all|^plain)&highBits == 0 {
			continue
		}
		if all&highBits != 0 || legalASCII(a)&legalASCII(b)&legalASCII(c)&legalASCII(d)&highBits != highBits {
			break
		}
	}
	return i
}

// legalLines reports whether s, up to shortText bytes, is known to be legal ASCII, which may have
// line ends and tabs.
func legalLines(s string) bool {
	n := len(s)
	if n < 8 || s[0]|s[n>>1]|s[n-1] >= 0x80 {
		return false
	}
	last := load8(s, n-8)
	all, legal := last, legalASCII(last)
	for i := 0; i < n-8; i += 8 {
		w := load8(s, i)
		all |= w
		legal &= legalASCII(w)
	}
	return ^all&legal&highBits == highBits
}

// The bytes of a word that are 0, 1 and 2 modulo 3. In 24 bytes of three-byte characters the first
// word has its leading bytes at lanes0, the second one at lanes1, the third one at lanes2: together
// one a lane.
const (
	lanes0 = 0x00FF0000FF0000FF
	lanes1 = 0xFF0000FF0000FF00
	lanes2 = 0x0000FF0000FF0000
)

// wideMasks are constants of the test for three-byte characters. They are a variable because the
// compiler builds a 64-bit constant anew in every round, where a word in memory is part of the
// instruction that uses it.
var wideMasks = struct {
	base0, base1, base2    uint64 // what each byte of a word is at least
	lanes0, lanes1, lanes2 uint64
	one, d, edge           uint64
	notLead, notIn, high   uint64
}{
	base0:   0xE0*allOnes&lanes0 | 0x80*allOnes&^lanes0,
	base1:   0xE0*allOnes&lanes1 | 0x80*allOnes&^lanes1,
	base2:   0xE0*allOnes&lanes2 | 0x80*allOnes&^lanes2,
	lanes0:  lanes0,
	lanes1:  lanes1,
	lanes2:  lanes2,
	one:     allOnes,
	d:       0x0D * allOnes,
	edge:    (0x80 - 0x0F - 0x3F) * allOnes,
	notLead: 0xF0 * allOnes,
	notIn:   0xC0 * allOnes,
	high:    highBits,
}

// wideRun is asciiRun for three-byte characters: all of s, at least 24 bytes, or a multiple of 24.
func wideRun(s string) int {
	m := &wideMasks
	i := 0
	for ; i <= len(s)-24; i += 24 {
		a, b, c := load8(s, i)-m.base0, load8(s, i+8)-m.base1, load8(s, i+16)-m.base2
		if wideFaults(a|b|c, wideLanes(a, b, c), wideLanes(c, a, b)) != 0 {
			return i
		}
	}
	if i == len(s) {
		return i
	}
	t := s[len(s)-24:]
	a, b, c := load8(t, 0)-m.base0, load8(t, 8)-m.base1, load8(t, 16)-m.base2
	if wideFaults(a|b|c, wideLanes(a, b, c), wideLanes(c, a, b)) != 0 {
		return i
	}
	return len(s)
}

// wideText reports whether s, a multiple of 3 above 8, is known to be three-byte characters only.
func wideText(s string) bool {
	n := len(s)
	if n > 24 {
		return wideRun(s) == n
	}
	// The last word overlaps the others. Wherever that makes a wrong pair of a leading byte and a
	// second one, the right pair stands in another word, and a wrong one makes the test stricter.
	m := &wideMasks
	a, b, c := load8(s, 0)-m.base0, uint64(4*allOnes&lanes1), load8(s, n-8)-m.base2
	if n > 16 {
		b = load8(s, 8) - m.base1
	}
	return wideFaults(a|b|c, wideLanes(a, b, c), wideLanes(c, a, b)) == 0
}

// wideLanes gathers one byte of each of eight characters.
func wideLanes(a, b, c uint64) uint64 {
	return a&wideMasks.lanes0 | b&wideMasks.lanes1 | c&wideMasks.lanes2
}

// wideFaults is 0 if eight characters are three-byte ones that need no closer look: those led by E0
// and ED do, and EF BF, as some of them are wrong. From all bytes the smallest value that they may
// have, 0xE0 or 0x80, has been taken off; a byte below that has wrapped around and shows among the
// bits that must not be set. second has each character's second byte one lane above its lead.
func wideFaults(all, lead, second uint64) uint64 {
	m := &wideMasks
	special := (lead - m.one) | (lead ^ m.d - m.one) | (lead + bits.RotateLeft64(second, -8) + m.edge)
	return all&m.notIn | lead&m.notLead | special&m.high
}

// wideSix is wideFaults for the one word that two overlapping halves of 6 bytes, 0 to 3 and 2 to 5,
// make: the leading bytes are at 0 and 5, and again at 3.
func wideSix(w uint64) bool {
	const (
		leads = 0x0000FF00000000FF
		again = 0x00000000FF000000
	)
	w -= 0xE0*allOnes&(leads|again) | 0x80*allOnes&^(leads|again)
	lead := w & leads
	special := (lead - allOnes&leads) | (lead ^ 0x0D*allOnes&leads - allOnes&leads) |
		(lead + w>>8&lowBits + (0x80-0x0F-0x3F)*allOnes)
	return w&(0xF0*allOnes&(leads|again)|0xC0*allOnes&^(leads|again))|special&(highBits&leads) == 0
}
