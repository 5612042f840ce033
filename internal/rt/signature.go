package rt

import (
	"crypto/sha1"
	"crypto/subtle"
	"encoding/hex"
	"sync"
)

// signatureSize is the length of a signature in characters.
const signatureSize = 2 * sha1.Size

// maxScratch is the capacity in bytes up to which a buffer is kept for the next message.
const maxScratch = 64 << 10

// signedTexts holds buffers for what is signed.
var signedTexts = sync.Pool{New: func() any { return new([]byte) }}

// validSignature says whether signature is that of a request: of a URL check or a plain message. It
// takes as long whatever the signature, and does not allocate.
func validSignature(signature, token, timestamp, nonce string) bool {
	return matchesSignature(signature, token, timestamp, nonce, "")
}

// validMsgSignature says whether signature is the msg_signature of a request with this Encrypt, or
// this echostr where the platform encrypts it. It takes as long whatever the signature, and does
// not allocate once it has seen messages of that length.
func validMsgSignature(signature, token, timestamp, nonce, encrypt string) bool {
	// Without a text to sign, the other kind of signature, which goes through every proxy's log in
	// the same query, would do as well.
	return encrypt != "" && matchesSignature(signature, token, timestamp, nonce, encrypt)
}

func matchesSignature(signature, token, timestamp, nonce, encrypt string) bool {
	want := signatureOf(token, timestamp, nonce, encrypt)
	if len(signature) != signatureSize {
		return false
	}
	var got [signatureSize]byte
	copy(got[:], signature)
	return subtle.ConstantTimeCompare(got[:], want[:]) == 1
}

// signatureOf returns the SHA-1, in lower hexadecimal digits, of the values one after the other,
// sorted by their bytes. An empty value changes nothing.
func signatureOf[T string | []byte](token, timestamp, nonce string, encrypt T) (signature [signatureSize]byte) {
	buffer := signedTexts.Get().(*[]byte)
	text := appendSigned((*buffer)[:0], token, timestamp, nonce, encrypt)
	// One piece is faster to hash than four, by more than it takes to copy them.
	sum := sha1.Sum(text)
	if cap(text) <= maxScratch {
		*buffer = text
		signedTexts.Put(buffer)
	}
	hex.Encode(signature[:], sum[:])
	return signature
}

func appendSigned[T string | []byte](dst []byte, token, timestamp, nonce string, encrypt T) []byte {
	a, b, c := token, timestamp, nonce
	if b > c {
		b, c = c, b
	}
	if a > b {
		a, b = b, a
	}
	if b > c {
		b, c = c, b
	}
	written := false
	for _, v := range [...]string{a, b, c} {
		if !written && string(encrypt) <= v {
			dst = append(dst, encrypt...)
			written = true
		}
		dst = append(dst, v...)
	}
	if !written {
		dst = append(dst, encrypt...)
	}
	return dst
}
