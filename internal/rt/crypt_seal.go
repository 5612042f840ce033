package rt

import (
	"crypto/cipher"
	"encoding/base64"
	"errors"
	"strconv"
)

// A plaintext is 16 random bytes, the message's length in four bytes, big endian, the message, the
// receiver id and PKCS #7 padding for blocks of 32 bytes, although AES has blocks of 16: 1 to 32
// bytes of it.
const plaintextRandom = 16
const plaintextHead = plaintextRandom + 4
const paddingBlock = 32

// maxSealed is the length in bytes of the longest message that can be sealed, which leaves room for
// what base64 adds where an int has 32 bits.
const maxSealed = 1 << 30

// sealer holds what sealing a message takes, for one at a time.
type sealer struct {
	mode  cipher.BlockMode
	plain []byte
	// random is drawn for several messages at a time, because asking the system can cost as much as
	// encrypting a short message. What is left of it is its first unused bytes.
	random [16 * plaintextRandom]byte
	unused int
}

// appendSealed appends message encrypted for the receiver, in base64. The only error is ErrEncrypt,
// for a message of more than maxSealed bytes. It does not allocate if dst has room.
func (k *messageKey) appendSealed(dst, message []byte) ([]byte, error) {
	if len(message) > maxSealed {
		return dst, &fault{ErrEncrypt, errors.New(strconv.Itoa(len(message)) + " bytes")}
	}
	s, ok := k.sealers.Get().(*sealer)
	if !ok {
		s = new(sealer)
	}
	s.mode = k.restart(s.mode, cipher.NewCBCEncrypter)

	n := len(message)
	s.plain = s.appendRandom(s.plain[:0], k.random)
	s.plain = append(s.plain, byte(n>>24), byte(n>>16), byte(n>>8), byte(n))
	s.plain = append(s.plain, message...)
	s.plain = append(s.plain, k.receiver...)
	s.plain = appendPadding(s.plain)
	s.mode.CryptBlocks(s.plain, s.plain)
	dst = base64.StdEncoding.AppendEncode(dst, s.plain)

	if cap(s.plain) > maxScratch {
		s.plain = nil
	}
	k.sealers.Put(s)
	return dst, nil
}

func (s *sealer) appendRandom(dst []byte, read func([]byte)) []byte {
	if s.unused == 0 {
		read(s.random[:])
		s.unused = len(s.random)
	}
	s.unused -= plaintextRandom
	return append(dst, s.random[s.unused:s.unused+plaintextRandom]...)
}

func appendPadding(dst []byte) []byte {
	n := paddingBlock - len(dst)%paddingBlock
	return append(dst, paddings[n-1][:n]...)
}

// paddings holds a block of ones, of twos and so on: what is written byte by byte just before AES
// reads it in wider pieces makes it wait.
var paddings = func() (blocks [paddingBlock][paddingBlock]byte) {
	for i := range blocks {
		for j := range blocks[i] {
			blocks[i][j] = byte(i + 1)
		}
	}
	return blocks
}()
