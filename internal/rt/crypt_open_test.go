package rt

import (
	"bytes"
	"crypto/cipher"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
)

// encryptPlaintext encrypts what need not be the plaintext of a message.
func (k *messageKey) encryptPlaintext(plain []byte) string {
	sealed := make([]byte, len(plain))
	cipher.NewCBCEncrypter(k.block, k.iv).CryptBlocks(sealed, plain)
	return base64.StdEncoding.EncodeToString(sealed)
}

// decryptPlaintext is its reverse.
func (k *messageKey) decryptPlaintext(sealed []byte) []byte {
	plain := make([]byte, len(sealed))
	cipher.NewCBCDecrypter(k.block, k.iv).CryptBlocks(plain, sealed)
	return plain
}

// messageByTheBook is what appendOpened does, told the short way: with a branch for each thing that can be wrong.
func messageByTheBook(plain []byte, receiver string) (message []byte, ok bool) {
	if len(plain) == 0 || len(plain)%32 != 0 {
		return nil, false
	}
	padding := int(plain[len(plain)-1])
	if padding < 1 || padding > 32 || !bytes.HasSuffix(plain, bytes.Repeat([]byte{byte(padding)}, padding)) {
		return nil, false
	}
	plain = plain[:len(plain)-padding]
	if len(plain) < 20 {
		return nil, false
	}
	size, rest := uint64(binary.BigEndian.Uint32(plain[16:])), plain[20:]
	if size > uint64(len(rest)) || string(rest[size:]) != receiver {
		return nil, false
	}
	return rest[:size], true
}

func TestOpenIsTheReverseOfSeal(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	receivers := []string{"", "w", "wx5823bf96d3bd56c7", strings.Repeat("很长", 40)}
	sizes := []int{1 << 12, 1 << 16, 1<<16 + 1, 1 << 20}
	for n := range 201 {
		sizes = append(sizes, n)
	}
	for range 100 {
		sizes = append(sizes, r.IntN(5000))
	}
	for _, receiver := range receivers {
		k, err := newMessageKey(wecomSampleKey, receiver)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range sizes {
			message := make([]byte, n)
			for i := range message {
				message[i] = byte(r.Uint32())
			}
			sealed, err := k.appendSealed(nil, message)
			if err != nil {
				t.Fatal(err)
			}
			got, _, err := appendOpened(nil, string(sealed), []*messageKey{k})
			if !bytes.Equal(got, message) || err != nil {
				t.Fatalf("%d bytes for %q: %v", n, receiver, err)
			}
		}
	}
}

// Encryption does not protect a message from change, only its signature does. But no change may make a panic, or a
// message for another receiver.
func TestFlippedBitsInTheCiphertext(t *testing.T) {
	k := wecomSample.messageKey(t)
	sealed, err := base64.StdEncoding.DecodeString(wecomSample.encrypt)
	if err != nil {
		t.Fatal(err)
	}
	opened := 0
	for i := range len(sealed) * 8 {
		sealed[i/8] ^= 1 << (i % 8)
		want, ok := messageByTheBook(k.decryptPlaintext(sealed), wecomSample.receiver)
		got, _, err := appendOpened(nil, base64.StdEncoding.EncodeToString(sealed), []*messageKey{k})
		if ok != (err == nil) || !bytes.Equal(got, want) {
			t.Fatalf("bit %d: %q, %v", i, got, err)
		}
		if err != nil && !errors.Is(err, ErrDecrypt) {
			t.Fatalf("bit %d: %v", i, err)
		}
		if err == nil {
			opened++
		}
		sealed[i/8] ^= 1 << (i % 8)
	}
	if opened == 0 || opened == len(sealed)*8 {
		t.Errorf("%d flips leave a message: the test does not see both sides", opened)
	}
}

// plaintextOf builds a plaintext from its parts, whatever they are worth.
func plaintextOf(stated uint32, message, receiver string, padding []byte) []byte {
	plain := binary.BigEndian.AppendUint32([]byte("0123456789abcdef"), stated)
	return append(append(append(plain, message...), receiver...), padding...)
}

// padded fills up to whole blocks; the last byte is last.
func padded(plain []byte, last byte) []byte {
	n := 32 - len(plain)%32
	return append(append(plain, bytes.Repeat([]byte{byte(n)}, n-1)...), last)
}

