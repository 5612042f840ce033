package rt

import (
	"bytes"
	"crypto/sha1"
	"crypto/subtle"
	"encoding/hex"
	"hash"
	"sync"
)

// signatureSize is the length of a signature in characters.
const signatureSize = 2 * sha1.Size

// maxScratch is the capacity in bytes up to which a buffer is kept for the next
// message.
const maxScratch = 64 << 10

// signer holds what computing a signature takes, for one at a time: a hash
// that is an interface keeps what it is given from the stack.
type signer struct {
	hash hash.Hash
	text []byte
	sum  []byte
}

var signers = sync.Pool{New: func() any {
	return &signer{hash: sha1.New(), sum: make([]byte, 0, sha1.Size)}
}}

// validSignature says whether signature is that of a request: of a URL check
// or a plain message. It takes as long whatever the signature, and does not
// allocate.
func validSignature(signature, token, timestamp, nonce string) bool {
	return matchesSignature(signature, token, timestamp, nonce, "")
}

// validMsgSignature says whether signature is the msg_signature of a request
// with this Encrypt, or this echostr where the platform encrypts it. It takes
// as long whatever the signature, and does not allocate once it has seen
// messages of that length.
func validMsgSignature(signature, token, timestamp, nonce, encrypt string) bool {
	// Without a text to sign, the other kind of signature, which goes through
	// every proxy's log in the same query, would do as well.
	return encrypt != "" && matchesSignature(signature, token, timestamp, nonce, encrypt)
}

func matchesSignature(signature, token, timestamp, nonce, encrypt string) bool {
	s := signers.Get().(*signer)
	s.text = append(s.text[:0], encrypt...)
	want := s.sign(token, timestamp, nonce, s.text)
	s.release()
	if len(signature) != signatureSize {
		return false
	}
	var got [signatureSize]byte
	copy(got[:], signature)
	return subtle.ConstantTimeCompare(got[:], want[:]) == 1
}

// appendMsgSignature appends the msg_signature of a reply.
func appendMsgSignature(dst []byte, token, timestamp, nonce string, encrypt []byte) []byte {
	s := signers.Get().(*signer)
	s.text = s.text[:0]
	want := s.sign(token, timestamp, nonce, encrypt)
	s.release()
	return append(dst, want[:]...)
}

// sign returns the SHA-1, in lower hexadecimal digits, of the values one after
// the other, sorted by their bytes. An empty value changes nothing. It appends
// to text, which encrypt may be.
func (s *signer) sign(token, timestamp, nonce string, encrypt []byte) (signature [signatureSize]byte) {
	at := len(s.text)
	s.text = append(append(append(s.text, token...), timestamp...), nonce...)
	tokenEnd := at + len(token)
	timestampEnd := tokenEnd + len(timestamp)
	values := [...][]byte{encrypt, s.text[at:tokenEnd], s.text[tokenEnd:timestampEnd], s.text[timestampEnd:]}
	for i := range values {
		for j := i; j > 0 && bytes.Compare(values[j], values[j-1]) < 0; j-- {
			values[j], values[j-1] = values[j-1], values[j]
		}
	}
	s.hash.Reset()
	for _, v := range values {
		s.hash.Write(v)
	}
	s.sum = s.hash.Sum(s.sum[:0])
	hex.Encode(signature[:], s.sum)
	return signature
}

func (s *signer) release() {
	if cap(s.text) <= maxScratch {
		signers.Put(s)
	}
}
