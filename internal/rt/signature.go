package rt

import (
	"crypto/sha1"
	"crypto/subtle"
	"encoding/hex"
	"slices"
	"sync"
)

// signatureSize is the length of a signature in characters.
const signatureSize = 2 * sha1.Size

// buffers holds byte slices for what is signed, sealed or replied.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

// maxScratch is the capacity in bytes up to which a buffer is kept for the next message.
const maxScratch = 64 << 10

// keepBuffer gives a buffer back, with what it has become.
func keepBuffer(buffer *[]byte, as []byte) {
	if cap(as) <= maxScratch {
		*buffer = as
		buffers.Put(buffer)
	}
}

// validSignature reports whether signature is that of a request with these values. encrypt is empty
// for the signature of a URL check or a plain message; for a msg_signature, it is the text of Encrypt
// or the encrypted echostr. The time taken does not depend on the signature, and nothing is allocated
// after messages of that length.
func validSignature(signature, token, timestamp, nonce, encrypt string) bool {
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
	buffer := buffers.Get().(*[]byte)
	text := appendSigned((*buffer)[:0], token, timestamp, nonce, encrypt)
	// One piece is faster to hash than four, by more than it takes to copy them.
	sum := sha1.Sum(text)
	keepBuffer(buffer, text)
	hex.Encode(signature[:], sum[:])
	return signature
}

func appendSigned[T string | []byte](dst []byte, token, timestamp, nonce string, encrypt T) []byte {
	values := [...]string{token, timestamp, nonce}
	slices.Sort(values[:])
	written := false
	for _, v := range values {
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
