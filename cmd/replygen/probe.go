package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/replygen/replygen/internal/platform"
	"github.com/replygen/replygen/internal/probe"
)

var probeCommand = &command{
	name:    "probe",
	args:    "[URL]",
	summary: "plays the platform against a running server and reports what it gets wrong",
	long: `Start the server, and name the URL and the token that it is configured with:

  replygen probe --token test-token http://127.0.0.1:8080/wechat
  replygen probe --spec wecom --token T --key K --receiver CORPID --wait 30s --format junit --out probe.xml URL
  replygen probe --only text --only crypto.reply URL      these checks, and those that they build on
  replygen probe --list                                   all checks, with contract and source

$REPLYGEN_TOKEN and $REPLYGEN_KEY take the place of --token and --key. With a key,
messages are sent encrypted. The names of users begin with probe_. Some checks send
what an attacker would send: run them on a server that you may disturb.

--known FILE has a line for each check that is expected to fail: id  # why. One that
passes, is skipped or does not exist fails the run.

Exit status: 0 all checks passed, warned, are known or skipped; 1 one failed; 2 wrong
usage, or nothing could be tested: nobody answers, or the URL check fails.
`,
	setup: func(flags *flag.FlagSet) action {
		f := &probeFlags{}
		f.platformFlags.declare(flags)
		f.accountFlags.declare(flags)
		flags.StringVar(&f.options.Slow, "slow", "",
			"a `TEXT` on which the server takes longer than the deadline: runs deadline.slow and retry.in_flight")
		flags.Uint64Var(&f.options.Seed, "seed", 0, "the `N` that the texts of users are made from")
		flags.BoolVar(&f.options.Strict, "strict", false, "checks of level should fail, too, instead of warning")
		flags.Var((*texts)(&f.options.Only), "only",
			"runs the checks whose ids have this `PREFIX`, and what they need; may be repeated")
		flags.Var((*texts)(&f.options.Skip), "skip",
			"leaves out the checks whose ids have this `PREFIX`; may be repeated")
		flags.StringVar(&f.known, "known", "", "a `FILE` of checks that are expected to fail")
		flags.StringVar(&f.format, "format", "text", "the `FORMAT` of the report: text, json or junit")
		flags.StringVar(&f.out, "out", "", "the `FILE` that the report is written to, instead of standard output")
		flags.BoolVar(&f.list, "list", false, "lists the checks, and runs none")
		flags.BoolVar(&f.verbose, "verbose", false, "reports all requests and responses")
		flags.DurationVar(&f.wait, "wait", 0, "the `TIME` to wait until the server answers, 30s say")
		return func(c *invocation, args []string) int { return c.probe(f, args) }
	},
}

// probeFlags are the flags of probe.
type probeFlags struct {
	platformFlags
	accountFlags
	options            probe.Options
	known, format, out string
	list, verbose      bool
	wait               time.Duration
}

func (c *invocation) probe(f *probeFlags, args []string) int {
	if !slices.Contains([]string{"text", "json", "junit"}, f.format) {
		return c.usageError("--format %s: write text, json or junit", f.format)
	}
	if f.wait < 0 {
		return c.usageError("--wait %v is negative", f.wait)
	}
	if err := f.options.Validate(); err != nil {
		return c.usageError("%v; --list shows the checks", err)
	}
	if f.list {
		for _, check := range f.options.Checks() {
			fmt.Fprintf(c.out, "%-24s %-6s %s\n%31s [%s]\n", check.ID, check.Level, check.Contract, "", check.Source)
		}
		return exitFine
	}
	return c.onServer(&f.platformFlags, &f.accountFlags, args, func(ctx context.Context, a *platform.Account) int {
		return c.probeServer(ctx, a, f)
	})
}

// onServer loads the platform, and acts on the account of a server until the process is interrupted.
func (c *invocation) onServer(
	platforms *platformFlags, accounts *accountFlags, args []string, act func(context.Context, *platform.Account) int,
) int {
	if len(args) == 0 {
		return c.usageError("name the URL of the server")
	}
	p, code := c.loadOrShow(platforms)
	if p == nil {
		return code
	}
	account, err := accounts.account(c.env, p, args[0])
	if err != nil {
		return c.usageError("%v", err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return act(ctx, account)
}

// probeServer runs the checks. Its files are at fault before that, which takes time.
func (c *invocation) probeServer(ctx context.Context, account *platform.Account, f *probeFlags) int {
	if f.known != "" {
		content, err := os.ReadFile(f.known)
		if err == nil {
			f.options.Known, err = probe.ParseKnown(f.known, content)
		}
		if err != nil {
			return c.fatal(err)
		}
	}
	var file *os.File
	if f.out != "" {
		var err error
		if file, err = os.Create(f.out); err != nil {
			return c.fatal(err)
		}
	}
	account.WaitUntilUp(ctx, f.wait)
	f.options.Starting = c.progress
	report := probe.Run(ctx, account, f.options)
	c.progress(nil)
	if err := c.writeReport(f, report, file); err != nil {
		return c.fatal(err)
	}
	switch {
	case ctx.Err() != nil:
		return c.fatal(errors.New("interrupted"))
	case report.Untestable != "":
		return c.fatal(fmt.Errorf("nothing could be tested: %s", visible(account.Redact(report.Untestable))))
	case report.Count(probe.Failed) > 0:
		return exitFindings
	}
	return exitFine
}

// progress shows on a terminal which check runs, and clears the line for nil.
func (c *invocation) progress(check *probe.Check) {
	switch {
	case !isTerminal(c.errOut):
	case check == nil:
		fmt.Fprint(c.errOut, "\r\x1b[K")
	default:
		fmt.Fprintf(c.errOut, "\r\x1b[K%s …", check.ID)
	}
}

// writeReport writes the report to the file, or to standard output if that is nil, and a summary where that is not a
// report for people.
func (c *invocation) writeReport(f *probeFlags, r *probe.Report, file *os.File) error {
	style := probe.Style{Verbose: f.verbose, Colour: file == nil && c.isColoured(c.out), Repeat: func(id string) string {
		return f.command(c.env, id, r.Account.Redact(r.Account.URL()))
	}}
	if f.format != "text" || file != nil {
		c.logf("%s", r.Summary())
	}
	if file == nil {
		return r.Write(c.out, f.format, style)
	}
	return errors.Join(r.Write(file, f.format, style), file.Close())
}

// command returns the command that repeats a check. A token and a key are not shown: they come from the environment, or
// the user fills them in.
func (f *probeFlags) command(env func(string) string, id, address string) string {
	words := []string{"replygen", "probe"}
	add := func(given bool, name string, value ...string) {
		if given {
			words = append(append(words, name), value...)
		}
	}
	add(f.spec != defaultSpec, "--spec", quoted(f.spec))
	for _, overlay := range f.overlays {
		add(true, "--overlay", quoted(overlay))
	}
	add(f.settings.Token != env("REPLYGEN_TOKEN"), "--token", "…")
	add(f.settings.EncodingAESKey != env("REPLYGEN_KEY"), "--key", "…")
	add(f.settings.Receiver != "", "--receiver", quoted(f.settings.Receiver))
	add(f.options.Slow != "", "--slow", quoted(f.options.Slow))
	add(true, "--only", quoted(id))
	add(f.remote, "--remote")
	return strings.Join(append(words, quoted(address)), " ")
}

// quoted quotes a word for a shell, where it needs that.
func quoted(word string) string {
	if strings.Trim(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:@%+,") == "" {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
