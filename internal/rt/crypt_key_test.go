package rt

import (
	"encoding/base64"
	"errors"
	"strings"
	"testing"
)

func TestKeyWithItsUnusedBitsSetIsTheSameKey(t *testing.T) {
	front := wecomSampleKey[:42]
	if _, err := base64.StdEncoding.Strict().DecodeString(wecomSampleKey + "="); err == nil {
		t.Fatal("the sample key is canonical")
	}
	for _, last := range "ABCD" { // 0 to 3: the four that differ in the unused bits only
		k, err := newMessageKey(front+string(last), wecomSample.receiver)
		if err != nil {
			t.Fatal(err)
		}
		got, _, err := appendOpened(nil, wecomSample.encrypt, []*messageKey{k})
		if string(got) != wecomSample.message || err != nil {
			t.Errorf("key ending in %c: %q, %v", last, got, err)
		}
	}
}

func TestWhatIsNoKey(t *testing.T) {
	for name, key := range map[string]string{
		"empty":                          "",
		"short":                          wecomSampleKey[:42],
		"with its =":                     wecomSampleKey + "=",
		"31 bytes and their =":           wecomSampleKey[:42] + "=",
		"with a newline":                 wecomSampleKey[:42] + "\n",
		"no base64":                      wecomSampleKey[:42] + "!",
		"URL alphabet":                   "-_" + wecomSampleKey[:41],
		"Chinese":                        strings.Repeat("钥", 14) + "A",
		"a key of AES-128 with newlines": strings.Repeat("A", 22) + "=" + strings.Repeat("\n", 20),
	} {
		k, err := newMessageKey(key, "wx")
		var code CryptError
		if k != nil || !errors.Is(err, ErrAESKey) || !errors.As(err, &code) || code != -40004 {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && len(key) > 30 && strings.Contains(err.Error(), key[5:15]) {
			t.Errorf("%s: the error shows the key: %v", name, err)
		}
	}
}

func TestEveryCodeHasItsOwnText(t *testing.T) {
	texts := make(map[string]CryptError)
	for code := CryptError(-40011); code <= -40000; code++ {
		text := code.Error()
		if other, ok := texts[text[:strings.IndexByte(text, '(')]]; ok {
			t.Errorf("%d and %d are both %q", code, other, text)
		}
		texts[text[:strings.IndexByte(text, '(')]] = code
		if !strings.Contains(text, string(appendInt(nil, int64(code)))) {
			t.Errorf("%q does not say %d", text, code)
		}
	}
}
