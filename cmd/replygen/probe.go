package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"

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
	setup: (*invocation).probe,
}

func (c *invocation) probe(flags *flag.FlagSet) action {
	var o probe.Options
	c.declareAccount(flags)
	flags.StringVar(&o.Slow, "slow", "",
		"a `TEXT` on which the server takes longer than the deadline: runs deadline.slow and retry.in_flight")
	flags.Uint64Var(&o.Seed, "seed", 0, "the `N` that the texts of users are made from")
	flags.BoolVar(&o.Strict, "strict", false, "checks of level should fail, too, instead of warning")
	flags.Var((*texts)(&o.Only), "only",
		"runs the checks whose ids have this `PREFIX`, and what they need; may be repeated")
	flags.Var((*texts)(&o.Skip), "skip", "leaves out the checks whose ids have this `PREFIX`; may be repeated")
	known := flags.String("known", "", "a `FILE` of checks that are expected to fail")
	format := flags.String("format", "text", "the `FORMAT` of the report: text, json or junit")
	out := flags.String("out", "", "the `FILE` that the report is written to, instead of standard output")
	list := flags.Bool("list", false, "lists the checks, and runs none")
	verbose := flags.Bool("verbose", false, "reports all requests and responses")
	wait := flags.Duration("wait", 0, "the `TIME` to wait until the server answers, 30s say")
	return func(args []string) int {
		switch err := o.Validate(); {
		case !slices.Contains([]string{"text", "json", "junit"}, *format):
			usageError("--format %s: write text, json or junit", *format)
		case *wait < 0:
			usageError("--wait %v is negative", *wait)
		case err != nil:
			usageError("%v; --list shows the checks", err)
		case *list:
			for _, check := range o.Checks() {
				fmt.Fprintf(c.out, "%-24s %-6s %s\n%31s [%s]\n", check.ID, check.Level, check.Contract, "", check.Source)
			}
			return exitFine
		case len(args) == 0:
			usageError("name the URL of the server")
		}
		account := c.account(args[0])
		if *known != "" {
			o.Known = must(probe.ParseKnown(*known, must(os.ReadFile(*known))))
		}
		var file *os.File // nil for standard output
		if *out != "" {   // fails before the checks, which take time
			file = must(os.Create(*out))
		}
		ctx, stop := untilInterrupt()
		defer stop()
		account.WaitUntilUp(ctx, *wait)
		o.Starting = c.progress
		report := probe.Run(ctx, account, o)
		c.progress(nil)
		if *format != "text" || *out != "" {
			c.logf("%s", report.Summary())
		}
		style := probe.Style{
			Verbose: *verbose,
			Colour:  file == nil && c.isColoured(c.out),
			Repeat:  func(id string) string { return c.repeat(id, o.Slow, account.Redact(account.URL())) },
		}
		if file == nil {
			stopOn(report.Write(c.out, *format, style))
		} else {
			stopOn(errors.Join(report.Write(file, *format, style), file.Close()))
		}
		if ctx.Err() != nil {
			fatal("interrupted")
		}
		if report.Untestable != "" {
			fatal("nothing could be tested: %s", visible(account.Redact(report.Untestable)))
		}
		return exitIf(report.Count(probe.Failed) > 0)
	}
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

// repeat returns the command that repeats a check. A token and a key are not shown: they come from the environment, or
// the user fills them in.
func (c *invocation) repeat(id, slow, address string) string {
	words := []string{"replygen", "probe"}
	add := func(name, value string) {
		if value != "" {
			words = append(words, name, quoted(value))
		}
	}
	if c.spec != defaultSpec {
		add("--spec", c.spec)
	}
	for _, overlay := range c.overlays {
		add("--overlay", overlay)
	}
	if c.settings.Token != c.env("REPLYGEN_TOKEN") {
		add("--token", "…")
	}
	if c.settings.EncodingAESKey != c.env("REPLYGEN_KEY") {
		add("--key", "…")
	}
	add("--receiver", c.settings.Receiver)
	add("--slow", slow)
	add("--only", id)
	if c.remote {
		words = append(words, "--remote")
	}
	return strings.Join(append(words, quoted(address)), " ")
}
