package platform

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Sign returns the signature of some values: the SHA-1 of the sorted values, one after the other, in lower hexadecimal.
func Sign(values ...string) string {
	sum := sha1.Sum([]byte(strings.Join(slices.Sorted(slices.Values(values)), "")))
	return hex.EncodeToString(sum[:])
}

// Key is the key of encrypted messages. Its first bytes are the initialization vector, too.
type Key struct {
	block cipher.Block
	iv    []byte
}

// The sizes of what encryption adds, in bytes.
const (
	keyText    = 43 // an EncodingAESKey
	padding    = 32 // PKCS#7 pads to a multiple of this
	noiseSize  = 16
	lengthSize = 4
)

// ParseKey returns the key that an EncodingAESKey stands for. Most keys of the platforms set bits that base64 ignores.
func ParseKey(encodingAESKey string) (*Key, error) {
	raw, err := base64.StdEncoding.DecodeString(encodingAESKey + "=")
	if err != nil || len(encodingAESKey) != keyText {
		return nil, errors.New("key is not an EncodingAESKey: 43 letters and digits")
	}
	block, err := aes.NewCipher(raw)
	if err != nil {
		return nil, err
	}
	return &Key{block, raw[:aes.BlockSize]}, nil
}

// Seal encrypts a message for a receiver.
func (k *Key) Seal(message, receiver string) string {
	noise := make([]byte, noiseSize)
	_, _ = rand.Read(noise) // never fails
	plain := append(binary.BigEndian.AppendUint32(noise, uint32(len(message))), message+receiver...)
	n := padding - len(plain)%padding
	return k.SealRaw(append(plain, bytes.Repeat([]byte{byte(n)}, n)...))
}

// SealRaw encrypts whole blocks as they are, well-formed or not.
func (k *Key) SealRaw(blocks []byte) string {
	out := make([]byte, len(blocks))
	cipher.NewCBCEncrypter(k.block, k.iv).CryptBlocks(out, blocks)
	return base64.StdEncoding.EncodeToString(out)
}

// Open decrypts a message and returns it with the id of its receiver.
func (k *Key) Open(sealed string) (message, receiver string, err error) {
	plain, err := base64.StdEncoding.DecodeString(sealed)
	if err != nil {
		return "", "", fmt.Errorf("the ciphertext is not base64: %w", err)
	}
	if len(plain) == 0 || len(plain)%aes.BlockSize != 0 {
		return "", "", fmt.Errorf("the ciphertext has %d bytes, not a multiple of %d", len(plain), aes.BlockSize)
	}
	cipher.NewCBCDecrypter(k.block, k.iv).CryptBlocks(plain, plain)
	n := int(plain[len(plain)-1])
	if n < 1 || n > padding || n > len(plain) {
		return "", "", fmt.Errorf("the padding is %d, not 1 to %d: another key?", n, padding)
	}
	plain = plain[:len(plain)-n]
	if len(plain) < noiseSize+lengthSize {
		return "", "", fmt.Errorf("the plaintext has %d bytes, fewer than its head", len(plain))
	}
	size := binary.BigEndian.Uint32(plain[noiseSize:])
	rest := plain[noiseSize+lengthSize:]
	if uint64(size) > uint64(len(rest)) {
		return "", "", fmt.Errorf("the message is said to have %d bytes, the plaintext has %d", size, len(rest))
	}
	return string(rest[:size]), string(rest[size:]), nil
}
