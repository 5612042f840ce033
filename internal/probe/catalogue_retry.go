package probe

import (
	"slices"
	"sync"
	"time"

	"github.com/replygen/replygen/internal/platform"
	"github.com/replygen/replygen/spec"
)

var slowText = all(hasText, unless("no slow text", func(s *session) bool { return s.Slow == "" }))

// retryChecks deliver messages again, beside each other, and late.
var retryChecks = []*Check{
	{
		ID: "retry.same_answer", Level: Must,
		Contract: "a message that is delivered again gets the same answer",
		Source:   docsReply, Needs: readable,
		applies: hasMessages,
		test: func(t *trial) {
			if t.replied == nil {
				t.skipped = "the server acks all messages: there are no answers to compare"
				return
			}
			m := t.ordinary()
			t.same(m, t.post(m))
		},
	}, {
		ID: "retry.event", Level: Must,
		Contract: "an event that is delivered again gets the same answer",
		Source:   docsReply, Needs: []string{"retry.same_answer", "reply.every"},
		applies: hasEvent,
		test: func(t *trial) {
			if t.repliedEvent == nil {
				t.skipped = "the server replies to no event: there are no answers to compare"
				return
			}
			m := t.compose(t.repliedEvent)
			t.same(m, t.post(m))
		},
	}, {
		ID: "retry.in_flight", Level: Must,
		Contract: "a message that is delivered again while the first delivery waits gets no other answer",
		Source:   docsReply, Needs: []string{"retry.same_answer"},
		applies: slowText,
		test:    inFlight,
	}, {
		ID: "deadline.slow", Level: Must,
		Contract: "a slow answer comes in one of the attempts, or an ack does: the user sees no failure",
		Source:   docsReply, Needs: readable,
		applies: slowText,
		test: func(t *trial) {
			d := t.Deliver(t.ctx, t.text(t.Slow))
			for _, x := range d.Attempts {
				t.record(x)
			}
			last := d.Attempts[len(d.Attempts)-1]
			if last.Response == nil {
				t.failf(last, "none of %d attempts was answered within %v", len(d.Attempts), t.Deadline)
				return
			}
			t.taken(last)
		},
	}, {
		ID: "dedupe.other_user", Level: Must,
		Contract: "the id of a message does not tell it from another user's: both are answered",
		Source:   "github.com/binarywang/WxJava#333", Needs: []string{"retry.same_answer"},
		applies: all(hasAddresses, hasMessages),
		test:    otherUser,
	}, {
		ID: "dedupe.events", Level: Must,
		Contract: "two events of one second are not one event delivered twice: both are answered",
		Source:   "github.com/chanjarster/weixin-java-tools#66", Needs: []string{"retry.event"},
		applies: hasEvent,
		test:    twoEvents,
	}, {
		ID: "parallel.users", Level: Must,
		Contract: "users who write at once are each answered for themselves",
		Source:   robustness, Needs: readable,
		applies: hasMessages,
		test:    atOnce,
	},
}

// same delivers a message again and checks that it gets the same answer, or an ack.
func (t *trial) same(m *platform.Message, first *platform.Exchange) {
	if !t.taken(first) {
		return
	}
	again := t.post(m)
	if t.taken(again) && again.Answer.Outcome == platform.Replied && !sameReply(t.session, first.Answer, again.Answer) {
		t.failf(again, "the second delivery was answered by another reply")
	}
}

// inFlight delivers a message twice, the second time while the server works on it.
func inFlight(t *trial) {
	m := t.text(t.Slow)
	var exchanges [2]*platform.Exchange
	var wait sync.WaitGroup
	for i := range exchanges {
		r := t.NewRequest(m)
		wait.Add(1)
		go func() {
			defer wait.Done()
			exchanges[i] = t.Wait(t.ctx, r, t.Deadline)
			t.record(exchanges[i])
		}()
		time.Sleep(t.Deadline / 20)
	}
	wait.Wait()
	a, b := exchanges[0], exchanges[1]
	for _, x := range exchanges {
		if x.Response != nil {
			t.taken(x)
		}
	}
	switch replied := platform.Replied; {
	case a.Response == nil && b.Response == nil:
		t.skipped = "neither delivery was answered in time"
	case a.Answer.Outcome == replied && b.Answer.Outcome == replied && !sameReply(t.session, a.Answer, b.Answer):
		t.failf(b, "the second delivery was answered by another reply")
	}
}

// eventText returns an element in which events of a kind differ, "" if none is known.
func eventText(k *kind) string {
	for _, f := range k.event.Fields {
		if kind, ok := f.Kind.(*spec.String); ok && !kind.Rules.Enum.IsSet() && !kind.Rules.Pattern.IsSet() {
			return f.Name
		}
	}
	return ""
}

// otherUser sends a message with the id of one that another user has sent.
func otherUser(t *trial) {
	k := t.subject
	if k == nil || k.message == nil || k.message.ID == nil {
		t.skipped = "the server replies to no message that has an id"
		return
	}
	m, other := t.ordinary(), t.ordinary()
	other.Child(k.message.ID.Name).SetText(m.Child(k.message.ID.Name).Text)
	if !t.taken(t.post(m)) {
		return
	}
	x := t.post(other)
	if t.taken(x) && x.Answer.Outcome != platform.Replied {
		t.failf(x, "the message of a second user with the id of the first user's was not replied to")
	}
}

// twoEvents sends two events of a user that differ in one element.
func twoEvents(t *trial) {
	k := t.repliedEvent
	if k == nil || eventText(k) == "" {
		t.skipped = "the server replies to no event that tells more than its name"
		return
	}
	m, other := t.compose(k), t.compose(k)
	for _, f := range t.Spec.Inbound.Fields {
		if isTime(f) || slices.Contains(t.Spec.Inbound.Addresses, f.Name) {
			other.Child(f.Name).SetText(m.Child(f.Name).Text)
		}
	}
	other.Child(eventText(k)).SetText(t.word())
	if !t.taken(t.post(m)) {
		return
	}
	x := t.post(other)
	if t.taken(x) && x.Answer.Outcome != platform.Replied {
		t.failf(x, "the second event was not replied to")
	}
}

// atOnce sends messages of many users at the same time.
func atOnce(t *trial) {
	const users = 20
	var wait sync.WaitGroup
	exchanges := make([]*platform.Exchange, users)
	for i := range exchanges {
		r := t.NewRequest(t.ordinary())
		wait.Add(1)
		go func() {
			defer wait.Done()
			exchanges[i] = t.send(r)
		}()
	}
	wait.Wait()
	for _, x := range exchanges {
		if t.subject == t.textType && t.textType != nil {
			t.repeated(x, x.Request.Message.Find(t.textPath).Text)
		} else {
			t.taken(x)
		}
	}
}
