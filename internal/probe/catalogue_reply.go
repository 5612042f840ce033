package probe

import (
	"slices"
	"strings"

	"github.com/replygen/replygen/internal/platform"
	"github.com/replygen/replygen/spec"
)

// replyChecks find a message that the server replies to, and test the response to it as far as HTTP goes.
var replyChecks = group(Check{Source: docsReply},
	must("reply.status", "a message is answered with status 200, within the deadline", findReply).
		needs("url.echo").when(hasMessages),
	must("reply.plain", "the reply to a message that was not encrypted is not, either", firstReply(platform.Sealed)).
		from(docsEncrypt).needs("reply.status").when(plainOnly),
)

// findReply sends a text, if the platform has texts, and then a message of each type that takes a reply, until one comes.
func findReply(t *trial) {
	answered := func(k *spec.Message) bool { return k == t.textType || t.TakesReply(k) }
	kinds := slices.DeleteFunc(slices.Clone(t.kinds), func(k *spec.Message) bool { return !answered(k) })
	if len(kinds) == 0 {
		kinds = t.kinds[:1]
	}
	for i, k := range kinds {
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
var formChecks = group(Check{Source: docsReply, Needs: []string{"reply.shape"}},
	must("reply.utf8", "a reply is UTF-8", firstReply(platform.UTF8)).needs("reply.plain", "crypto.reply"),
	must("reply.single", "a response is one reply or one ack, and nothing else", firstReply(platform.Single)).
		needs("reply.utf8"),
	must("reply.wellformed", "a reply is well-formed XML", firstReply(platform.WellFormed)).
		from(xmlStandard).needs("reply.single"),
	must("reply.shape", "a reply is of a type that the platform has, with its elements", firstReply(platform.Shape)).
		needs("reply.wellformed"),
	must("reply.addresses", "a reply has the addresses of the message, exchanged", firstReply(platform.Addresses)).
		when(hasAddresses),
	must("reply.rules", "a reply satisfies the rules of its elements", firstReply(platform.Rules)),
	should("reply.time", "a reply is of now, in seconds", firstReply(platform.Time)).
		when(unless("replies have no time", func(s *session) bool { return len(times(s.Spec.Header.Fields)) == 0 })),
)

// moreReplyChecks go beyond the first reply.
var moreReplyChecks = group(Check{Source: docsReply, Needs: []string{"reply.shape"}},
	must("reply.nothing", "an event that takes no reply is answered with an ack of the platform, to the byte", justAck).
		when(unless("the platform has no event that takes no reply", func(s *session) bool { return silent(s) == nil })),
	must("crypto.ack", "an ack is not encrypted", func(t *trial) {
		t.hasNo(t.acked, "the server acked nothing", platform.PlainAck)
	}).from(docsEncrypt).needs("reply.nothing").when(encryptedOnly),
	must("reply.every",
		"each message and event of the platform is acked, or answered with a reply that satisfies its rules",
		func(t *trial) {
			for _, k := range t.kinds {
				t.about = k.Name() + ": "
				x := t.taken(t.post(t.compose(k)))
				if k.Event != "" && x.Answer.Outcome == platform.Replied && t.repliedEvent == nil {
					t.repliedEvent = k
				}
			}
		},
	).from(docsMessages).needs(append(readable, "reply.nothing")...).when(hasMessages),
)

// justAck sends an event that takes no reply.
func justAck(t *trial) {
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
}

// silent returns an event that takes no reply, or a message where nothing does; nil if there is none.
func silent(s *session) *spec.Message {
	return s.first(func(m *spec.Message) bool { return !s.TakesReply(m) && (m.Event != "" || len(s.Spec.Replies) == 0) })
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
