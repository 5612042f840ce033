package probe

import (
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"time"
)

// bodyChecks send bodies that are no messages. The signature of a plain message does not cover the body, so anybody who
// has seen a signed URL can send them.
var bodyChecks = group(Check{Source: robustness, Needs: []string{"reply.shape"}, applies: hasMessages},
	must("body.empty", "an empty body is refused or acked", unharmed(func(string) string { return "" })),
	must("body.not_xml", "a body that is not XML is refused or acked",
		unharmed(func(string) string { return `{"MsgType":"text"}` })),
	must("body.cut", "a body that breaks off is refused or acked",
		unharmed(func(xml string) string { return xml[:len(xml)*2/3] })),
	must("body.deep", "a body of deeply nested elements is refused or acked", unharmed(func(xml string) string {
		const depth = 10_000
		return inserted(xml, strings.Repeat("<a>", depth)+strings.Repeat("</a>", depth))
	})),
	must("body.no_sender", "a message without its addresses is refused or acked", func(t *trial) {
		m := t.ordinary()
		for _, name := range t.Spec.Inbound.Addresses {
			m.Child(name).SetInner("")
			m.Child(name).Name = "Nobody"
		}
		t.unharmed(t.post(m))
	}).when(hasAddresses),
	must("body.doctype", "a document type is not read: no entity is fetched", doctype).
		from("https://cwe.mitre.org/data/definitions/611.html"),
	should("body.huge", "a body of 8 MiB is refused or acked", func(t *trial) {
		m := t.ordinary()
		document := inserted(m.XML(), strings.Repeat(" ", 8<<20))
		// Not one of the responses that deadline.text is about: no user sends this.
		x := t.Wait(t.ctx, t.NewRequestFor(m, document, t.Mode), t.patience())
		t.Exchanges = append(t.Exchanges, x)
		x.Request.Body, x.Request.Plain = shortened(x.Request.Body), shortened(x.Request.Plain)
		if x.Response != nil || x.Took >= t.Deadline { // a server may hang up on a body that is too long
			t.inTime(t.unharmed(x))
		}
	}),
)

// inserted returns a document with some XML at the end of its root.
func inserted(document, xml string) string {
	end := strings.LastIndex(document, "</")
	return document[:end] + xml + document[end:]
}

// unharmed returns a test that sends a document in place of a message's.
func unharmed(document func(xml string) string) func(*trial) {
	return func(t *trial) {
		m := t.ordinary()
		t.unharmed(t.postDocument(m, document(m.XML())))
	}
}

// doctype sends a document with entities that stand on a server of its own, and sees whether they are fetched.
func doctype(t *trial) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.skip("no port to watch: " + err.Error())
	}
	var fetched atomic.Bool
	canary := &http.Server{
		Handler:           http.HandlerFunc(func(http.ResponseWriter, *http.Request) { fetched.Store(true) }),
		ReadHeaderTimeout: time.Second,
	}
	defer canary.Close()
	go func() { _ = canary.Serve(listener) }() // ends with Close
	m := t.ordinary()
	url := "http://" + listener.Addr().String() + "/"
	head := `<!DOCTYPE xml [<!ENTITY % dtd SYSTEM "` + url + `dtd"><!ENTITY x SYSTEM "` + url + `entity">]>`
	x := t.unharmed(t.postDocument(m, head+inserted(m.XML(), "<Extra>&x;</Extra>")))
	if fetched.Load() {
		t.failf(x, "the server fetched an entity of the document type")
	}
}
