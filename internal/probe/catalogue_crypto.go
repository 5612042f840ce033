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
}, []*Check{
	{
		ID: "crypto.reply", Contract: "the reply to an encrypted message is encrypted, once, with the same key and id",
		Needs: []string{"reply.status"}, test: firstReply(platform.Sealed, platform.Recipient),
	}, {
		ID: "crypto.signature", test: firstReply(platform.Signed),
		Contract: "an encrypted reply has the signature of token, TimeStamp, Nonce and Encrypt",
	}, {
		ID: "crypto.timestamp", Contract: "the TimeStamp of an encrypted reply is of now, in seconds",
		Source: "one report: github.com/node-webot/wechat#243", test: firstReply(platform.Stamped),
	}, {
		ID: "crypto.receiver", Contract: "a message for another receiver is not answered",
		test: refused(func(t *trial, r *platform.Request) { t.Enclose(r, t.Key.Seal(r.Plain, "probe_other")) }),
	}, {
		ID: "crypto.padding", Contract: "messages of all lengths are decrypted: the padding is 1 to 32 bytes",
		applies: hasText,
		test: func(t *trial) {
			text := t.word()
			for n := range 32 {
				x := t.post(t.text(text + strings.Repeat("x", n)))
				if x.Answer.Outcome == platform.Refused {
					t.failf(x, "a message of %d bytes was refused with status %d", len(x.Request.Plain), x.Response.Status)
				}
			}
		},
	}, {
		ID: "crypto.garbage", test: garbage,
		Contract: "a ciphertext that cannot be opened is refused, whatever is wrong with it",
	}, {
		ID: "crypto.compatible", Contract: "a message that comes plain and encrypted in one document is taken",
		applies: unless("the platform has no compatible mode",
			func(s *session) bool { return !s.Has(platform.Compatible) }),
		test: func(t *trial) {
			m := t.ordinary()
			t.taken(t.send(t.NewRequestFor(m, m.XML(), platform.Compatible)))
		},
	}, {
		ID: "crypto.downgrade", Level: Should,
		Contract: "a plain message is refused where messages are encrypted: its signature does not cover the body",
		test: refused(func(t *trial, r *platform.Request) {
			*r = *t.NewRequestFor(r.Message, r.Plain, platform.Plain)
		}),
	},
})

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
