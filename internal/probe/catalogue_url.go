package probe

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/replygen/replygen/internal/platform"
)

// urlChecks check the URL, as the platform does when a server is registered.
var urlChecks = group(Check{Source: docsReceive, Needs: []string{"url.echo"}},
	must("url.echo", "the URL check is answered with exactly its echostr, decrypted where it is encrypted", echoed).
		needs(),
	must("url.signature", "a URL check with a wrong signature is refused", notEchoed(forge)),
	must("url.missing", "a URL check without a signature is refused", notEchoed(unsign)),
	must("url.encrypted", "an encrypted echostr is decrypted to its last byte, whatever its padding", func(t *trial) {
		for n := range 32 {
			r := t.NewCheck(strings.Repeat("7", n+1))
			if x := t.send(r); x.Response.Body != r.Plain {
				t.failf(x, "an echostr of %d bytes came back as %q", n+1, x.Response.Body)
			}
		}
	}).from(docsEncrypt).when(alwaysEncrypted),
	must("url.receiver", "an encrypted echostr for another receiver is refused",
		notEchoed(func(t *trial, r *platform.Request) { t.SealEcho(r, "probe_other") }),
	).from(docsEncrypt).when(alwaysEncrypted),
	should("url.type", "an echostr is not served as HTML: whoever knows a signed URL could make it a script", notHTML).
		from(robustness),
)

// signatureChecks send messages that are not the platform's.
var signatureChecks = group(Check{Source: docsReceive, Needs: []string{"reply.shape"}, applies: hasMessages},
	must("signature.wrong", "a message with a wrong signature is not answered", refused(forge)),
	must("signature.missing", "a message without a signature is not answered", refused(unsign)),
	should("signature.uppercase", "a signature in capitals, which no platform sends, is not answered",
		refused(func(_ *trial, r *platform.Request) {
			name := signatureOf(r.Query)
			r.Query.Set(name, strings.ToUpper(r.Query.Get(name)))
		}),
	).needs("signature.wrong"),
	should("signature.old", "a message of 2014 is refused: whoever has seen it could send it again", refused(backdate)).
		from(robustness),
	should("method.other", "a method other than GET and POST is not answered",
		refused(func(_ *trial, r *platform.Request) { r.Method = http.MethodPut }),
	).from(robustness),
)

// echoed checks the URL. Its test of the echostr is that of the registration.
func echoed(t *trial) {
	r := t.NewCheck(t.Echostr())
	switch x := t.send(r); {
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

// notEchoed returns the test that a URL check is refused after a change.
func notEchoed(change func(*trial, *platform.Request)) func(*trial) {
	return func(t *trial) {
		r := t.NewCheck(t.Echostr())
		change(t, r)
		if x := t.unharmed(t.send(r)); strings.Contains(x.Response.Body, r.Plain) {
			t.failf(x, "the echostr came back")
		}
	}
}

// notHTML has a script echoed.
func notHTML(t *trial) {
	x := t.unharmed(t.send(t.NewCheck("<script>alert(1)</script>")))
	switch {
	case !strings.Contains(x.Response.Body, x.Request.Plain):
	case x.Response.Type == "":
		t.failf(x, "the response has no Content-Type: a browser takes it for HTML")
	case strings.HasPrefix(x.Response.Type, "text/html"):
		t.failf(x, "the response is %s", x.Response.Type)
	}
}

// refused returns the test that a message is refused after a change to its request.
func refused(change func(*trial, *platform.Request)) func(*trial) {
	return func(t *trial) {
		r := t.NewRequest(t.ordinary())
		change(t, r)
		t.refused(t.send(r))
	}
}

// signatureOf names the signature that counts: that of the ciphertext, if there is one.
func signatureOf(q url.Values) string {
	if q.Has("msg_signature") {
		return "msg_signature"
	}
	return "signature"
}

func forge(_ *trial, r *platform.Request) { r.Query.Set(signatureOf(r.Query), strings.Repeat("0", 40)) }

func unsign(_ *trial, r *platform.Request) { r.Query.Del(signatureOf(r.Query)) }

// backdate makes a request one of 2014, rightly signed.
func backdate(t *trial, r *platform.Request) {
	old := time.Date(2014, time.May, 13, 0, 0, 0, 0, time.UTC)
	for _, name := range times(t.Spec.Inbound.Fields) {
		r.Message.Child(name).SetText(strconv.FormatInt(old.Unix(), 10))
	}
	*r = *t.NewRequest(r.Message)
	t.Redate(r, old)
}
