package rt

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"strconv"
	"sync"
)

// messageKey is an EncodingAESKey with the id of the receiver whose messages it protects. It is
// safe for concurrent use.
type messageKey struct {
	*aesKey
	receiver string
	// accepts reports whether messages for another receiver are taken too; nil stands for none.
	accepts func(receiver string) bool
}

// aesKey is what an EncodingAESKey stands for, whoever the receiver is.
type aesKey struct {
	block cipher.Block
	iv    []byte
	// random fills its argument; tests put the bytes of known messages there.
	random func([]byte)

	sealers    sync.Pool // of *sealer
	decrypters sync.Pool // of cipher.BlockMode
}

// encodingAESKeySize is the length of an EncodingAESKey in characters, and aesKeySize that of the
// key in bytes.
const encodingAESKeySize = 43
const aesKeySize = 32

// newMessageKey takes an EncodingAESKey as the platform shows it. The two low bits of its last
// character count for nothing, and most real keys have some of them set, which strict decoders of
// base64 refuse. The error is ErrAESKey and does not quote the key.
//
// Receiver is the AppID, the CorpID or whatever the platform puts behind its messages. An empty one
// is compared like any other: it stands for platforms whose messages have no receiver, and does not
// turn the comparison off.
func newMessageKey(encodingAESKey, receiver string) (*messageKey, error) {
	key := make([]byte, base64.StdEncoding.DecodedLen(encodingAESKeySize+1))
	var block cipher.Block
	err := checkVisible(encodingAESKey) // the decoder would pass over line ends
	if err == nil && len(encodingAESKey) != encodingAESKeySize {
		err = errors.New(strconv.Itoa(len(encodingAESKey)) + " characters instead of 43")
	}
	n := 0
	if err == nil {
		n, err = base64.StdEncoding.Decode(key, []byte(encodingAESKey+"="))
	}
	if err == nil && n != aesKeySize { // it ends in = already
		err = errors.New(strconv.Itoa(n) + " bytes instead of 32")
	}
	if err == nil {
		block, err = aes.NewCipher(key[:aesKeySize])
	}
	if err != nil {
		return nil, &fault{ErrAESKey, err}
	}
	return &messageKey{
		aesKey:   &aesKey{block: block, iv: key[:block.BlockSize()], random: readRandom},
		receiver: receiver,
	}, nil
}

// readRandom is crypto/rand.Read, which does not fail: it ends the process instead.
func readRandom(b []byte) {
	_, _ = rand.Read(b)
}

// restart returns mode at the beginning of a message, or a new one from fresh. All CBC modes of the
// standard library have SetIV, which cipher.BlockMode does not document (crypto/tls relies on it
// as well); making a mode costs half a kilobyte, for its copy of the expanded key.
func (k *aesKey) restart(mode cipher.BlockMode, fresh func(cipher.Block, []byte) cipher.BlockMode) cipher.BlockMode {
	if m, ok := mode.(interface{ SetIV([]byte) }); ok {
		m.SetIV(k.iv)
		return mode
	}
	return fresh(k.block, k.iv)
}
