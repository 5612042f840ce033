package rt

import (
	"crypto/sha1"
	"encoding/hex"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// signatureVectors are those of the platform's page on encryption, under the token AAAAA.
var signatureVectors = []struct{ timestamp, nonce, signature string }{
	{"1714036504", "1514711492", "f464b24fc39322e44b38aa78f5edd27bd1441696"},
	{"1714037059", "486452656", "899cf89e464efb63f54ddac96b0a0a235f53aa78"},
	{"1714112445", "415670741", "6c5c811b55cc85e0e1b54100749188c20beb3f5d"},
	{"1715943329", "1590219412", "cc0c594499c1634947d5b502f158ee518947db27"},
}

func TestSignatureVectors(t *testing.T) {
	for _, v := range signatureVectors {
		if !validSignature(v.signature, "AAAAA", v.timestamp, v.nonce, "") {
			t.Errorf("%+v is refused", v)
		}
	}
	for _, v := range cryptVectors {
		if !validSignature(v.signature, v.token, string(appendInt(nil, v.timestamp)), v.nonce, v.encrypt) {
			t.Errorf("the msg_signature of %s is refused", v.name)
		}
	}
}

func TestSignatureOfSomethingElseIsRefused(t *testing.T) {
	v := signatureVectors[0]
	for _, wrong := range []string{
		"", v.signature[:39], v.signature + "0", "0" + v.signature, strings.ToUpper(v.signature),
		strings.Repeat("0", 40), signatureVectors[1].signature,
	} {
		if validSignature(wrong, "AAAAA", v.timestamp, v.nonce, "") {
			t.Errorf("%q is taken", wrong)
		}
	}
	for i := range v.signature {
		flipped := []byte(v.signature)
		flipped[i] ^= 1
		if validSignature(string(flipped), "AAAAA", v.timestamp, v.nonce, "") {
			t.Errorf("%s is taken", flipped)
		}
	}
	if validSignature(v.signature, "AAAAB", v.timestamp, v.nonce, "") ||
		validSignature(v.signature, "AAAAA", v.timestamp+"0", v.nonce, "") ||
		validSignature(v.signature, "AAAAA", v.timestamp, "2"+v.nonce, "") {
		t.Error("other values have the same signature")
	}
}

// Whoever has seen the signature of a plain request must not pass for the platform in the encrypted mode.
func TestPlainSignatureIsNoMsgSignature(t *testing.T) {
	v := signatureVectors[0]
	q := requestQuery{msgSignature: v.signature, timestamp: v.timestamp, nonce: v.nonce}
	if q.encryptSignedBy(&Handler{serveConfig: serveConfig{token: "AAAAA"}}, "") != "" {
		t.Error("it is taken for that of an empty Encrypt")
	}
}

func TestEveryBitOfEncryptIsSigned(t *testing.T) {
	v := wecomSample
	timestamp := string(appendInt(nil, v.timestamp))
	for i := range len(v.encrypt) * 8 {
		flipped := []byte(v.encrypt)
		flipped[i/8] ^= 1 << (i % 8)
		if validSignature(v.signature, v.token, timestamp, v.nonce, string(flipped)) {
			t.Fatalf("bit %d may be flipped", i)
		}
	}
}

func signatureByTheBook(values ...string) string {
	slices.Sort(values)
	sum := sha1.Sum([]byte(strings.Join(values, "")))
	return hex.EncodeToString(sum[:])
}

func TestSignatureIsThatOfTheSortedValues(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	value := func() string {
		b := make([]byte, r.IntN(4))
		for i := range b {
			b[i] = "Aa+\xff"[r.IntN(4)]
		}
		return string(b)
	}
	for range 20000 {
		token, timestamp, nonce, encrypt := value(), value(), value(), value()
		want := signatureByTheBook(token, timestamp, nonce)
		if !validSignature(want, token, timestamp, nonce, "") {
			t.Fatalf("%q %q %q: %s is refused", token, timestamp, nonce, want)
		}
		want = signatureByTheBook(token, timestamp, nonce, encrypt)
		if encrypt != "" && !validSignature(want, token, timestamp, nonce, encrypt) {
			t.Fatalf("%q %q %q %q: %s is refused", token, timestamp, nonce, encrypt, want)
		}
		if got := signatureOf(token, timestamp, nonce, []byte(encrypt)); string(got[:]) != want {
			t.Fatalf("%q %q %q %q: %s instead of %s", token, timestamp, nonce, encrypt, got, want)
		}
	}
}
