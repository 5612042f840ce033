package probe

import (
	"slices"
	"strings"

	"github.com/replygen/replygen/internal/platform"
	"github.com/replygen/replygen/spec"
)

// replyChecks find a message that the server replies to, and test the response to it as far as HTTP goes.
var replyChecks = []*Check{{
	ID: "reply.status", Level: Must,
	Contract: "a message is answered with status 200, within the deadline",
	Source:   docsReply, Needs: []string{"url.echo"},
	applies: hasMessages,
	test:    findReply,
}}

// findReply sends a text, and then a message of each type that can be replied to, until one is.
func findReply(t *trial) {
	var kinds []*kind
	if t.textType != nil {
		kinds = append(kinds, t.textType)
	}
	for i := range t.kinds {
		if k := &t.kinds[i]; k != t.textType && k.acceptsReply {
			kinds = append(kinds, k)
		}
	}
	if len(kinds) == 0 {
		kinds = append(kinds, &t.kinds[0])
	}
	for i, k := range kinds {
		word := t.word()
		m := t.compose(k)
		if k == t.textType {
			m = t.text(word)
		}
		x := t.post(m)
		switch w := x.Answer; {
		case x.Response == nil:
			t.failf(x, "%v", x.Err)
			return
		case w.Outcome == platform.Refused && i == 0:
			t.fail(x, w.Fault())
			return
		case t.isLate(x): // all other checks would take as long
			return
		case w.Outcome == platform.Replied || w.Outcome == platform.Unusable:
			t.replied, t.subject = x, k
			if k == t.textType {
				t.learnEcho(w, word)
			}
			return
		}
	}
}

// noReply is why a check of replies is skipped on a server that acks whatever it gets.
const noReply = "the server acks all messages: there is no reply"

// ofReply completes a check that tests some aspects of the first reply.
func ofReply(c *Check, aspects ...platform.Aspect) *Check {
	c.test = func(t *trial) {
		if t.replied == nil {
			t.skipped = noReply
			return
		}
		t.exchanges = append(t.exchanges, t.replied)
		if f := t.replied.Answer.Fault(aspects...); f != nil {
			t.fail(t.replied, f)
		}
	}
	return c
}

// opened are the checks without which no reply can be read.
var opened = []string{"reply.plain", "crypto.reply"}

// formChecks test the reply itself.
var formChecks = []*Check{
	ofReply(&Check{
		ID: "reply.utf8", Level: Must, Contract: "a reply is UTF-8",
		Source: docsReply, Needs: opened,
	}, platform.UTF8),
	ofReply(&Check{
		ID: "reply.single", Level: Must, Contract: "a response is one reply or one ack, and nothing else",
		Source: docsReply, Needs: []string{"reply.utf8"},
	}, platform.Single),
	ofReply(&Check{
		ID: "reply.wellformed", Level: Must, Contract: "a reply is well-formed XML",
		Source: xmlStandard, Needs: []string{"reply.single"},
	}, platform.WellFormed),
	ofReply(&Check{
		ID: "reply.shape", Level: Must, Contract: "a reply is of a type that the platform has, with its elements",
		Source: docsReply, Needs: []string{"reply.wellformed"},
	}, platform.Shape),
	ofReply(&Check{
		ID: "reply.addresses", Level: Must, Contract: "a reply has the addresses of the message, exchanged",
		Source: docsReply, Needs: []string{"reply.shape"},
		applies: hasAddresses,
	}, platform.Addresses),
	ofReply(&Check{
		ID: "reply.rules", Level: Must, Contract: "a reply satisfies the rules of its elements",
		Source: docsReply, Needs: []string{"reply.shape"},
	}, platform.Rules),
	ofReply(&Check{
		ID: "reply.time", Level: Should, Contract: "a reply is of now, in seconds",
		Source: docsReply, Needs: []string{"reply.shape"},
		applies: unless("replies have no time", func(s *session) bool {
			return !slices.ContainsFunc(s.Spec.Header.Fields, isTime)
		}),
	}, platform.Time),
}

// readable are the checks that a valid reply passes.
var readable = []string{"reply.addresses", "reply.rules"}

// moreReplyChecks go beyond the first reply.
var moreReplyChecks = []*Check{
	{
		ID: "reply.nothing", Level: Must,
		Contract: "an event that takes no reply is answered with an ack of the platform, to the byte",
		Source:   docsReply, Needs: []string{"reply.shape"},
		applies: unless("the platform has no event that takes no reply",
			func(s *session) bool { return silent(s) == nil }),
		test: func(t *trial) {
			x := t.post(t.compose(silent(t.session)))
			switch {
			case x.Response == nil:
				t.failf(x, "%v", x.Err)
			case x.Answer.Outcome == platform.Refused:
				t.fail(x, x.Answer.Fault())
			case x.Answer.Outcome == platform.Unusable:
				t.fail(x, x.Answer.Fault())
				t.wrongAck = x.Answer.XML
			case x.Answer.Outcome != platform.Acked:
				t.failf(x, "the response is no ack: %q", shortened(t.Redact(x.Response.Body)))
				t.wrongAck = x.Answer.XML
			default:
				t.acked = x
			}
		},
	}, {
		ID: "crypto.ack", Level: Must,
		Contract: "an ack is not encrypted",
		Source:   docsEncrypt, Needs: []string{"reply.nothing"},
		applies: encryptedOnly,
		test: func(t *trial) {
			if t.acked == nil {
				t.skipped = "the server acked nothing"
				return
			}
			t.exchanges = append(t.exchanges, t.acked)
			if f := t.acked.Answer.Fault(platform.PlainAck); f != nil {
				t.fail(t.acked, f)
			}
		},
	}, {
		ID: "reply.every", Level: Must,
		Contract: "each message and event of the platform is acked, or answered with a reply that satisfies its rules",
		Source:   docsMessages, Needs: slices.Concat(readable, []string{"reply.nothing"}),
		applies: hasMessages,
		test: func(t *trial) {
			for i := range t.kinds {
				k := &t.kinds[i]
				x := t.post(t.compose(k))
				if !t.taken(x) {
					t.failure = k.name + ": " + t.failure
					return
				}
				if k.event != nil && x.Answer.Outcome == platform.Replied && t.repliedEvent == nil {
					t.repliedEvent = k
				}
			}
		},
	},
}

// silent returns an event that takes no reply, or a message where nothing does; nil if there is none.
func silent(s *session) *kind {
	i := slices.IndexFunc(s.kinds, func(k kind) bool {
		return !k.acceptsReply && (k.event != nil || len(s.Spec.Replies) == 0)
	})
	if i < 0 {
		return nil
	}
	return &s.kinds[i]
}

// sameReply reports whether two answers are the same reply, whatever its time.
func sameReply(s *session, a, b *platform.Answer) bool {
	return a.Outcome == b.Outcome && withoutTime(s, a) == withoutTime(s, b)
}

func withoutTime(s *session, w *platform.Answer) string {
	if w.Document == nil {
		return w.XML
	}
	var b strings.Builder
	for _, e := range w.Document.Children {
		if !slices.ContainsFunc(s.Spec.Header.Fields, func(f *spec.Field) bool { return isTime(f) && f.Name == e.Name }) {
			b.WriteString(e.XML())
		}
	}
	return b.String()
}

func isTime(f *spec.Field) bool {
	_, ok := f.Kind.(*spec.UnixTime)
	return ok
}
