package probe

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"strings"

	"github.com/replygen/replygen/internal/platform"
)

// cryptoChecks test how messages and replies are encrypted.
var cryptoChecks = []*Check{
	ofReply(&Check{
		ID: "reply.plain", Level: Must, Contract: "the reply to a message that was not encrypted is not, either",
		Source: docsEncrypt, Needs: []string{"reply.status"},
		applies: plainOnly,
	}, platform.Sealed),
	ofReply(&Check{
		ID: "crypto.reply", Level: Must,
		Contract: "the reply to an encrypted message is encrypted, once, with the same key and id",
		Source:   docsEncrypt, Needs: []string{"reply.status"},
		applies: encryptedOnly,
	}, platform.Sealed, platform.Recipient),
	ofReply(&Check{
		ID: "crypto.signature", Level: Must,
		Contract: "an encrypted reply has the signature of token, TimeStamp, Nonce and Encrypt",
		Source:   docsEncrypt, Needs: []string{"crypto.reply"},
		applies: encryptedOnly,
	}, platform.Signed),
	ofReply(&Check{
		ID: "crypto.timestamp", Level: Must, Contract: "the TimeStamp of an encrypted reply is of now, in seconds",
		Source: "one report: github.com/node-webot/wechat#243", Needs: []string{"crypto.reply"},
		applies: encryptedOnly,
	}, platform.Stamped),
	{
		ID: "crypto.receiver", Level: Must,
		Contract: "a message for another receiver is not answered",
		Source:   docsEncrypt, Needs: []string{"crypto.reply"},
		applies: encryptedOnly,
		test: func(t *trial) {
			r := t.NewRequest(t.ordinary())
			t.Enclose(r, t.Key.Seal(r.Plain, "probe_other"))
			t.refused(t.send(r))
		},
	}, {
		ID: "crypto.padding", Level: Must,
		Contract: "messages of all lengths are decrypted: the padding is 1 to 32 bytes",
		Source:   docsEncrypt, Needs: []string{"crypto.reply"},
		applies: all(encryptedOnly, hasText),
		test: func(t *trial) {
			text := t.word()
			for n := range 32 {
				x := t.post(t.text(text + strings.Repeat("x", n)))
				if x.Response == nil {
					t.failf(x, "%v", x.Err)
				} else if x.Answer.Outcome == platform.Refused {
					t.failf(x, "a message of %d bytes was refused with status %d", len(x.Request.Plain), x.Response.Status)
				}
			}
		},
	}, {
		ID: "crypto.garbage", Level: Must,
		Contract: "a ciphertext that cannot be opened is refused, whatever is wrong with it",
		Source:   docsEncrypt, Needs: []string{"crypto.reply"},
		applies: encryptedOnly,
		test:    garbage,
	}, {
		ID: "crypto.compatible", Level: Must,
		Contract: "a message that comes plain and encrypted in one document is taken",
		Source:   docsEncrypt, Needs: []string{"crypto.reply"},
		applies: all(encryptedOnly, unless("the platform has no compatible mode",
			func(s *session) bool { return !s.Has(platform.Compatible) })),
		test: func(t *trial) {
			m := t.ordinary()
			t.taken(t.send(t.NewRequestFor(m, m.XML(), platform.Compatible)))
		},
	}, {
		ID: "crypto.downgrade", Level: Should,
		Contract: "a plain message is refused where messages are encrypted: its signature does not cover the body",
		Source:   docsEncrypt, Needs: []string{"crypto.reply"},
		applies: encryptedOnly,
		test: func(t *trial) {
			m := t.ordinary()
			t.refused(t.send(t.NewRequestFor(m, m.XML(), platform.Plain)))
		},
	},
}

// garbage sends ciphertexts that are signed and cannot be opened.
func garbage(t *trial) {
	m := t.ordinary()
	plain := []byte(m.XML())
	random := make([]byte, 32)
	_, _ = rand.Read(random) // never fails
	other, err := platform.ParseKey(strings.TrimRight(base64.StdEncoding.EncodeToString(random), "="))
	if err != nil {
		panic(err)
	}
	tooLong := append(make([]byte, 16), 0xff, 0xff, 0xff, 0xff)
	tooLong = append(tooLong, plain[:12]...)
	tooLong = append(tooLong, bytes.Repeat([]byte{32}, 32)...)
	for _, ciphertext := range []string{
		"not base64 !",
		"",
		base64.StdEncoding.EncodeToString([]byte("short")),
		other.Seal(m.XML(), t.Receiver),
		t.Key.SealRaw(tooLong),                           // the stated length is that of a longer message
		t.Key.SealRaw(bytes.Repeat([]byte{32}, 32)),      // padding alone
		t.Key.SealRaw(bytes.Repeat([]byte{0}, 64)),       // no padding
		t.Key.SealRaw(bytes.Repeat([]byte{0xff, 1}, 16)), // padding that is not uniform
	} {
		r := t.NewRequest(m)
		t.Enclose(r, ciphertext)
		t.refused(t.send(r))
	}
}