func TestWrongPadding(t *testing.T) {
	const receiver = "wx5823bf96d3bd56c7"
	k, err := newMessageKey(wecomSampleKey, receiver)
	if err != nil {
		t.Fatal(err)
	}
	for _, message := range []string{"", "hello", strings.Repeat("x", 26), strings.Repeat("x", 25), strings.Repeat("你好", 50)} {
		right := 32 - (20+len(message)+len(receiver))%32
		for last := range 256 {
			plain := padded(plaintextOf(uint32(len(message)), message, receiver, nil), byte(last))
			_, _, err := appendOpened(nil, k.encryptPlaintext(plain), []*messageKey{k})
			if (err == nil) != (last == right) {
				t.Errorf("%d bytes, padding ending in %d: %v", len(message), last, err)
			}
		}
		for i := 2; i <= right; i++ {
			plain := padded(plaintextOf(uint32(len(message)), message, receiver, nil), byte(right))
			plain[len(plain)-i]++
			if _, _, err := appendOpened(nil, k.encryptPlaintext(plain), []*messageKey{k}); !errors.Is(err, ErrDecrypt) {
				t.Errorf("%d bytes, byte %d of the padding is another: %v", len(message), i, err)
			}
		}
	}
}

// Padding of 0 bytes, or of more than a block, is no padding even if all of it is there.
func TestPaddingOutsideOneToThirtyTwo(t *testing.T) {
	for _, receiver := range []string{"", "wx\x00"} {
		k, err := newMessageKey(wecomSampleKey, receiver)
		if err != nil {
			t.Fatal(err)
		}
		for padding := range 256 {
			size := 300 - padding
			for (plaintextHead+size+len(receiver)+padding)%32 != 0 {
				size++
			}
			plain := plaintextOf(uint32(size), strings.Repeat("\x00", size), receiver, bytes.Repeat([]byte{byte(padding)}, padding))
			_, _, err := appendOpened(nil, k.encryptPlaintext(plain), []*messageKey{k})
			if (err == nil) != (padding >= 1 && padding <= 32) {
				t.Errorf("receiver %q, padding of %d: %v", receiver, padding, err)
			}
		}
	}
}

// Plaintexts that are nearly right, in blocks of 16 bytes as well, for receivers that may be longer than they are.
func TestOpenTakesWhatTheBookTakes(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	opened := 0
	for range 30000 {
		receiver := strings.Repeat("w", []int{0, 1, 18, 40, 200}[r.IntN(5)])
		k, err := newMessageKey(wecomSampleKey, receiver)
		if err != nil {
			t.Fatal(err)
		}
		size, theirs := r.IntN(50), receiver
		if r.IntN(3) == 0 {
			theirs = strings.Repeat("w", r.IntN(41))
		}
		plain := plaintextOf(uint32(size), strings.Repeat("w", size), theirs, nil)
		plain = padded(plain, byte(32-len(plain)%32))
		switch r.IntN(5) {
		case 0:
			plain[r.IntN(len(plain))] = byte(r.IntN(70))
		case 1:
			plain[plaintextHead-1] += byte(r.IntN(5) - 2)
		case 2:
			n := 16 + 16*r.IntN(len(plain)/16)
			padding := r.IntN(min(n, 40))
			plain = append(plain[:n-padding], bytes.Repeat([]byte{byte(padding)}, padding)...)
		}
		want, ok := messageByTheBook(plain, receiver)
		got, _, err := appendOpened(nil, k.encryptPlaintext(plain), []*messageKey{k})
		if ok != (err == nil) || !bytes.Equal(got, want) {
			t.Fatalf("%q for %q: %q, %v; want %q, %v", plain, receiver, got, err, want, ok)
		}
		if ok {
			opened++
		}
	}
	if opened < 3000 || opened > 27000 {
		t.Errorf("%d of 30000 are messages: the test does not see both sides", opened)
	}
}

