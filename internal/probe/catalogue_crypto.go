package probe

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"slices"
	"strings"

	"github.com/replygen/replygen/internal/platform"
)

// cryptoChecks test how messages and replies are encrypted.
var cryptoChecks = group(Check{
	Source: docsEncrypt, Needs: []string{"crypto.reply"}, applies: slices.Concat(encryptedOnly, hasMessages),
},
	must("crypto.reply", "the reply to an encrypted message is encrypted, once, with the same key and id",
		firstReply(platform.Sealed, platform.Recipient)).needs("reply.status"),
	must("crypto.signature", "an encrypted reply has the signature of token, TimeStamp, Nonce and Encrypt",
		firstReply(platform.Signed)),
	must("crypto.timestamp", "the TimeStamp of an encrypted reply is of now, in seconds", firstReply(platform.Stamped)).
		from("one report: github.com/node-webot/wechat#243"),
	must("crypto.receiver", "a message for another receiver is not answered",
		refused(func(t *trial, r *platform.Request) { t.Enclose(r, t.Key.Seal(r.Plain, "probe_other")) })),
	must("crypto.padding", "messages of all lengths are decrypted: the padding is 1 to 32 bytes", func(t *trial) {
		text := t.word()
		for n := range 32 {
			x := t.post(t.text(text + strings.Repeat("x", n)))
			if x.Answer.Outcome == platform.Refused {
				t.failf(x, "a message of %d bytes was refused with status %d", len(x.Request.Plain), x.Response.Status)
			}
		}
	}).when(hasText),
	must("crypto.garbage", "a ciphertext that cannot be opened is refused, whatever is wrong with it", garbage),
	must("crypto.compatible", "a message that comes plain and encrypted in one document is taken", func(t *trial) {
		m := t.ordinary()
		t.taken(t.send(t.NewRequestFor(m, m.XML(), platform.Compatible)))
	}).when(unless("the platform has no compatible mode", func(s *session) bool { return !s.Has(platform.Compatible) })),
	should("crypto.downgrade",
		"a plain message is refused where messages are encrypted: its signature does not cover the body",
		refused(func(t *trial, r *platform.Request) { *r = *t.NewRequestFor(r.Message, r.Plain, platform.Plain) })),
)

// garbage sends ciphertexts that are signed and cannot be opened.
func garbage(t *trial) {
	m := t.ordinary()
	other, err := platform.ParseKey((rand.Text() + rand.Text())[:43])
	if err != nil {
		panic(err)
	}
	for _, ciphertext := range []string{
		"not base64 !",
		"",
		base64.StdEncoding.EncodeToString([]byte("short")),
		other.Seal(m.XML(), t.Receiver),
		t.Key.SealRaw(slices.Concat( // the stated length is that of a longer message
			make([]byte, 16), []byte("\xff\xff\xff\xff"), []byte(m.XML())[:12], bytes.Repeat([]byte{32}, 32))),
		t.Key.SealRaw(bytes.Repeat([]byte{32}, 32)),      // padding alone
		t.Key.SealRaw(bytes.Repeat([]byte{0}, 64)),       // no padding
		t.Key.SealRaw(bytes.Repeat([]byte{0xff, 1}, 16)), // padding that is not uniform
	} {
		r := t.NewRequest(m)
		t.Enclose(r, ciphertext)
		t.refused(t.send(r))
	}
}
