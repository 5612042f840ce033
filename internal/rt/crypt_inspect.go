package rt

import "crypto/subtle"

// inspection is what a decrypted text is found to be. Its truth values are 0 and 1.
type inspection struct {
	// ok is 1 where the text holds a message for the receiver.
	ok int
	// intact is 1 where padding and length fit, hence that the key is the right one. The message then
	// ends at from, and what is between from and to is whom it is for.
	intact, from, to int
}

// inspect looks at a decrypted text, of at least one padding block and at most 2 GiB. Neither what
// it executes nor how long it takes depends on what the text holds, and of the addresses it reads
// from only one does: the receiver id starts within the same 32 bytes whatever the padding.
func (k *messageKey) inspect(plain []byte) inspection {
	end, padding := paddingStart(plain)
	stated := int(plain[plaintextRandom])<<24 | int(plain[plaintextRandom+1])<<16 |
		int(plain[plaintextRandom+2])<<8 | int(plain[plaintextRandom+3])
	// The top bit makes stated negative where an int has 32 bits, and a comparison in constant time
	// wants positive numbers everywhere.
	short := 1 - int(plain[plaintextRandom]>>7)
	stated = subtle.ConstantTimeSelect(short, stated, 0)

	room := end - plaintextHead
	intact := padding & short & natural(room)
	intact &= subtle.ConstantTimeLessOrEq(stated, subtle.ConstantTimeSelect(intact, room, 0))

	size := room - len(k.receiver)
	ok := intact & natural(size)
	at := subtle.ConstantTimeSelect(ok, end-len(k.receiver), 0)
	ok &= subtle.ConstantTimeEq(int32(stated), int32(size))
	ok &= startsWith(plain[at:], k.receiver)

	return inspection{
		ok:     ok,
		intact: intact,
		from:   subtle.ConstantTimeSelect(intact, plaintextHead+stated, 0),
		to:     subtle.ConstantTimeSelect(intact, end, 0),
	}
}

// paddingStart returns where the padding starts, and 1 if it is one: as many equal bytes as they
// say, 1 to 32.
func paddingStart(plain []byte) (start, ok int) {
	last := plain[len(plain)-1]
	n := int(last)
	ok = subtle.ConstantTimeLessOrEq(1, n) & subtle.ConstantTimeLessOrEq(n, paddingBlock)
	for i := 1; i <= paddingBlock; i++ {
		inside := subtle.ConstantTimeLessOrEq(i, n)
		ok &= subtle.ConstantTimeSelect(inside, subtle.ConstantTimeByteEq(plain[len(plain)-i], last), 1)
	}
	return len(plain) - subtle.ConstantTimeSelect(ok, n, 1), ok
}

// startsWith returns 1 if text starts with prefix. Its time depends on their lengths only.
func startsWith(text []byte, prefix string) int {
	if len(text) < len(prefix) {
		return 0
	}
	var differs byte
	for i := range len(prefix) {
		differs |= text[i] ^ prefix[i]
	}
	return subtle.ConstantTimeByteEq(differs, 0)
}

// natural returns 1 if n, which has no more than 32 bits, is not negative.
func natural(n int) int {
	return 1 - int(uint32(n)>>31)
}
