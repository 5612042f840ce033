package probe

import (
	"cmp"
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
	// Known lists the checks that are expected to fail.
	Known []KnownFailure
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

// serverAlive is the check that a server without an answer fails. It runs on one that is gone, too.
const serverAlive = "server.alive"

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

// isFinding reports whether the check did not do as it should.
func (r *Result) isFinding() bool { return r.Status != Passed && r.Status != Skipped }

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
		if o.Starting != nil {
			o.Starting(c)
		}
		result := o.judge(s.run(c, report.Results))
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
	report.Results = append(report.Results, o.missing()...)
	if s.slowest != nil {
		report.Slowest = s.slowest.Took
	}
	report.Untestable = report.untestable()
	return report
}

// run runs one check, unless what came of others forbids it.
func (s *session) run(c *Check, earlier []Result) Result {
	t := &trial{session: s, Result: Result{Check: c, Status: Skipped}}
	blocker := s.blocker(c, earlier)
	t.blocked, t.Message = blocker != "", cmp.Or(blocker, c.obstacle(s))
	if t.Message != "" {
		return t.Result
	}
	t.Status = Passed
	began := time.Now()
	ended := make(chan struct{})
	go func() { // which a failure ends
		defer close(ended)
		c.test(t)
	}()
	<-ended
	s.checkAlive(t)
	t.Took = time.Since(began)
	return t.Result
}

// blocker returns which failure makes a check pointless, "" for none.
func (s *session) blocker(c *Check, earlier []Result) string {
	if s.gone != "" && c.ID != serverAlive {
		return "the server is gone"
	}
	for _, e := range earlier {
		switch {
		case !slices.Contains(c.Needs, e.ID):
		case e.blocked:
			return e.Message
		case e.isFinding():
			return e.ID + " failed"
		}
	}
	return ""
}

// checkAlive finds out whether the server survived a check. One that left a request unanswered fails with it.
func (s *session) checkAlive(t *trial) {
	if t.ID == serverAlive || t.ID == "url.echo" && t.isFinding() || s.isAlive() {
		return
	}
	s.gone = t.ID
	i := slices.IndexFunc(t.Exchanges, func(x *platform.Exchange) bool { return x.Response == nil })
	if s.unanswered = i >= 0; s.unanswered {
		if !t.isFinding() {
			t.record(t.Exchanges[i], t.Exchanges[i].Err.Error(), nil)
		}
		t.Message += "; the server does not answer any more"
	}
}

// untestable returns why a run could not test the server, "" if it could.
func (r *Report) untestable() string {
	if r.Count(Passed) > 0 {
		return ""
	}
	for _, result := range r.Results {
		x := result.At
		switch {
		case x == nil:
		case x.Response == nil:
			return fmt.Sprintf("%s does not answer: %v", r.Account.URL(), x.Err)
		case result.ID == "url.echo" && !isDecorated(x):
			return fmt.Sprintf("the URL check fails with this token: %s (wrong token, key, or path?)", result.Message)
		case result.ID == "reply.status":
			return "messages are refused: " + result.Message
		}
	}
	return ""
}
