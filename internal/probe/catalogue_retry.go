package probe

import (
	"slices"
	"sync"
	"time"

	"github.com/replygen/replygen/internal/platform"
	"github.com/replygen/replygen/spec"
)

var slowText = slices.Concat(hasText, unless("no slow text", func(s *session) bool { return s.Slow == "" }))

// retryChecks deliver messages again, beside each other, and late.
var retryChecks = group(Check{Source: docsReply, Needs: readable},
	must("retry.same_answer", "a message that is delivered again gets the same answer", func(t *trial) {
		if t.replied == nil {
			t.skip("the server acks all messages: there are no answers to compare")
		}
		t.same(t.ordinary())
	}).when(hasMessages),
	must("retry.event", "an event that is delivered again gets the same answer", func(t *trial) {
		if t.repliedEvent == nil {
			t.skip("the server replies to no event: there are no answers to compare")
		}
		t.same(t.compose(t.repliedEvent))
	}).needs("retry.same_answer", "reply.every").when(hasEvent),
	must("retry.in_flight", "a message that is delivered again while the first delivery waits gets no other answer",
		inFlight).needs("retry.same_answer").when(slowText),
	must("deadline.slow", "a slow answer comes in one of the attempts, or an ack does: the user sees no failure",
		slowAnswer).when(slowText),
	must("dedupe.other_user", "the id of a message does not tell it from another user's: both are answered", otherUser).
		from("github.com/binarywang/WxJava#333").needs("retry.same_answer").when(hasAddresses).when(hasMessages),
	must("dedupe.events", "two events of one second are not one event delivered twice: both are answered", twoEvents).
		from("github.com/chanjarster/weixin-java-tools#66").needs("retry.event").when(hasEvent),
	must("parallel.users", "users who write at once are each answered for themselves", atOnce).
		from(robustness).when(hasMessages),
)

// finalChecks look back at the run.
var finalChecks = group(Check{Needs: []string{"reply.status"}},
	must("deadline.text", "each response comes within the platform's deadline", func(t *trial) {
		if t.slowest == nil {
			t.skip("there was no response")
		}
		if t.slowest.Took > t.Deadline {
			t.Exchanges = append(t.Exchanges, t.slowest)
		}
		t.inTime(t.slowest)
	}).from(docsReply),
	must(serverAlive, "the server answers until the end: nothing that anybody sends stops it", func(t *trial) {
		switch {
		case t.unanswered:
			t.skip("the server is gone: " + t.gone + " failed")
		case t.gone != "":
			t.failf(nil, "the server answered all requests of %s, and none since", t.gone)
		case !t.isAlive():
			t.failf(nil, "the server does not answer any more")
		}
	}).from(robustness),
)

// slowAnswer delivers a text on which the server takes long as the platform does.
func slowAnswer(t *trial) {
	t.Exchanges = t.Deliver(t.ctx, t.text(t.Slow)).Attempts
	last := t.Exchanges[len(t.Exchanges)-1]
	if last.Response == nil {
		t.failf(last, "none of %d attempts was answered within %v", len(t.Exchanges), t.Deadline)
	}
	t.taken(last)
}

// same delivers a message twice and checks that the second delivery gets the same answer, or an ack.
func (t *trial) same(m *platform.Message) {
	first := t.taken(t.post(m))
	t.noOther(first, t.taken(t.post(m)))
}

// noOther checks that the second of two deliveries brought no other reply, whatever its time.
func (t *trial) noOther(first, again *platform.Exchange) {
	if again.Answer.Outcome == platform.Replied && t.withoutTime(first.Answer) != t.withoutTime(again.Answer) {
		t.failf(again, "the second delivery was answered by another reply")
	}
}

// inFlight delivers a message twice, the second time while the server works on it.
func inFlight(t *trial) {
	m := t.text(t.Slow)
	t.Exchanges = t.sideBySide(t.Deadline, t.Deadline/20, t.NewRequest(m), t.NewRequest(m))
	a, b := t.taken(t.Exchanges[0]), t.taken(t.Exchanges[1])
	if a.Response == nil && b.Response == nil {
		t.skip("neither delivery was answered in time")
	}
	if a.Answer.Outcome == platform.Replied {
		t.noOther(a, b)
	}
}

// sideBySide sends each request a moment after the one before, and waits for all responses.
func (t *trial) sideBySide(patience, moment time.Duration, requests ...*platform.Request) []*platform.Exchange {
	exchanges := make([]*platform.Exchange, len(requests))
	var wait sync.WaitGroup
	for i, r := range requests {
		wait.Add(1)
		go func() {
			defer wait.Done()
			exchanges[i] = t.Wait(t.ctx, r, patience)
		}()
		time.Sleep(moment)
	}
	wait.Wait()
	return exchanges
}

// atOnce sends messages of many users at the same time.
func atOnce(t *trial) {
	var requests []*platform.Request
	for range 20 {
		requests = append(requests, t.NewRequest(t.ordinary()))
	}
	exchanges := t.sideBySide(t.patience(), 0, requests...)
	for _, x := range exchanges { // all of them, before the first failure ends the test
		t.note(x)
	}
	for _, x := range exchanges {
		t.answered(x)
		if t.subject == t.textType && t.textType != nil {
			t.repeated(x, x.Request.Message.Find(t.textPath).Text)
		} else {
			t.taken(x)
		}
	}
}

// otherUser sends a message with the id of one that another user has sent.
func otherUser(t *trial) {
	if t.subject == nil || t.subject.ID == nil {
		t.skip("the server replies to no message that has an id")
	}
	id := t.subject.ID.Name
	m, other := t.ordinary(), t.ordinary()
	other.Child(id).SetText(m.Child(id).Text)
	t.bothReplied(m, other, "the message of a second user with the id of the first user's")
}

// twoEvents sends two events of a user that differ in one element.
func twoEvents(t *trial) {
	k := t.repliedEvent
	if k == nil || differs(k) == "" {
		t.skip("the server replies to no event that tells more than its name")
	}
	m, other := t.compose(k), t.compose(k)
	for _, name := range slices.Concat(times(t.Spec.Inbound.Fields), t.Spec.Inbound.Addresses) {
		other.Child(name).SetText(m.Child(name).Text)
	}
	other.Child(differs(k)).SetText(t.word())
	t.bothReplied(m, other, "the second event")
}

// differs names an element in which events of one kind differ, "" if none is known.
func differs(event *spec.Message) string {
	for _, f := range event.Fields {
		if text, ok := f.Kind.(*spec.String); ok && isSent(f) && !text.Rules.Enum.IsSet() && !text.Rules.Pattern.IsSet() {
			return f.Name
		}
	}
	return ""
}

// bothReplied checks that a message is taken, and another one, which has a name, gets a reply.
func (t *trial) bothReplied(m, other *platform.Message, name string) {
	t.taken(t.post(m))
	if x := t.taken(t.post(other)); x.Answer.Outcome != platform.Replied {
		t.failf(x, "%s was not replied to", name)
	}
}
