package probe

import (
	"net/http"
	"net/url"
	"strings"

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

// resign replaces the signature that counts: that of the ciphertext, if there is one.
func resign(q url.Values, signature string) {
	name := "signature"
	if q.Has("msg_signature") {
		name = "msg_signature"
	}
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

func alwaysEncrypted(s *session) string {
	if !s.AlwaysEncrypted() {
		return "the platform does not encrypt the URL check"
	}
	return ""
}

func echoed(t *trial) {
	r := t.NewCheck(t.Echostr())
	switch x := t.send(r); {
	case x.Response == nil:
		t.failf(x, "%v", x.Err)
	case x.Response.Status != http.StatusOK:
		t.failf(x, "the status is %d, not 200", x.Response.Status)
	case x.Response.Body != r.Plain:
		t.failf(x, "the response is %q, not %q", shortened(x.Response.Body), r.Plain)
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
