package probe

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/replygen/replygen/internal/platform"
)

// Options choose the checks of a run, and how their failures count.
type Options struct {
	// Only and Skip are prefixes of ids: text, crypto.reply. What a check needs runs, too.
	Only, Skip []string
	// Known lists the checks that are expected to fail; nil for none.
	Known *KnownFailures
	// Strict makes checks of level should fail, too.
	Strict bool
	// Slow is a text on which the server takes longer than the deadline; "" leaves out the checks that need one.
	Slow string
	// Seed makes the texts that are sent the same in each run.
	Seed uint64
	// Starting is called before each check, Done after it. Both may be nil.
	Starting func(*Check)
	Done     func(Result)
}

// Status is the result of a check.
type Status string

// The statuses.
const (
	Passed  Status = "passed"
	Failed  Status = "failed"
	Warned  Status = "warned"  // a check of level should failed
	Skipped Status = "skipped" // it does not apply, or could not be decided
	Known   Status = "known"   // it failed as expected
)

// Result is what came of a check.
type Result struct {
	*Check
	Status Status
	// Message is why the check did not pass.
	Message string
	Took    time.Duration
	// Exchanges are all of the check, At is the one that failed it, Fault what was wrong with the answer; nil for none.
	Exchanges []*platform.Exchange
	At        *platform.Exchange
	Fault     *platform.Fault
	// blocked reports that the check was skipped because of a failure.
	blocked bool
}

// Report is what came of a run.
type Report struct {
	Account *platform.Account
	// Modes are those in which messages were sent.
	Modes   []platform.Mode
	Results []Result
	Slowest time.Duration
	// Untestable is why nothing could be tested, "" if something was.
	Untestable string
}

// Count returns how many checks have a status.
func (r *Report) Count(s Status) (n int) {
	for _, result := range r.Results {
		if result.Status == s {
			n++
		}
	}
	return n
}

// Run runs the checks on the server of an account.
func Run(ctx context.Context, a *platform.Account, o Options) *Report {
	s := newSession(ctx, a, o)
	report := &Report{Account: a, Modes: []platform.Mode{a.Mode}}
	for _, c := range o.Checks() {
		if ctx.Err() != nil {
			break
		}
		if o.Starting != nil {
			o.Starting(c)
		}
		result := o.Known.judge(s.run(c, report.Results))
		if ctx.Err() != nil {
			break // the check was interrupted: what it found is no finding
		}
		report.Results = append(report.Results, result)
		if result.ID == "crypto.compatible" && len(result.Exchanges) > 0 {
			report.Modes = append(report.Modes, platform.Compatible)
		}
		if o.Done != nil {
			o.Done(result)
		}
	}
	report.Results = append(report.Results, o.Known.missing()...)
	if s.slowest != nil {
		report.Slowest = s.slowest.Took
	}
	report.Untestable = s.untestable(report)
	return report
}

// run runs one check, unless what came of others forbids it.
func (s *session) run(c *Check, earlier []Result) Result {
	result := Result{Check: c, Status: Skipped}
	if s.gone != "" && c != serverAlive {
		result.Message, result.blocked = "the server is gone", true
		return result
	}
	for _, e := range earlier {
		if slices.Contains(c.Needs, e.ID) && (e.blocked || e.Status != Passed && e.Status != Skipped) {
			result.Message, result.blocked = e.ID+" failed", true
			if e.blocked {
				result.Message = e.Message
			}
			return result
		}
	}
	if c.applies != nil {
		if result.Message = c.applies(s); result.Message != "" {
			return result
		}
	}
	began := time.Now()
	t := &trial{session: s, check: c}
	c.test(t)
	s.checkAlive(t)
	result.Took = time.Since(began)
	result.Exchanges, result.At, result.Fault = t.exchanges, t.at, t.fault
	switch {
	case t.failure != "":
		result.Message, result.Status = t.failure, Failed
		if c.Level == Should && !s.Strict {
			result.Status = Warned
		}
	case t.skipped != "":
		result.Message = t.skipped
	default:
		result.Status = Passed
	}
	return result
}

// checkAlive finds out whether the server survived a check. One that left a request unanswered fails with it.
func (s *session) checkAlive(t *trial) {
	if t.check == serverAlive || t.check.ID == "url.echo" && t.failure != "" || s.isAlive() {
		return
	}
	s.gone = t.check.ID
	if i := slices.IndexFunc(t.exchanges, func(x *platform.Exchange) bool { return x.Response == nil }); i >= 0 {
		s.unanswered = true
		t.failf(t.exchanges[i], "%v", t.exchanges[i].Err)
		t.failure += "; the server does not answer any more"
	}
}

// untestable returns why a run could not test the server, "" if it could.
func (s *session) untestable(r *Report) string {
	for _, result := range r.Results {
		if result.Status == Passed {
			return ""
		}
	}
	for _, result := range r.Results {
		x := result.At
		switch {
		case x == nil:
			continue
		case x.Response == nil:
			return fmt.Sprintf("%s does not answer: %v", s.URL(), x.Err)
		case result.ID == "url.echo" && !isDecorated(x):
			return fmt.Sprintf("the URL check fails with this token: %s (wrong token, key, or path?)", result.Message)
		case result.ID == "reply.status":
			return "messages are refused: " + result.Message
		}
	}
	return ""
}