func TestStatedLengthThatIsNotTheMessages(t *testing.T) {
	const message, receiver = "hello", "wx5823bf96d3bd56c7"
	for _, id := range []string{receiver, ""} {
		k, err := newMessageKey(wecomSampleKey, id)
		if err != nil {
			t.Fatal(err)
		}
		for _, stated := range []uint32{
			0, 4, 6, uint32(len(message + receiver)), 24, 43, 44, 45, 64, 1 << 16, 1<<31 - 1, 1 << 31, 1<<31 + 5, 0xFFFFFFEE, 0xFFFFFFFF,
		} {
			plain := plaintextOf(stated, message, receiver, nil)
			plain = padded(plain, byte(32-len(plain)%32))
			want, ok := messageByTheBook(plain, id)
			got, _, err := appendOpened(nil, k.encryptPlaintext(plain), []*messageKey{k})
			if ok != (err == nil) || !bytes.Equal(got, want) {
				t.Errorf("stated %d, receiver %q: %q, %v", stated, id, got, err)
			}
		}
		// Less than a head, with stated lengths that would make up for it.
		for _, stated := range []uint32{0, 1<<32 - 20, 1<<32 - 1} {
			plain := plaintextOf(stated, "", "", nil)[:20]
			plain = append(plain, bytes.Repeat([]byte{12}, 12)...)
			for padding := 12; padding <= 32; padding++ {
				copy(plain[32-padding:], bytes.Repeat([]byte{byte(padding)}, padding))
				want, ok := messageByTheBook(plain, id)
				got, _, err := appendOpened(nil, k.encryptPlaintext(plain), []*messageKey{k})
				if ok != (err == nil) || !bytes.Equal(got, want) {
					t.Errorf("receiver %q, padding %d: %q, %v", id, padding, got, err)
				}
			}
		}
	}
}

func TestReceiverThatIsNotTheConfiguredOne(t *testing.T) {
	const configured = "wx5823bf96d3bd56c7"
	ids := []string{"", "w", "wx5823bf96d3bd56c", configured, "wx5823bf96d3bd56c8", "wx5823bf96d3bd56c70", "x" + configured, "WX5823BF96D3BD56C7"}
	for _, mine := range ids {
		k, err := newMessageKey(wecomSampleKey, mine)
		if err != nil {
			t.Fatal(err)
		}
		for _, theirs := range ids {
			sender, err := newMessageKey(wecomSampleKey, theirs)
			if err != nil {
				t.Fatal(err)
			}
			sealed, err := sender.appendSealed(nil, []byte("hello"))
			if err != nil {
				t.Fatal(err)
			}
			got, _, err := appendOpened(nil, string(sealed), []*messageKey{k})
			if mine == theirs {
				if string(got) != "hello" || err != nil {
					t.Errorf("%q: %q, %v", mine, got, err)
				}
				continue
			}
			if len(got) != 0 || !errors.Is(err, ErrDecrypt) || errors.Is(err, ErrReceiver) {
				t.Errorf("%q gets a message for %q: %q, %v", mine, theirs, got, err)
			}
		}
	}
}

// A caller sees the same error whatever is wrong inside; the log has the cause.
func TestErrorsOfDecryptionLookAlike(t *testing.T) {
	k, other := wecomSample.messageKey(t), cryptVectors[0].messageKey(t)
	foreign, err := newMessageKey(wecomSampleKey, "wx0000000000000000")
	if err != nil {
		t.Fatal(err)
	}
	forOther, err := foreign.appendSealed(nil, []byte("hello"))
	if err != nil {
		t.Fatal(err)
	}
	plain := plaintextOf(99999, "hello", wecomSample.receiver, nil)
	badLength := k.encryptPlaintext(padded(plain, byte(32-len(plain)%32)))
	badPadding := k.encryptPlaintext(padded(plaintextOf(5, "hello", wecomSample.receiver, nil), 33))
	for name, c := range map[string]struct {
		encrypt string
		cause   CryptError
	}{
		"receiver":    {string(forOther), ErrReceiver},
		"length":      {badLength, ErrPlaintext},
		"padding":     {badPadding, ErrPlaintext},
		"another key": {cryptVectors[1].encrypt, ErrPlaintext},
	} {
		for _, keys := range [][]*messageKey{{k}, {k, other}, {other, k}} {
			if name == "another key" && len(keys) > 1 {
				continue
			}
			dst := make([]byte, 3, 1024)
			got, by, err := appendOpened(dst, c.encrypt, keys)
			if len(got) != 3 || by != nil || err == nil || err.Error() != ErrDecrypt.Error() || !errors.Is(err, ErrDecrypt) ||
				errors.Is(err, ErrReceiver) || errors.Is(err, ErrPlaintext) {
				t.Errorf("%s: %q, %v", name, got, err)
			}
			if !errors.Is(decryptCause(err), c.cause) {
				t.Errorf("%s: the log gets %v", name, decryptCause(err))
			}
			if !bytes.Equal(got[:1024], make([]byte, 1024)) {
				t.Errorf("%s: dst holds a text that is nobody's", name)
			}
		}
	}
	_, _, err = appendOpened(nil, string(forOther), []*messageKey{other, k})
	if !strings.Contains(decryptCause(err).Error(), "wx0000000000000000") {
		t.Errorf("the log does not get the receiver: %v", decryptCause(err))
	}
}

