package rt

import (
	"crypto/cipher"
	"crypto/sha1"
	"encoding/base64"
	"encoding/xml"
	"sync"
	"testing"
	"time"
)

// cryptSamples are messages by their size: a short answer, 200 Chinese characters, eight articles.
var cryptSamples = []struct {
	name string
	size int
}{{"short", 250}, {"medium", 850}, {"long", 4000}}

// Under the race detector a sync.Pool drops some of what it is given, at random.
func skipWherePoolsDrop(t *testing.T) {
	var p sync.Pool
	for range 100 {
		p.Put(t)
		if p.Get() == nil {
			t.Skip("pools drop what they are given")
		}
	}
}

func TestEncryptionDoesNotAllocateWhereThereIsRoom(t *testing.T) {
	skipWherePoolsDrop(t)
	k, err := newMessageKey(wecomSampleKey, "wx5823bf96d3bd56c7")
	if err != nil {
		t.Fatal(err)
	}
	spare, err := newMessageKey("A"+wecomSampleKey[1:], "wx5823bf96d3bd56c7")
	if err != nil {
		t.Fatal(err)
	}
	keys := []*messageKey{spare, k}
	k.accepts = func(string) bool { t.Error("asked for its own receiver"); return false }
	now := time.Unix(1409659813, 0)
	for _, sample := range cryptSamples {
		message := make([]byte, sample.size)
		dst := make([]byte, 0, 2*sample.size+1024)
		sealed, err := k.appendSealed(nil, message)
		if err != nil {
			t.Fatal(err)
		}
		encrypt := string(sealed)
		signature := signatureByTheBook("QDG6eK", "1409659813", "1372623149", encrypt)
		for name, f := range map[string]func(){
			"appendEnvelope": func() { _, err = k.appendEnvelope(dst, message, "QDG6eK", "1372623149", now) },
			"appendOpened":   func() { _, _, err = appendOpened(dst, encrypt, keys) },
			"msg_signature": func() {
				if !validSignature(signature, "QDG6eK", "1409659813", "1372623149", encrypt) {
					t.Fatal("it is refused")
				}
			},
			"signature": func() { validSignature(signature, "QDG6eK", "1409659813", "1372623149", "") },
		} {
			if n := testing.AllocsPerRun(100, f); n != 0 || err != nil {
				t.Errorf("%s, %s: %v allocations, %v", name, sample.name, n, err)
			}
		}
	}
}

func TestEnvelopeIsReadWithOneAllocation(t *testing.T) {
	document := []byte("<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Encrypt><![CDATA[" + wecomSample.encrypt + "]]></Encrypt></xml>")
	if n := testing.AllocsPerRun(100, func() {
		if _, err := parseEnvelope(document); err != nil {
			t.Fatal(err)
		}
	}); n > 1 {
		t.Errorf("%v allocations", n)
	}
}

// BenchmarkSeal compares sealing with its primitives over the same bytes, everything prepared for them that can be.
func BenchmarkSeal(b *testing.B) {
	k, err := newMessageKey(wecomSampleKey, "wx5823bf96d3bd56c7")
	if err != nil {
		b.Fatal(err)
	}
	now := time.Unix(1409659813, 0)
	for _, sample := range cryptSamples {
		message := make([]byte, sample.size)
		out := make([]byte, 0, 2*sample.size+1024)
		b.Run(sample.name+"/envelope", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := k.appendEnvelope(out, message, "QDG6eK", "1372623149", now); err != nil {
					b.Fatal(err)
				}
			}
		})
		plain := appendPadding(make([]byte, plaintextHead+sample.size+len(k.receiver)))
		signed := make([]byte, base64.StdEncoding.EncodedLen(len(plain))+len("QDG6eK14096598131372623149"))
		mode := cipher.NewCBCEncrypter(k.block, k.iv)
		b.Run(sample.name+"/bare", func(b *testing.B) {
			for b.Loop() {
				mode.CryptBlocks(plain, plain)
				base64.StdEncoding.Encode(signed, plain)
				sha1.Sum(signed)
			}
		})
	}
}

func BenchmarkOpen(b *testing.B) {
	k, err := newMessageKey(wecomSampleKey, "wx5823bf96d3bd56c7")
	if err != nil {
		b.Fatal(err)
	}
	for _, sample := range cryptSamples {
		sealed, err := k.appendSealed(nil, make([]byte, sample.size))
		if err != nil {
			b.Fatal(err)
		}
		encrypt := string(sealed)
		signature := signatureByTheBook("QDG6eK", "1409659813", "1372623149", encrypt)
		dst := make([]byte, 0, 2*sample.size+1024)
		keys := []*messageKey{k}
		b.Run(sample.name+"/signature-and-open", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if !validSignature(signature, "QDG6eK", "1409659813", "1372623149", encrypt) {
					b.Fatal("the signature is refused")
				}
				if _, _, err := appendOpened(dst, encrypt, keys); err != nil {
					b.Fatal(err)
				}
			}
		})
		signed := append(sealed, "QDG6eK14096598131372623149"...)
		plain := make([]byte, base64.StdEncoding.DecodedLen(len(sealed)))
		mode := cipher.NewCBCDecrypter(k.block, k.iv)
		b.Run(sample.name+"/bare", func(b *testing.B) {
			for b.Loop() {
				sha1.Sum(signed)
				n, _ := base64.StdEncoding.Decode(plain, sealed)
				mode.CryptBlocks(plain[:n], plain[:n])
			}
		})
	}
}

func BenchmarkEnvelope(b *testing.B) {
	document := []byte("<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Encrypt><![CDATA[" + wecomSample.encrypt + "]]></Encrypt></xml>")
	b.Run("parseEnvelope", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := parseEnvelope(document); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("encoding-xml", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var e struct{ ToUserName, Encrypt string }
			if err := xml.Unmarshal(document, &e); err != nil {
				b.Fatal(err)
			}
		}
	})
}
