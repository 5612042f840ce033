package probe

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/replygen/replygen/internal/platform"
)

// trial is one run of a check.
type trial struct {
	*session
	check     *Check
	exchanges []*platform.Exchange
	// failure is why the check failed, "" while it has not; fault and at are about the exchange that failed it.
	failure string
	at      *platform.Exchange
	fault   *platform.Fault
	// skipped is why the check could not be decided.
	skipped string
}

// failf fails the check, because of an exchange. The first reason counts.
func (t *trial) failf(x *platform.Exchange, format string, args ...any) {
	if t.failure == "" {
		t.failure, t.at = fmt.Sprintf(format, args...), x
	}
}

// fail fails the check because of a fault in an answer.
func (t *trial) fail(x *platform.Exchange, f *platform.Fault) {
	if t.failure == "" {
		t.failure, t.at, t.fault = f.Message, x, f
	}
}

// record adds an exchange to those of the check.
func (t *trial) record(x *platform.Exchange) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.exchanges = append(t.exchanges, x)
}

// send sends a request, waits for the response longer than the platform does, and records the exchange.
func (t *trial) send(r *platform.Request) *platform.Exchange {
	x := t.Wait(t.ctx, r, t.patience())
	t.record(x)
	t.mu.Lock()
	defer t.mu.Unlock()
	if x.Response != nil && (t.slowest == nil || x.Took > t.slowest.Took) {
		t.slowest = x
	}
	return x
}

// post sends a message.
func (t *trial) post(m *platform.Message) *platform.Exchange { return t.send(t.NewRequest(m)) }

// postDocument sends a document in place of a message's own.
func (t *trial) postDocument(m *platform.Message, document string) *platform.Exchange {
	return t.send(t.NewRequestFor(m, document, t.Mode))
}

// taken reports whether a message was acked, or answered with a reply without a fault, and fails the check if not. A
// wrong time, envelope or ack is left to checks of their own.
func (t *trial) taken(x *platform.Exchange) bool {
	if x.Response == nil {
		t.failf(x, "%v", x.Err)
		return false
	}
	if t.wrongAck != "" && x.Answer.XML == t.wrongAck {
		return true
	}
	for i, f := range x.Answer.Faults {
		switch f.Aspect {
		case platform.Time, platform.Stamped, platform.Signed, platform.Recipient, platform.PlainAck:
		default:
			t.fail(x, &x.Answer.Faults[i])
			return false
		}
	}
	return true
}

// isLate reports whether a response came after the platform's deadline, and fails the check if so.
func (t *trial) isLate(x *platform.Exchange) bool {
	late := x.Took > t.Deadline
	if late {
		t.failf(x, "a response took %v, longer than %v", x.Took.Round(time.Millisecond), t.Deadline)
	}
	return late
}

// unharmed reports whether a request, whatever its content, was answered by no error of the server and without a trace
// of its inside, and fails the check if not. A server may refuse a method as not implemented.
func (t *trial) unharmed(x *platform.Exchange) bool {
	switch {
	case x.Response == nil:
		t.failf(x, "%v", x.Err)
	case x.Response.Status >= http.StatusInternalServerError && x.Response.Status != http.StatusNotImplemented:
		t.failf(x, "the status is %d: an error of the server", x.Response.Status)
	case trace.MatchString(x.Response.Body):
		t.failf(x, "the response shows where the server failed: %q", trace.FindString(x.Response.Body))
	default:
		return true
	}
	return false
}

// trace is what stack traces of some languages look like.
var trace = regexp.MustCompile(`goroutine \d+ \[|Traceback \(most recent call last\)|Stack trace:|Fatal error:|` +
	`(?m:^\s+at \S.*[(:]\d+\)?\s*$)`)

// refused checks that a request was not answered with a reply. Where the server replies to nothing at all, only a
// status other than 200 means that it was refused.
func (t *trial) refused(x *platform.Exchange) {
	if !t.unharmed(x) {
		return
	}
	switch w := x.Answer; {
	case w.Outcome == platform.Refused:
	case w.Outcome == platform.Replied || w.Envelope != nil || strings.HasPrefix(x.Response.Body, "<xml"):
		t.failf(x, "the server replied as if nothing were wrong")
	case t.replied == nil:
		t.skipped = "the server acks all messages: it cannot be told whether it took this one"
	}
}
