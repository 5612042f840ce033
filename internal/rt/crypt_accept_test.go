package rt

import (
	"encoding/base64"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// keysAccepting are a key with its predecessor, whose messages may be for other receivers as well.
func keysAccepting(t testing.TB, accepts func(string) bool) messageKeys {
	t.Helper()
	keys, err := newMessageKeys("AppID", servedReceiver, accepts, wecomSampleKey, "A"+wecomSampleKey[1:])
	if err != nil {
		t.Fatal(err)
	}
	return keys.(messageKeys)
}

func TestReplyIsSealedForTheReceiverThatTheMessageWasFor(t *testing.T) {
	keys := keysAccepting(t, func(id string) bool { return strings.HasPrefix(id, "ww") })
	for i, encodingAESKey := range []string{wecomSampleKey, "A" + wecomSampleKey[1:]} {
		for _, receiver := range []string{servedReceiver, "ww1", "ww5823bf96d3bd56c7", "ww" + strings.Repeat("1", maxReceiver-2)} {
			for _, message := range []string{"", "1", "hello", strings.Repeat("x", 1000)} {
				platform, err := newMessageKey(encodingAESKey, receiver)
				if err != nil {
					t.Fatal(err)
				}
				got, by, err := appendOpened([]byte("a"), sealedBy(t, platform, message), keys)
				if string(got) != "a"+message || err != nil {
					t.Fatalf("key %d, %s: %q, %v", i, receiver, got, err)
				}
				if by.receiver != receiver || (by == keys[i]) != (receiver == servedReceiver) {
					t.Errorf("key %d, %s: sealed for %s", i, receiver, by.receiver)
				}
				if back, _, err := appendOpened(nil, sealedBy(t, by, "reply"), []*messageKey{platform}); string(back) != "reply" || err != nil {
					t.Errorf("key %d, %s: the platform reads %q, %v", i, receiver, back, err)
				}
			}
		}
	}
}

// The function is asked for another receiver of a text whose padding and length are right, and for nothing else: its
// time would show more.
func TestReceiverIsAskedForOnlyWhereEverythingElseIsRight(t *testing.T) {
	var asked []string
	keys := keysAccepting(t, func(id string) bool { asked = append(asked, id); return false })
	k := keys[0]
	right := func(receiver string) []byte {
		plain := plaintextOf(5, "hello", receiver, nil)
		return padded(plain, byte(32-len(plain)%32))
	}
	badPadding, badLength, negative := right("ww1"), right("ww1"), right("ww1")
	badPadding[len(badPadding)-1]++
	badLength[plaintextHead-1] = 200
	negative[plaintextRandom] = 0x80
	for _, c := range []struct {
		name  string
		plain []byte
		want  []string
	}{
		{"its own receiver", right(servedReceiver), nil},
		{"another receiver", right("ww1"), []string{"ww1"}},
		{"no receiver", right(""), []string{""}},
		{"a receiver of 64 bytes", right(strings.Repeat("w", 64)), []string{strings.Repeat("w", 64)}},
		{"a receiver of 65 bytes", right(strings.Repeat("w", 65)), nil},
		{"wrong padding", badPadding, nil},
		{"wrong length", badLength, nil},
		{"length of more than 2 GiB", negative, nil},
	} {
		asked = nil
		got, by, err := appendOpened(make([]byte, 3, 1024), k.encryptPlaintext(c.plain), keys)
		if !slices.Equal(asked, c.want) {
			t.Errorf("%s: asked for %q", c.name, asked)
		}
		if c.name == "its own receiver" {
			if string(got[3:]) != "hello" || by != k || err != nil {
				t.Errorf("%s: %q, %v", c.name, got, err)
			}
			continue
		}
		if len(got) != 3 || by != nil || err == nil || err.Error() != ErrDecrypt.Error() || !errors.Is(err, ErrDecrypt) ||
			errors.Is(err, ErrReceiver) || errors.Is(err, ErrPlaintext) {
			t.Errorf("%s: %q, %v", c.name, got, err)
		}
		if strings.Trim(string(got[:1024]), "\x00") != "" {
			t.Errorf("%s: dst holds a text that is nobody's", c.name)
		}
	}
}

// Whatever a ciphertext holds, a key that accepts all receivers opens what the book opens for one of them.
func TestAcceptedTextsAreThoseOfTheBook(t *testing.T) {
	receiver := ""
	keys := keysAccepting(t, func(id string) bool { receiver = id; return true })
	r := rand.New(rand.NewPCG(7, 7))
	opened := 0
	for range 20000 {
		size := r.IntN(40)
		plain := plaintextOf(uint32(size), strings.Repeat("w", size), strings.Repeat("i", r.IntN(70)), nil)
		plain = padded(plain, byte(32-len(plain)%32))
		if r.IntN(2) == 0 {
			plain[r.IntN(len(plain))] = byte(r.IntN(70))
		}
		sealed := keys[0].encryptPlaintext(plain)
		receiver = ""
		got, by, err := appendOpened(nil, sealed, keys)
		if err != nil {
			for n := range maxReceiver + 1 {
				id := string(plain[max(len(plain)-int(plain[len(plain)-1])-n, 0):max(len(plain)-int(plain[len(plain)-1]), 0)])
				if _, ok := messageByTheBook(plain, id); ok {
					t.Fatalf("%q is refused, and is for %q", plain, id)
				}
			}
			continue
		}
		opened++
		if want, ok := messageByTheBook(plain, by.receiver); !ok || string(got) != string(want) || len(receiver) > maxReceiver {
			t.Fatalf("%q: %q for %q, want %q", plain, got, by.receiver, want)
		}
	}
	if opened < 5000 || opened > 19000 {
		t.Errorf("%d of 20000 are messages: the test does not see both sides", opened)
	}
	if _, _, err := appendOpened(nil, base64.StdEncoding.EncodeToString(make([]byte, 32)), keys); !errors.Is(err, ErrDecrypt) {
		t.Error(err)
	}
}