func TestLoggedReceiverIsBounded(t *testing.T) {
	sender, err := newMessageKey(wecomSampleKey, strings.Repeat("\n", 5000))
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := sender.appendSealed(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = appendOpened(nil, string(sealed), []*messageKey{wecomSample.messageKey(t)})
	if cause := decryptCause(err); !errors.Is(cause, ErrReceiver) || len(cause.Error()) > 200 || strings.Contains(cause.Error(), "\n") {
		t.Errorf("%v", cause)
	}
}

func TestWhatIsNoCiphertext(t *testing.T) {
	k := wecomSample.messageKey(t)
	for _, c := range []struct {
		encrypt string
		code    CryptError
	}{
		{"", ErrDecrypt},
		{"你好", ErrDecodeBase64},
		{wecomSample.encrypt[:len(wecomSample.encrypt)-1], ErrDecodeBase64},
		{strings.ReplaceAll(wecomSample.encrypt, "+", "-"), ErrDecodeBase64},
		{wecomSample.encrypt[4:], ErrDecrypt},
		{base64.StdEncoding.EncodeToString(make([]byte, 16)), ErrDecrypt},
		{base64.StdEncoding.EncodeToString(make([]byte, 31)), ErrDecrypt},
		{base64.StdEncoding.EncodeToString(make([]byte, 32)), ErrDecrypt},
		{k.encryptPlaintext(append(plaintextOf(0, "", wecomSample.receiver, nil), bytes.Repeat([]byte{10}, 10)...)), ErrDecrypt}, // in blocks of 16
	} {
		if got, _, err := appendOpened(nil, c.encrypt, []*messageKey{k}); len(got) != 0 || !errors.Is(err, c.code) {
			t.Errorf("%.20q: %q, %v", c.encrypt, got, err)
		}
	}
	if _, _, err := appendOpened(nil, wecomSample.encrypt, nil); !errors.Is(err, ErrDecrypt) {
		t.Errorf("without a key: %v", err)
	}
}

// The platform wants its reply under the key that opened the message.
func TestKeysInRotation(t *testing.T) {
	current, previous := cryptVectors[1].messageKey(t), wecomSample.messageKey(t)
	for _, keys := range [][]*messageKey{{current, previous}, {previous, current}} {
		got, by, err := appendOpened([]byte("a"), wecomSample.encrypt, keys)
		if string(got) != "a"+wecomSample.message || by != previous || err != nil {
			t.Errorf("previous: %q, %v", got, err)
		}
		got, by, err = appendOpened([]byte("a"), cryptVectors[1].encrypt, keys)
		if string(got) != "a"+cryptVectors[1].message || by != current || err != nil {
			t.Errorf("current: %q, %v", got, err)
		}
	}
}

func TestOneKeyInManyHands(t *testing.T) {
	k, err := newMessageKey(wecomSampleKey, "wx")
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	for g := range 8 {
		wait.Add(1)
		go func() {
			defer wait.Done()
			r := rand.New(rand.NewPCG(3, uint64(g)))
			for range 200 {
				message := strings.Repeat(string(rune('a'+g)), r.IntN(300))
				sealed, err := k.appendSealed(nil, []byte(message))
				if err != nil {
					t.Error(err)
				}
				got, _, err := appendOpened(nil, string(sealed), []*messageKey{k})
				if string(got) != message || err != nil {
					t.Errorf("%q instead of %q: %v", got, message, err)
				}
			}
		}()
	}
	wait.Wait()
}
