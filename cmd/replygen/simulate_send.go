package main

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/replygen/replygen/internal/platform"
)

// sendOne sends one message and prints what came of it.
func (c *invocation) sendOne(ctx context.Context, account *platform.Account, name string, values []string) int {
	var set []platform.Setting
	for _, s := range values {
		path, value, ok := strings.Cut(s, "=")
		if !ok {
			usageError("--set %s: write PATH=VALUE", s)
		}
		set = append(set, platform.Setting{Path: path, Value: value})
	}
	message, err := account.NewMessage(name, set...)
	if err != nil {
		usageError("%w", err)
	}
	if err := account.CheckURL(ctx); err != nil && ctx.Err() == nil {
		fatal("nothing could be sent: %s", visible(account.Redact(err.Error())))
	}
	d := account.Deliver(ctx, message)
	if ctx.Err() != nil {
		fatal("interrupted")
	}
	for i, x := range d.Attempts {
		end := fmt.Sprint(x.Err)
		if x.Response != nil {
			end = fmt.Sprintf("status %d after %v", x.Response.Status, x.Took.Round(time.Millisecond))
		}
		c.logf("attempt %d: %s", i+1, visible(account.Redact(end)))
	}
	if refusesKey(account, d) {
		fatal("nothing could be sent: " +
			"the server refuses the encrypted message; are key and receiver right?")
	}
	return c.showAnswer(account, d)
}

// refusesKey reports whether the server refused an encrypted message although it knows the token. Where all messages
// are encrypted, the check of the URL has tried the key.
func refusesKey(a *platform.Account, d *platform.Delivery) bool {
	response := d.Attempts[len(d.Attempts)-1].Response
	refusals := []int{http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden}
	return a.Mode == platform.Encrypted && !a.AlwaysEncrypted() && response != nil &&
		slices.Contains(refusals, response.Status)
}

// showAnswer prints the answer of a delivery, and returns the exit status.
func (c *invocation) showAnswer(account *platform.Account, d *platform.Delivery) int {
	answer, code := d.Answer(), exitFine
	switch answer.Outcome {
	case platform.Acked:
		fmt.Fprintln(c.out, "ack")
	case platform.Replied:
		fmt.Fprintln(c.out, c.shown(account.Redact(answer.XML)))
		if !d.Message.AcceptsReply {
			c.logf("note: the platform takes no reply to this message, so the user does not see it")
		}
	case platform.Unusable:
		fmt.Fprintln(c.out, c.shown(account.Redact(d.Attempts[len(d.Attempts)-1].Response.Body)))
	case platform.None, platform.Refused: // nothing to print
	}
	for _, f := range answer.Faults {
		warning := "warning: "
		if !f.Aspect.IsTolerated() {
			warning, code = "", exitFindings
		}
		c.logf("%s%s: %s", warning, f.Aspect, visible(account.Redact(f.Message)))
	}
	if answer.Outcome != platform.Acked && answer.Outcome != platform.Replied {
		code = exitFindings
		if d.Message.AcceptsReply {
			c.logf("the user sees that the server fails")
		}
	}
	return code
}

// shown makes a text safe for a terminal. Files and pipes get it as it is.
func (c *invocation) shown(text string) string {
	if !isTerminal(c.out) {
		return text
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = visible(line)
	}
	return strings.Join(lines, "\n")
}
