package rt

// copyWords copies s, 8 to shortText bytes, to dst, which is as long, and returns testWords(s). It
// takes as long as a call of copy alone.
func copyWords(dst []byte, s string) (odd, bracket uint64) {
	n := len(s)
	switch {
	case n > 8 && s[0]&s[n-3] >= 0xE0 && n%3 == 0 && wideText(s):
		copy(dst, s)
		return 0, 0
	case n > 32:
		t, u := s[n-32:], dst[len(dst)-32:]
		a, b, c, d := load8(s, 0), load8(s, 8), load8(s, 16), load8(s, 24)
		store8(dst, 0, a)
		store8(dst, 8, b)
		store8(dst, 16, c)
		store8(dst, 24, d)
		odd = oddBytes(a) | oddBytes(b) | oddBytes(c) | oddBytes(d)
		bracket = brackets(a) | brackets(b) | brackets(c) | brackets(d)
		a, b, c, d = load8(t, 0), load8(t, 8), load8(t, 16), load8(t, 24)
		store8(u, 0, a)
		store8(u, 8, b)
		store8(u, 16, c)
		store8(u, 24, d)
		odd |= oddBytes(a) | oddBytes(b) | oddBytes(c) | oddBytes(d)
		bracket |= brackets(a) | brackets(b) | brackets(c) | brackets(d)
	case n > 16:
		t, u := s[n-16:], dst[len(dst)-16:]
		a, b, c, d := load8(s, 0), load8(s, 8), load8(t, 0), load8(t, 8)
		store8(dst, 0, a)
		store8(dst, 8, b)
		store8(u, 0, c)
		store8(u, 8, d)
		odd = oddBytes(a) | oddBytes(b) | oddBytes(c) | oddBytes(d)
		bracket = brackets(a) | brackets(b) | brackets(c) | brackets(d)
	default:
		a, b := load8(s, 0), load8(s, n-8)
		store8(dst, 0, a)
		store8(dst, len(dst)-8, b)
		odd, bracket = oddBytes(a)|oddBytes(b), brackets(a)|brackets(b)
	}
	return odd, bracket
}

// copyTiny copies s, up to 7 bytes, to dst, which is as long.
func copyTiny(dst []byte, s string) {
	n := len(s)
	switch {
	case n >= 4:
		low, high := load4(s, 0), load4(s, n-4)
		store4(dst, 0, low)
		store4(dst, len(dst)-4, high)
	case n > 0:
		dst[0], dst[len(dst)>>1], dst[len(dst)-1] = s[0], s[n>>1], s[n-1]
	}
}

// mediumText is the length in bytes up to which copyPrintable is faster than a scan and a copy.
const mediumText = 256

// copyPrintable copies from s, more than shortText bytes, to dst, which is as long, the printable
// ASCII other than `]` that it begins with, and returns how much that is.
func copyPrintable(dst []byte, s string) int {
	last := len(s) - 32
	if (load8(s, 0)|load8(s, last/2)|load8(s, last+24))&highBits != 0 {
		return 0
	}
	for i := 0; ; i += 32 {
		i = min(i, last)
		p, q := s[i:i+32], dst[i:]
		q = q[:32]
		a, b, c, d := load8(p, 0), load8(p, 8), load8(p, 16), load8(p, 24)
		store8(q, 0, a)
		store8(q, 8, b)
		store8(q, 16, c)
		store8(q, 24, d)
		odd := oddBytes(a) | oddBytes(b) | oddBytes(c) | oddBytes(d)
		ended := ((a ^ allBrackets) - allOnes) | ((b ^ allBrackets) - allOnes) | ((c ^ allBrackets) - allOnes) |
			((d ^ allBrackets) - allOnes)
		if (odd|ended)&highBits != 0 {
			return i
		}
		if i == last {
			return len(s)
		}
	}
}

// store8 is the reverse of load8.
func store8(b []byte, i int, w uint64) {
	_ = b[i+7]
	b[i], b[i+1], b[i+2], b[i+3] = byte(w), byte(w>>8), byte(w>>16), byte(w>>24)
	b[i+4], b[i+5], b[i+6], b[i+7] = byte(w>>32), byte(w>>40), byte(w>>48), byte(w>>56)
}

// store4 is the reverse of load4.
func store4(b []byte, i int, w uint64) {
	_ = b[i+3]
	b[i], b[i+1], b[i+2], b[i+3] = byte(w), byte(w>>8), byte(w>>16), byte(w>>24)
}
