package rt

import (
	"math"
	"strconv"
)

// appendCDATA appends s as the content of a CDATA section, without the section's own delimiters. A
// `]]>` is spread over two sections, CR LF and CR are written as LF, and what XML cannot carry
// becomes U+FFFD: each byte of invalid UTF-8, and each character that XML 1.0 does not have.
func appendCDATA(dst []byte, s string) []byte {
	n, i := len(dst), 0
	fits := len(s) <= cap(dst)-n
	switch {
	case len(s) > shortText || !fits:
		if fits && len(s) <= mediumText {
			if i = copyPrintable(dst[n:n+len(s)], s); i == len(s) {
				return dst[:n+i]
			}
			dst, s = dst[:n+i], s[i:]
		}
		i = copyable(s, true)
		return appendRest(append(dst, s[:i]...), s[i:])
	case len(s) < 8:
		copyTiny(dst[n:n+len(s)], s)
		i = copyable(s, true)
	default:
		odd, bracket := copyWords(dst[n:n+len(s)], s)
		if (odd|bracket)&highBits == 0 {
			return dst[:n+len(s)]
		}
		i = scanShort(s, true, odd, bracket)
	}
	dst = dst[:n+i]
	if i == len(s) {
		return dst
	}
	return appendRest(dst, s[i:])
}

// appendRest is appendCDATA for a text that is empty or begins with what needs an escape.
func appendRest(dst []byte, s string) []byte {
	rest := cdataRest{s: s, end: -1}
	for rest.s != "" {
		clean, instead := rest.next()
		dst = append(dst, clean...)
		dst = append(dst, instead...)
	}
	return dst
}

// appendText appends s as content outside of a CDATA section: `&`, `<` and `>` are escaped, CR LF
// and CR are written as LF, and what XML cannot carry becomes U+FFFD.
func appendText(dst []byte, s string) []byte {
	rest := newTextRest(s)
	for rest.s != "" {
		clean, instead := rest.next()
		dst = append(dst, clean...)
		dst = append(dst, instead...)
	}
	return dst
}

// appendFloat appends the shortest decimal form that reads back as v, without an exponent. NaN and
// the infinities, which no platform takes, become 0.
func appendFloat(dst []byte, v float64) []byte {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return append(dst, '0')
	}
	return strconv.AppendFloat(dst, v, 'f', -1, 64)
}

// appendInt appends v in decimal. For times of our century, in seconds, it is about twice as fast as
// strconv: the halves are divided independently of each other, and nothing is copied.
func appendInt(dst []byte, v int64) []byte {
	const size = 10
	n := len(dst)
	if v < 1e9 || v >= 1e10 || cap(dst)-n < size {
		return strconv.AppendInt(dst, v, 10)
	}
	dst = dst[:n+size]
	b := (*[size]byte)(dst[n:])
	high, low := uint32(v/1e5), uint32(v%1e5)
	b[0], b[5] = byte('0'+high/1e4), byte('0'+low/1e4)
	b[1], b[6] = byte('0'+high/1e3%10), byte('0'+low/1e3%10)
	b[2], b[7] = byte('0'+high/100%10), byte('0'+low/100%10)
	b[3], b[8] = byte('0'+high/10%10), byte('0'+low/10%10)
	b[4], b[9] = byte('0'+high%10), byte('0'+low%10)
	return dst
}
