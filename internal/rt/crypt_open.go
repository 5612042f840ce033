package rt

import (
	"crypto/cipher"
	"encoding/base64"
	"errors"
	"math"
	"slices"
	"strconv"
	"sync"
)

// sealedText holds what decoding a ciphertext takes, for one at a time.
type sealedText struct {
	text, sealed []byte
}

var sealedTexts = sync.Pool{New: func() any { return new(sealedText) }}

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
	s := sealedTexts.Get().(*sealedText)
	defer s.release()
	sealed, err := s.decode(encrypt)
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
		if found.ok == 1 {
			copy(plain, plain[plaintextHead:plaintextHead+found.size])
			return dst[:len(dst)+found.size], k, nil
		}
		if other := k.acceptedReceiver(found, plain); other != nil {
			n := copy(plain, plain[plaintextHead:found.from])
			return dst[:len(dst)+n], other, nil
		}
		failed.note(found, plain)
		clear(plain)
	}
	return dst, nil, &decryptError{failed.intact, failed.receiver}
}

// maxReceiver is the length in bytes of the longest receiver id that accepts is asked for. Those of
// the platforms have 18.
const maxReceiver = 64

// acceptedReceiver returns the key for the receiver that a text is for, if k accepts it, otherwise
// nil.
func (k *messageKey) acceptedReceiver(found inspection, plain []byte) *messageKey {
	if k.accepts == nil || found.intact == 0 || found.to-found.from > maxReceiver {
		return nil
	}
	receiver := string(plain[found.from:found.to])
	if !k.accepts(receiver) {
		return nil
	}
	return &messageKey{aesKey: k.aesKey, receiver: receiver}
}

// decode returns the ciphertext, which is valid until release.
func (s *sealedText) decode(encrypt string) ([]byte, error) {
	if len(encrypt) > math.MaxInt32 {
		return nil, &cryptFault{ErrDecrypt, errors.New("a ciphertext of more than 2 GiB")}
	}
	s.text = append(s.text[:0], encrypt...)
	s.sealed = slices.Grow(s.sealed[:0], base64.StdEncoding.DecodedLen(len(s.text)))
	n, err := base64.StdEncoding.Decode(s.sealed[:cap(s.sealed)], s.text)
	if err != nil {
		return nil, &cryptFault{ErrDecodeBase64, err}
	}
	if n%paddingBlock != 0 {
		return nil, &cryptFault{ErrDecrypt, errors.New(strconv.Itoa(n) + " bytes, which are not blocks of 32")}
	}
	return s.sealed[:n], nil
}

func (s *sealedText) release() {
	if cap(s.text) <= maxScratch {
		sealedTexts.Put(s)
	}
}

func (k *aesKey) decrypt(plain, sealed []byte) {
	mode, _ := k.decrypters.Get().(cipher.BlockMode)
	mode = k.restart(mode, cipher.NewCBCDecrypter)
	mode.CryptBlocks(plain, sealed)
	k.decrypters.Put(mode)
}
