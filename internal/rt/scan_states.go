package rt

import "math/bits"

// The states of a machine that reads a text byte by byte. A state's value is an offset in bits: in
// the row of the next byte, the six bits there are the next state. So a step is one shift, whatever
// the text, and its result need not even be masked: the next shift takes its lowest six bits. The
// row's last state has room for four bits, which do as it leads only to atChar.
const (
	atWrong   = 0 // for good
	atChar    = 6 // before a character
	need1     = 12
	need2     = 18
	need3     = 24
	afterE0   = 30
	afterED   = 36
	afterEF   = 42
	afterF0   = 48
	afterF4   = 54
	afterEFBF = 60
)

// The rows, named after the length of the character that a byte leads, or the byte itself, or the
// first of a range of bytes that continue one. All other transitions lead to atWrong.
const (
	row1  = atChar << atChar
	row2  = need1 << atChar
	row3  = need2 << atChar
	row4  = need3 << atChar
	rowE0 = afterE0 << atChar
	rowED = afterED << atChar
	rowEF = afterEF << atChar
	rowF0 = afterF0 << atChar
	rowF4 = afterF4 << atChar
	inAny = atChar<<need1 | need1<<need2 | need2<<need3
	in80  = inAny | need1<<afterED | need1<<afterEF | need2<<afterF4 | atChar<<afterEFBF
	in90  = inAny | need1<<afterED | need1<<afterEF | need2<<afterF0 | atChar<<afterEFBF
	inA0  = inAny | need1<<afterE0 | need1<<afterEF | need2<<afterF0 | atChar<<afterEFBF
	inBE  = inAny | need1<<afterE0 | need1<<afterEF | need2<<afterF0
	inBF  = inAny | need1<<afterE0 | afterEFBF<<afterEF | need2<<afterF0
)

// charRows has the row of each byte: which characters XML 1.0 allows, in UTF-8 without overlong
// forms, CR left out. Bytes not listed are wrong anywhere.
var charRows = [256]uint64{
	'\t': row1, '\n': row1, // CR is a character too, but none to be copied: see copyable
	0x20: row1, row1, row1, row1, row1, row1, row1, row1, row1, row1, row1, row1, row1, row1, row1, row1,
	0x30: row1, row1, row1, row1, row1, row1, row1, row1, row1, row1, row1, row1, row1, row1, row1, row1,
	0x40: row1, row1, row1, row1, row1, row1, row1, row1, row1, row1, row1, row1, row1, row1, row1, row1,
	0x50: row1, row1, row1, row1, row1, row1, row1, row1, row1, row1, row1, row1, row1, row1, row1, row1,
	0x60: row1, row1, row1, row1, row1, row1, row1, row1, row1, row1, row1, row1, row1, row1, row1, row1,
	0x70: row1, row1, row1, row1, row1, row1, row1, row1, row1, row1, row1, row1, row1, row1, row1, row1,
	0x80: in80, in80, in80, in80, in80, in80, in80, in80, in80, in80, in80, in80, in80, in80, in80, in80,
	0x90: in90, in90, in90, in90, in90, in90, in90, in90, in90, in90, in90, in90, in90, in90, in90, in90,
	0xA0: inA0, inA0, inA0, inA0, inA0, inA0, inA0, inA0, inA0, inA0, inA0, inA0, inA0, inA0, inA0, inA0,
	0xB0: inA0, inA0, inA0, inA0, inA0, inA0, inA0, inA0, inA0, inA0, inA0, inA0, inA0, inA0, inBE, inBF,
	0xC2: row2, row2, row2, row2, row2, row2, row2, row2, row2, row2, row2, row2, row2, row2,
	0xD0: row2, row2, row2, row2, row2, row2, row2, row2, row2, row2, row2, row2, row2, row2, row2, row2,
	0xE0: rowE0, row3, row3, row3, row3, row3, row3, row3, row3, row3, row3, row3, row3, rowED, row3, rowEF,
	0xF0: rowF0, row4, row4, row4, rowF4,
}

// wrongIndex is the index of the first byte of s that is a CR or not part of a whole character.
func wrongIndex(s string) int {
	at := 0
	state := uint64(atChar)
	for i := range len(s) {
		state = charRows[s[i]] >> (state & 63)
		if state&63 == atWrong {
			break
		}
		if state&63 == atChar {
			at = i + 1
		}
	}
	return at
}

// wholeWord reports whether the eight bytes of w are whole characters.
func wholeWord(w uint64) bool {
	state := uint64(atChar)
	for range 8 {
		state = charRows[byte(w)] >> (state & 63)
		w >>= 8
	}
	return state&63 == atChar
}

// wholeChars reports whether s consists of whole characters, in a time that depends on its length.
func wholeChars(s string) bool {
	n := len(s)
	if n > 24 {
		return wholeHalves(s)
	}
	if n < 8 {
		return wrongIndex(s) == n
	}
	state := uint64(atChar)
	for i := 0; i <= len(s)-8; i += 8 {
		state = charRows[s[i]] >> (state & 63)
		state = charRows[s[i+1]] >> (state & 63)
		state = charRows[s[i+2]] >> (state & 63)
		state = charRows[s[i+3]] >> (state & 63)
		state = charRows[s[i+4]] >> (state & 63)
		state = charRows[s[i+5]] >> (state & 63)
		state = charRows[s[i+6]] >> (state & 63)
		state = charRows[s[i+7]] >> (state & 63)
	}
	// The rest, filled up with spaces.
	rest := 8 * (n & 7)
	w := load8(s, n-8)>>1>>(63-rest) | allSpaces<<rest
	for range 7 {
		state = charRows[byte(w)] >> (state & 63)
		w >>= 8
	}
	return state&63 == atChar
}

// wholeHalves is wholeChars for more than 24 bytes. A step has to wait for the one before, so two
// machines run at a time: one from the start, one from a character near the middle to the end.
func wholeHalves(s string) bool {
	n := len(s)
	half := (n + 15) / 16 * 8
	into := intoChar(s, n-half)
	p, q := s[:half], s[n-half-into:]
	q = q[:half]
	one, two := uint64(atChar), uint64(atChar)
	for i := 0; i <= len(p)-4 && i <= len(q)-4; i += 4 {
		one, two = charRows[p[i]]>>(one&63), charRows[q[i]]>>(two&63)
		one, two = charRows[p[i+1]]>>(one&63), charRows[q[i+1]]>>(two&63)
		one, two = charRows[p[i+2]]>>(one&63), charRows[q[i+2]]>>(two&63)
		one, two = charRows[p[i+3]]>>(one&63), charRows[q[i+3]]>>(two&63)
	}
	// The second machine began up to three bytes early and is that much short.
	w := (load4(s, n-4) | allSpaces>>32<<32) >> (32 - 8*into)
	two = charRows[byte(w)] >> (two & 63)
	two = charRows[byte(w>>8)] >> (two & 63)
	two = charRows[byte(w>>16)] >> (two & 63)
	// The first one may have stopped inside a character that the second one has seen, but only if
	// the second one began before that.
	return two&63 == atChar && (one&63 == atChar || one&63 != atWrong && n-half-into < half)
}

// intoChar returns how many bytes before s[i] the character that s[i] is part of begins, 0 to 3; 0
// if none begins there. i is at least 3.
func intoChar(s string, i int) int {
	p := s[i-3:]
	w := uint32(p[3]) | uint32(p[2])<<8 | uint32(p[1])<<16 | uint32(p[0])<<24
	// Bytes that continue a character have the highest bit and not the next.
	begins := (^w | w<<1) & (0x80808080)
	return bits.TrailingZeros32(begins) / 8 & 3
}
