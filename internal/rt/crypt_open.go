package rt

import (
	"crypto/cipher"
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
