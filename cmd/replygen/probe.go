package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

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
	setup: func(c *invocation, flags *flag.FlagSet) action {
		f := &probeFlags{}
		f.declare(flags)
		return func(args []string) int { return c.probe(f, args) }
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

func (f *probeFlags) declare(flags *flag.FlagSet) {
	f.platformFlags.declare(flags)
	f.accountFlags.declare(flags)
	flags.StringVar(&f.options.Slow, "slow", "",
		"a `TEXT` on which the server takes longer than the deadline: runs deadline.slow and retry.in_flight")
	flags.Uint64Var(&f.options.Seed, "seed", 0, "the `N` that the texts of users are made from")
	flags.BoolVar(&f.options.Strict, "strict", false, "checks of level should fail, too, instead of warning")
	flags.Var((*texts)(&f.options.Only), "only", "runs the checks whose ids have this `PREFIX`, and what they need; may be repeated")
	flags.Var((*texts)(&f.options.Skip), "skip", "leaves out the checks whose ids have this `PREFIX`; may be repeated")
	flags.StringVar(&f.known, "known", "", "a `FILE` of checks that are expected to fail")
	flags.StringVar(&f.format, "format", "text", "the `FORMAT` of the report: text, json or junit")
	flags.StringVar(&f.out, "out", "", "the `FILE` that the report is written to, instead of standard output")
	flags.BoolVar(&f.list, "list", false, "lists the checks, and runs none")
	flags.BoolVar(&f.verbose, "verbose", false, "reports all requests and responses")
	flags.DurationVar(&f.wait, "wait", 0, "the `TIME` to wait until the server answers, 30s say")
}

func (c *invocation) probe(f *probeFlags, args []string) int {
	switch err := f.options.Validate(); {
	case !slices.Contains([]string{"text", "json", "junit"}, f.format):
		wrongUsage("--format %s: write text, json or junit", f.format)
	case f.wait < 0:
		wrongUsage("--wait %v is negative", f.wait)
	case err != nil:
		wrongUsage("%v; --list shows the checks", err)
	case f.list:
		for _, check := range f.options.Checks() {
			fmt.Fprintf(c.out, "%-24s %-6s %s\n%31s [%s]\n", check.ID, check.Level, check.Contract, "", check.Source)
		}
		return exitFine
	case len(args) == 0:
		wrongUsage("name the URL of the server")
	}
	account := f.account(c.env, c.load(f.spec, f.overlays...), args[0])
	if f.known != "" {
		f.options.Known = must(probe.ParseKnown(f.known, must(os.ReadFile(f.known))))
	}
	var file *os.File
	if f.out != "" { // fails before the checks, which take time
		file = must(os.Create(f.out))
	}
	ctx, stop := untilInterrupt()
	defer stop()
	account.WaitUntilUp(ctx, f.wait)
	f.options.Starting = c.progress
	report := probe.Run(ctx, account, f.options)
	c.progress(nil)
	stopOn(c.writeReport(f, report, file))
	if ctx.Err() != nil {
		fail("interrupted")
	}
	if report.Untestable != "" {
		fail("nothing could be tested: %s", visible(account.Redact(report.Untestable)))
	}
	return exitIf(report.Count(probe.Failed) > 0)
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
	add := func(name, value string) {
		if value != "" {
			words = append(words, name, quoted(value))
		}
	}
	if f.spec != defaultSpec {
		add("--spec", f.spec)
	}
	for _, overlay := range f.overlays {
		add("--overlay", overlay)
	}
	if f.settings.Token != env("REPLYGEN_TOKEN") {
		add("--token", "…")
	}
	if f.settings.EncodingAESKey != env("REPLYGEN_KEY") {
		add("--key", "…")
	}
	add("--receiver", f.settings.Receiver)
	add("--slow", f.options.Slow)
	add("--only", id)
	if f.remote {
		words = append(words, "--remote")
	}
	return strings.Join(append(words, quoted(address)), " ")
}
