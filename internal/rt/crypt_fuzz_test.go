package rt

import (
	"bytes"
	"encoding/base64"
	"errors"
	"testing"
)

// Bytes as a ciphertext, and as the plaintext of one, which chance alone would not make: what is opened is what the
// short way opens, and sealing it again with its random bytes gives the same ciphertext.
func FuzzOpen(f *testing.F) {
	for _, v := range cryptVectors {
		sealed, err := base64.StdEncoding.DecodeString(v.encrypt)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(sealed)
		f.Add(v.messageKey(f).decryptPlaintext(sealed))
	}
	plain := plaintextOf(1<<31, "hello", wecomSample.receiver, nil)
	f.Add(padded(plain, byte(32-len(plain)%32)))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		k := wecomSample.messageKey(t)
		if len(b)%32 == 0 {
			opensByTheBook(t, k, k.encryptPlaintext(b), b)
			opensByTheBook(t, k, base64.StdEncoding.EncodeToString(b), k.decryptPlaintext(b))
		}
		if _, _, err := appendOpened(nil, string(b), []*messageKey{k}); err != nil && !errors.Is(err, ErrDecrypt) && !errors.Is(err, ErrDecodeBase64) {
			t.Error(err)
		}
	})
}

func opensByTheBook(t *testing.T, k *messageKey, encrypt string, plain []byte) {
	want, ok := messageByTheBook(plain, wecomSample.receiver)
	got, _, err := appendOpened(nil, encrypt, []*messageKey{k})
	if ok != (err == nil) || !bytes.Equal(got, want) {
		t.Fatalf("%q, %v; want %q, %v", got, err, want, ok)
	}
	if !ok {
		if !errors.Is(err, ErrDecrypt) || decryptCause(err).Error() == "" {
			t.Error(err)
		}
		return
	}
	k.random = func(b []byte) {
		for i := range b {
			b[i] = plain[i%plaintextRandom]
		}
	}
	if again, err := k.appendSealed(nil, got); string(again) != encrypt || err != nil {
		t.Errorf("%q seals to %s, %v; it came from %s", got, again, err, encrypt)
	}
}

// decryptCause returns what the log gets of an error.
func decryptCause(err error) error {
	var hidden *decryptError
	if errors.As(err, &hidden) {
		return hidden.cause()
	}
	return err
}
