package rt

import (
	"crypto/cipher"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"math"
	"slices"
	"strconv"
)

// appendOpened appends the message that the platform has encrypted, and returns the key that opened
// it, with the receiver that the message is for: the one to seal the reply with, as the platform
// asks for while it changes keys. Check the signature first, which covers encrypt: the encryption
// by itself does not protect a message from being changed. It does not allocate if dst has room for
// the plaintext, which is longer than the message by the receiver id and up to 52 bytes.
//
// The errors are ErrDecodeBase64 and ErrDecrypt. Whatever is wrong inside the ciphertext,
// ErrDecrypt reads the same and has cost the same: every key has been tried, and each text
// inspected in constant time. Success shows in its time which key it was, and nothing else. What a
// log may say beyond that, decryptError.cause knows; it must not get into a response.
//
// A key that accepts other receivers promises less: where padding and length are right and the
// receiver is not its own, the time shows that it asked for that receiver.
func appendOpened(dst []byte, encrypt string, keys []*messageKey) (out []byte, by *messageKey, err error) {
	buffer := buffers.Get().(*[]byte)
	sealed, err := decodeSealed(buffer, encrypt)
	defer keepBuffer(buffer, *buffer)
	if err != nil {
		return dst, nil, err
	}
	var failed decryptError
	for _, k := range keys {
		if len(sealed) == 0 {
			break // which anyone can see from outside
		}
		dst = slices.Grow(dst, len(sealed))
		plain := dst[len(dst) : len(dst)+len(sealed)]
		k.decrypt(plain, sealed)
		found := k.inspect(plain)
		if by := k.openerOf(found, plain); by != nil {
			n := copy(plain, plain[plaintextHead:found.from])
			return dst[:len(dst)+n], by, nil
		}
		failed.note(found, plain)
		clear(plain)
	}
	return dst, nil, &decryptError{failed.intact, failed.receiver, failed.size}
}

// maxReceiver is the length in bytes of the longest receiver id that accepts is asked for. Those of
// the platforms have 18.
const maxReceiver = 64

// openerOf returns k where a text is for its receiver, a key for the receiver that it is for if k
// accepts that one, otherwise nil.
func (k *messageKey) openerOf(found inspection, plain []byte) *messageKey {
	if found.ok == 1 {
		return k
	}
	if k.accepts == nil || found.intact == 0 || found.to-found.from > maxReceiver {
		return nil
	}
	receiver := string(plain[found.from:found.to])
	if !k.accepts(receiver) {
		return nil
	}
	return &messageKey{aesKey: k.aesKey, receiver: receiver}
}

// decodeSealed returns a ciphertext, in the buffer behind its text.
func decodeSealed(buffer *[]byte, encrypt string) ([]byte, error) {
	if len(encrypt) > math.MaxInt32 {
		return nil, &fault{ErrDecrypt, errors.New("a ciphertext of more than 2 GiB")}
	}
	room := len(encrypt) + base64.StdEncoding.DecodedLen(len(encrypt))
	text := append(slices.Grow((*buffer)[:0], room), encrypt...)
	*buffer = text
	sealed := text[len(text):cap(text)]
	n, err := base64.StdEncoding.Decode(sealed, text)
	if err != nil {
		return nil, &fault{ErrDecodeBase64, err}
	}
	if n%paddingBlock != 0 {
		return nil, &fault{ErrDecrypt, errors.New(strconv.Itoa(n) + " bytes, which are not blocks of 32")}
	}
	return sealed[:n], nil
}

func (k *aesKey) decrypt(plain, sealed []byte) {
	mode, _ := k.decrypters.Get().(cipher.BlockMode)
	mode = k.restart(mode, cipher.NewCBCDecrypter)
	mode.CryptBlocks(plain, sealed)
	k.decrypters.Put(mode)
}

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
