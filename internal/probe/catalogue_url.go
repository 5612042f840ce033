package probe

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/replygen/replygen/internal/platform"
)

var urlChecks = []*Check{
	{
		ID: "url.echo", Level: Must,
		Contract: "the URL check is answered with exactly its echostr, decrypted where it is encrypted",
		Source:   docsReceive,
		test:     echoed,
	}, {
		ID: "url.signature", Level: Must,
		Contract: "a URL check with a wrong signature is refused",
		Source:   docsReceive, Needs: []string{"url.echo"},
		test: func(t *trial) {
			t.notEchoed(t.Echostr(), func(q url.Values) { resign(q, "0000000000000000000000000000000000000000") })
		},
	}, {
		ID: "url.missing", Level: Must,
		Contract: "a URL check without a signature is refused",
		Source:   docsReceive, Needs: []string{"url.echo"},
		test: func(t *trial) {
			t.notEchoed(t.Echostr(), func(q url.Values) { resign(q, "") })
		},
	}, {
		ID: "url.encrypted", Level: Must,
		Contract: "an encrypted echostr is decrypted to its last byte, whatever its padding",
		Source:   docsEncrypt, Needs: []string{"url.echo"},
		applies: alwaysEncrypted,
		test: func(t *trial) {
			for n := range 32 {
				r := t.NewCheck(strings.Repeat("7", n+1))
				if x := t.send(r); x.Response == nil {
					t.failf(x, "%v", x.Err)
				} else if x.Response.Body != r.Plain {
					t.failf(x, "an echostr of %d bytes came back as %q", n+1, x.Response.Body)
				}
			}
		},
	}, {
		ID: "url.receiver", Level: Must,
		Contract: "an encrypted echostr for another receiver is refused",
		Source:   docsEncrypt, Needs: []string{"url.echo"},
		applies: alwaysEncrypted,
		test: func(t *trial) {
			r := t.NewCheck(t.Echostr())
			t.SealEcho(r, "probe_other")
			t.notReturned(t.send(r), r.Plain)
		},
	}, {
		ID: "url.type", Level: Should,
		Contract: "an echostr is not served as HTML: whoever knows a signed URL could make it a script",
		Source:   robustness, Needs: []string{"url.echo"},
		test: func(t *trial) {
			const script = "<script>alert(1)</script>"
			x := t.send(t.NewCheck(script))
			if !t.unharmed(x) || !strings.Contains(x.Response.Body, script) {
				return
			}
			switch {
			case x.Response.Type == "":
				t.failf(x, "the response has no Content-Type: a browser takes it for HTML")
			case strings.HasPrefix(x.Response.Type, "text/html"):
				t.failf(x, "the response is %s", x.Response.Type)
			}
		},
	},
}

// signatureChecks test messages that are not the platform's.
var signatureChecks = []*Check{
	{
		ID: "signature.wrong", Level: Must,
		Contract: "a message with a wrong signature is not answered",
		Source:   docsReceive, Needs: []string{"reply.shape"},
		applies: hasMessages,
		test: func(t *trial) {
			t.refused(t.signedWith("0000000000000000000000000000000000000000"))
		},
	}, {
		ID: "signature.missing", Level: Must,
		Contract: "a message without a signature is not answered",
		Source:   docsReceive, Needs: []string{"reply.shape"},
		applies: hasMessages,
		test:    func(t *trial) { t.refused(t.signedWith("")) },
	}, {
		ID: "signature.uppercase", Level: Should,
		Contract: "a signature in capitals, which no platform sends, is not answered",
		Source:   docsReceive, Needs: []string{"signature.wrong"},
		applies: hasMessages,
		test: func(t *trial) {
			r := t.NewRequest(t.ordinary())
			name := signatureOf(r.Query)
			r.Query.Set(name, strings.ToUpper(r.Query.Get(name)))
			t.refused(t.send(r))
		},
	}, {
		ID: "signature.old", Level: Should,
		Contract: "a message of 2014 is refused: whoever has seen it could send it again",
		Source:   robustness, Needs: []string{"reply.shape"},
		applies: hasMessages,
		test: func(t *trial) {
			old := time.Date(2014, time.May, 13, 0, 0, 0, 0, time.UTC)
			m := t.ordinary()
			for _, f := range t.Spec.Inbound.Fields {
				if isTime(f) {
					m.Child(f.Name).SetText(strconv.FormatInt(old.Unix(), 10))
				}
			}
			r := t.NewRequest(m)
			t.Redate(r, old)
			t.refused(t.send(r))
		},
	}, {
		ID: "method.other", Level: Should,
		Contract: "a method other than GET and POST is not answered",
		Source:   robustness, Needs: []string{"reply.shape"},
		applies: hasMessages,
		test: func(t *trial) {
			r := t.NewRequest(t.ordinary())
			r.Method = http.MethodPut
			t.refused(t.send(r))
		},
	},
}

// signatureOf names the signature that counts: that of the ciphertext, if there is one.
func signatureOf(q url.Values) string {
	if q.Has("msg_signature") {
		return "msg_signature"
	}
	return "signature"
}

// resign replaces the signature that counts, or removes it.
func resign(q url.Values, signature string) {
	name := signatureOf(q)
	if q.Set(name, signature); signature == "" {
		q.Del(name)
	}
}

// signedWith sends a message with another signature, "" for none.
func (t *trial) signedWith(signature string) *platform.Exchange {
	r := t.NewRequest(t.ordinary())
	resign(r.Query, signature)
	return t.send(r)
}

func echoed(t *trial) {
	r := t.NewCheck(t.Echostr())
	switch x := t.send(r); {
	case x.Response == nil:
		t.failf(x, "%v", x.Err)
	case x.Response.Status != http.StatusOK:
		t.failf(x, "the status is %d, not 200", x.Response.Status)
	case x.Response.Body != r.Plain:
		t.failf(x, "the response is %q, not %q", shortened(t.Redact(x.Response.Body)), r.Plain)
	}
}

// isDecorated reports whether a response has the echostr, but not alone.
func isDecorated(x *platform.Exchange) bool {
	return x.Response.Status == http.StatusOK && strings.Contains(x.Response.Body, x.Request.Plain)
}

// notEchoed sends a URL check that was changed and has to be refused.
func (t *trial) notEchoed(echostr string, change func(url.Values)) {
	r := t.NewCheck(echostr)
	change(r.Query)
	t.notReturned(t.send(r), echostr)
}

func (t *trial) notReturned(x *platform.Exchange, echostr string) {
	if t.unharmed(x) && strings.Contains(x.Response.Body, echostr) {
		t.failf(x, "the echostr came back")
	}
}
