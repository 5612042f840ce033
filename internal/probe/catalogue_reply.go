package probe

import (
	"slices"
	"strings"

	"github.com/replygen/replygen/internal/platform"
	"github.com/replygen/replygen/spec"
)

// replyChecks find a message that the server replies to, and test the response to it as far as HTTP goes.
var replyChecks = group(Check{Needs: []string{"url.echo"}}, []*Check{
	{
		ID: "reply.status", Contract: "a message is answered with status 200, within the deadline",
		Source: docsReply, applies: hasMessages, test: findReply,
	}, {
		ID: "reply.plain", Contract: "the reply to a message that was not encrypted is not, either",
		Source: docsEncrypt, Needs: []string{"reply.status"}, applies: plainOnly, test: firstReply(platform.Sealed),
	},
})

// findReply sends a text, if the platform has texts, and then a message of each type that can be replied to, until there
// is a reply.
func findReply(t *trial) {
	for i, k := range t.kinds {
		if i > 0 && !k.acceptsReply {
			continue
		}
		word := t.word()
		m := t.compose(k)
		if k == t.textType {
			m = t.text(word)
		}
		x := t.post(m)
		if x.Answer.Outcome == platform.Refused && i == 0 {
			t.fail(x, x.Answer.Fault())
		}
		t.inTime(x) // all other checks would take as long
		if x.Answer.Outcome == platform.Replied || x.Answer.Outcome == platform.Unusable {
			t.replied, t.subject = x, k
			if echo := element(x.Answer, func(e *platform.Element) bool {
				return strings.Contains(e.Text, word) && len(e.Children) == 0
			}); echo != nil {
				t.echoElement = echo.Name
			}
			return
		}
	}
}

// noReply is why a check of replies is skipped on a server that acks whatever it gets.
const noReply = "the server acks all messages: there is no reply"

// firstReply returns the test of some aspects of the first reply.
func firstReply(aspects ...platform.Aspect) func(*trial) {
	return func(t *trial) { t.hasNo(t.replied, noReply, aspects...) }
}

// hasNo checks that the exchange of an earlier check has no fault of some aspects. The check is skipped without one.
func (t *trial) hasNo(x *platform.Exchange, otherwise string, aspects ...platform.Aspect) {
	if x == nil {
		t.skip(otherwise)
	}
	t.Exchanges = append(t.Exchanges, x)
	if f := x.Answer.Fault(aspects...); f != nil {
		t.fail(x, f)
	}
}

// formChecks test the reply itself.
var formChecks = group(Check{Source: docsReply, Needs: []string{"reply.shape"}}, []*Check{
	{ID: "reply.utf8", Contract: "a reply is UTF-8", Needs: opened, test: firstReply(platform.UTF8)},
	{
		ID: "reply.single", Contract: "a response is one reply or one ack, and nothing else",
		Needs: []string{"reply.utf8"}, test: firstReply(platform.Single),
	}, {
		ID: "reply.wellformed", Contract: "a reply is well-formed XML",
		Source: xmlStandard, Needs: []string{"reply.single"}, test: firstReply(platform.WellFormed),
	}, {
		ID: "reply.shape", Contract: "a reply is of a type that the platform has, with its elements",
		Needs: []string{"reply.wellformed"}, test: firstReply(platform.Shape),
	}, {
		ID: "reply.addresses", Contract: "a reply has the addresses of the message, exchanged",
		applies: hasAddresses, test: firstReply(platform.Addresses),
	},
	{ID: "reply.rules", Contract: "a reply satisfies the rules of its elements", test: firstReply(platform.Rules)},
	{
		ID: "reply.time", Level: Should, Contract: "a reply is of now, in seconds", test: firstReply(platform.Time),
		applies: unless("replies have no time", func(s *session) bool { return len(times(s.Spec.Header.Fields)) == 0 }),
	},
})

// moreReplyChecks go beyond the first reply.
var moreReplyChecks = group(Check{Needs: []string{"reply.nothing"}}, []*Check{
	{
		ID: "reply.nothing", Source: docsReply, Needs: []string{"reply.shape"},
		Contract: "an event that takes no reply is answered with an ack of the platform, to the byte",
		applies: unless("the platform has no event that takes no reply",
			func(s *session) bool { return silent(s) == nil }),
		test: func(t *trial) {
			x := t.post(t.compose(silent(t.session)))
			if x.Answer.Outcome == platform.Acked {
				t.acked = x
				return
			}
			t.wrongAck = x.Answer.XML
			if x.Answer.Outcome != platform.Replied {
				t.fail(x, x.Answer.Fault())
			}
			t.failf(x, "the response is no ack: %q", shortened(t.Redact(x.Response.Body)))
		},
	}, {
		ID: "crypto.ack", Contract: "an ack is not encrypted", Source: docsEncrypt, applies: encryptedOnly,
		test: func(t *trial) { t.hasNo(t.acked, "the server acked nothing", platform.PlainAck) },
	}, {
		ID:       "reply.every",
		Contract: "each message and event of the platform is acked, or answered with a reply that satisfies its rules",
		Source:   docsMessages, Needs: slices.Concat(readable, []string{"reply.nothing"}), applies: hasMessages,
		test: func(t *trial) {
			for _, k := range t.kinds {
				t.about = k.name + ": "
				x := t.taken(t.post(t.compose(k)))
				if k.isEvent && x.Answer.Outcome == platform.Replied && t.repliedEvent == nil {
					t.repliedEvent = k
				}
			}
		},
	},
})

// silent returns an event that takes no reply, or a message where nothing does; nil if there is none.
func silent(s *session) *kind {
	return s.first(func(k *kind) bool { return !k.acceptsReply && (k.isEvent || len(s.Spec.Replies) == 0) })
}

// withoutTime returns the XML of an answer that stays the same when it is given again.
func (s *session) withoutTime(w *platform.Answer) string {
	if w.Document == nil {
		return w.XML
	}
	var b strings.Builder
	for _, e := range w.Document.Children {
		if !slices.Contains(times(s.Spec.Header.Fields), e.Name) {
			b.WriteString(e.XML())
		}
	}
	return b.String()
}

// times names the fields that are a time.
func times(fields []*spec.Field) (names []string) {
	for _, f := range fields {
		if _, ok := f.Kind.(*spec.UnixTime); ok {
			names = append(names, f.Name)
		}
	}
	return names
}
