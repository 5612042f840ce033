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
var bodyChecks = []*Check{
	bodyCheck("body.empty", "an empty body is refused or acked", func(string) string { return "" }),
	bodyCheck("body.not_xml", "a body that is not XML is refused or acked", func(string) string {
		return `{"MsgType":"text"}`
	}),
	bodyCheck("body.cut", "a body that breaks off is refused or acked", func(xml string) string {
		return xml[:len(xml)*2/3]
	}),
	bodyCheck("body.deep", "a body of deeply nested elements is refused or acked", func(xml string) string {
		const depth = 10_000
		inside := strings.Repeat("<a>", depth) + strings.Repeat("</a>", depth)
		return strings.TrimSuffix(xml, "</xml>") + inside + "</xml>"
	}),
	{
		ID: "body.no_sender", Level: Must,
		Contract: "a message without its addresses is refused or acked",
		Source:   robustness, Needs: []string{"reply.shape"},
		applies: all(hasMessages, hasAddresses),
		test: func(t *trial) {
			m := t.ordinary()
			for _, name := range t.Spec.Inbound.Addresses {
				m.Child(name).SetInner("")
				m.Child(name).Name = "Nobody"
			}
			t.unharmed(t.post(m))
		},
	}, {
		ID: "body.doctype", Level: Must,
		Contract: "a document type is not read: no entity is fetched",
		Source:   "https://cwe.mitre.org/data/definitions/611.html", Needs: []string{"reply.shape"},
		applies: hasMessages,
		test:    doctype,
	}, {
		ID: "body.huge", Level: Should,
		Contract: "a body of 8 MiB is refused or acked",
		Source:   robustness, Needs: []string{"reply.shape"},
		applies: hasMessages,
		test: func(t *trial) {
			m := t.ordinary()
			blank := strings.Repeat(" ", 8<<20)
			document := strings.Replace(m.XML(), "</xml>", blank+"</xml>", 1)
			// Not one of the responses that deadline.text is about: no user sends this.
			x := t.Wait(t.ctx, t.NewRequestFor(m, document, t.Mode), t.patience())
			t.record(x)
			x.Request.Body, x.Request.Plain = shortened(x.Request.Body), shortened(x.Request.Plain)
			if x.Response == nil && x.Took < t.Deadline {
				return // a server may hang up on a body that is too long
			}
			if t.unharmed(x) {
				t.isLate(x)
			}
		},
	},
}

// bodyCheck returns a check that sends a document in place of a message's.
func bodyCheck(id, contract string, document func(xml string) string) *Check {
	return &Check{
		ID: id, Level: Must, Contract: contract,
		Source: robustness, Needs: []string{"reply.shape"}, applies: hasMessages,
		test: func(t *trial) {
			m := t.ordinary()
			t.unharmed(t.postDocument(m, document(m.XML())))
		},
	}
}

// doctype sends a document with entities that stand on a server of its own, and sees whether they are fetched.
func doctype(t *trial) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.skipped = "no port to watch: " + err.Error()
		return
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
	xml := m.XML()
	head := `<!DOCTYPE xml [<!ENTITY % dtd SYSTEM "` + url + `dtd"><!ENTITY x SYSTEM "` + url + `entity">]>`
	x := t.postDocument(m, head+strings.Replace(xml, "</xml>", "<Extra>&x;</Extra></xml>", 1))
	t.unharmed(x)
	if fetched.Load() {
		t.failf(x, "the server fetched an entity of the document type")
	}
}

var deadlineText = &Check{
	ID: "deadline.text", Level: Must,
	Contract: "each response comes within the platform's deadline",
	Source:   docsReply, Needs: []string{"reply.status"},
	test: func(t *trial) {
		if t.slowest == nil {
			t.skipped = "there was no response"
		} else if t.isLate(t.slowest) {
			t.record(t.slowest)
		}
	},
}

var serverAlive = &Check{
	ID: "server.alive", Level: Must,
	Contract: "the server answers until the end: nothing that anybody sends stops it",
	Source:   robustness, Needs: []string{"reply.status"},
	test: func(t *trial) {
		switch {
		case t.gone == "":
			if !t.isAlive() {
				t.failf(nil, "the server does not answer any more")
			}
		case t.unanswered:
			t.skipped = "the server is gone: " + t.gone + " failed"
		default:
			t.failf(nil, "the server answered all requests of %s, and none since", t.gone)
		}
	},
}
