package probe

import (
	"fmt"
	"net/http"
	"regexp"
	"runtime"
	"strings"
	"time"

	"github.com/replygen/replygen/internal/platform"
)

// trial is one run of a check. What fails or skips the check also ends its test, as in package testing.
type trial struct {
	*session
	Result
	// about precedes why the check failed.
	about string
}

// record makes the check one that has failed, because of an exchange, and perhaps a fault in its answer.
func (t *trial) record(x *platform.Exchange, why string, f *platform.Fault) {
	t.Status, t.Message, t.At, t.Fault = Failed, t.about+why, x, f
	if t.Level == Should && !t.Strict {
		t.Status = Warned
	}
}

// failf fails the check because of an exchange.
func (t *trial) failf(x *platform.Exchange, format string, args ...any) {
	t.record(x, fmt.Sprintf(format, args...), nil)
	runtime.Goexit()
}

// fail fails the check because of a fault in an answer.
func (t *trial) fail(x *platform.Exchange, f *platform.Fault) {
	t.record(x, f.Message, f)
	runtime.Goexit()
}

// skip ends a check that cannot be decided.
func (t *trial) skip(why string) {
	t.Status, t.Message = Skipped, why
	runtime.Goexit()
}

// send sends a request, and waits for the response longer than the platform does.
func (t *trial) send(r *platform.Request) *platform.Exchange {
	x := t.Wait(t.ctx, r, t.patience())
	t.note(x)
	t.answered(x)
	return x
}

// note adds an exchange to those of the check.
func (t *trial) note(x *platform.Exchange) {
	t.Exchanges = append(t.Exchanges, x)
	if x.Response != nil && (t.slowest == nil || x.Took > t.slowest.Took) {
		t.slowest = x
	}
}

// answered checks that a response came.
func (t *trial) answered(x *platform.Exchange) {
	if x.Response == nil {
		t.failf(x, "%v", x.Err)
	}
}

// post sends a message.
func (t *trial) post(m *platform.Message) *platform.Exchange { return t.send(t.NewRequest(m)) }

// postDocument sends a document in place of a message's own.
func (t *trial) postDocument(m *platform.Message, document string) *platform.Exchange {
	return t.send(t.NewRequestFor(m, document, t.Mode))
}

// taken checks that a message was acked, or answered with a reply without a fault. A wrong time, envelope or ack is left
// to checks of their own, and so is a response that did not come.
func (t *trial) taken(x *platform.Exchange) *platform.Exchange {
	if t.wrongAck != "" && x.Answer.XML == t.wrongAck {
		return x
	}
	for i, f := range x.Answer.Faults {
		switch f.Aspect {
		case platform.Time, platform.Stamped, platform.Signed, platform.Recipient, platform.PlainAck:
		default:
			t.fail(x, &x.Answer.Faults[i])
		}
	}
	return x
}

// inTime checks that a response came within the platform's deadline.
func (t *trial) inTime(x *platform.Exchange) {
	if x.Took > t.Deadline {
		t.failf(x, "a response took %v, longer than %v", x.Took.Round(time.Millisecond), t.Deadline)
	}
}

// unharmed checks that a request, whatever its content, was answered by no error of the server and without a trace of
// its inside. A server may refuse a method as not implemented.
func (t *trial) unharmed(x *platform.Exchange) *platform.Exchange {
	t.answered(x)
	if x.Response.Status >= http.StatusInternalServerError && x.Response.Status != http.StatusNotImplemented {
		t.failf(x, "the status is %d: an error of the server", x.Response.Status)
	}
	if found := trace.FindString(x.Response.Body); found != "" {
		t.failf(x, "the response shows where the server failed: %q", found)
	}
	return x
}

// trace is what stack traces of some languages look like.
var trace = regexp.MustCompile(`goroutine \d+ \[|Traceback \(most recent call last\)|Stack trace:|Fatal error:|` +
	`(?m:^\s+at \S.*[(:]\d+\)?\s*$)`)

// refused checks that a request was not answered with a reply. Where the server replies to nothing at all, only a
// status other than 200 means that it was refused.
func (t *trial) refused(x *platform.Exchange) {
	switch w := t.unharmed(x).Answer; {
	case w.Outcome == platform.Refused:
	case w.Outcome == platform.Replied || w.Envelope != nil || strings.HasPrefix(x.Response.Body, "<xml"):
		t.failf(x, "the server replied as if nothing were wrong")
	case t.replied == nil:
		t.skip("the server acks all messages: it cannot be told whether it took this one")
	}
}
