package rt

import "strconv"

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
