package rt

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
