package main

import (
	"flag"

	"github.com/replygen/replygen/generator"
	"github.com/replygen/replygen/spec/diag"
)

var vetCommand = &command{
	name:    "vet",
	args:    "FILE…",
	summary: "reports what is wrong with specs and overlays",
	long: `An overlay is held against all that it extends. Warnings are findings, too, and
so are names that cannot be Go. A builtin platform is named as elsewhere:
builtin:NAME.
`,
	setup: func(flags *flag.FlagSet) action {
		f := &formatFlag{}
		f.declare(flags)
		return func(c *invocation, args []string) int { return c.vet(args, f.format) }
	},
}

func (c *invocation) vet(names []string, format diag.Format) int {
	if len(names) == 0 {
		return c.usageError("name a spec or an overlay")
	}
	found := &diag.List{}
	for _, name := range names {
		found.Merge(findings(name))
	}
	found.Dedupe()
	c.showOn(c.out, found, format)
	errors, all := 0, len(found.Diagnostics)
	for _, d := range found.Diagnostics {
		if d.Severity == diag.Error {
			errors++
		}
	}
	if all == 0 {
		c.logf("%s, nothing found", plural(len(names), "file"))
		return exitFine
	}
	c.logf("%s, %s", plural(errors, "error"), plural(all-errors, "warning"))
	if code := exitCode(found); code != exitFine {
		return code
	}
	return exitFindings
}

// findings is everything worth saying about one spec or overlay.
func findings(name string) *diag.List {
	platform, found := (&platformFlags{spec: name}).load()
	if platform == nil {
		return found
	}
	if err := generator.Check(platform, generator.Options{}); err != nil {
		found.Merge(asFindings(name, err))
	}
	return found
}
