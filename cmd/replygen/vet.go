package main

import (
	"flag"

	"github.com/replygen/replygen/generator"
	"github.com/replygen/replygen/spec/diag"
)

var vetCommand = &command{
	name:    "vet",
	args:    "FILE…",
	summary: "reports mistakes in specs and overlays",
	long: `An overlay is applied to the spec that it extends. Warnings are findings, too, and
so are names that do not fit Go. builtin:NAME is a builtin platform.
`,
	setup: func(flags *flag.FlagSet) action {
		f := &formatFlag{}
		f.declare(flags)
		return func(c *invocation, args []string) int { return c.vet(args, f.format) }
	},
}

func (c *invocation) vet(names []string, format diag.Format) int {
	if len(names) == 0 {
		return c.usageError("FILE is missing")
	}
	found := &diag.List{}
	for _, name := range names {
		found.Merge(findings(name))
	}
	found.Dedupe()
	c.showOn(c.out, found, format)
	all, warnings := len(found.Diagnostics), len(found.Warnings().Diagnostics)
	if all == 0 {
		c.logf("%s, nothing found", plural(len(names), "file"))
		return exitFine
	}
	c.logf("%s, %s", plural(all-warnings, "error"), plural(warnings, "warning"))
	return max(exitFindings, exitCode(found))
}

// findings returns the findings about one spec or overlay, those of the generator included.
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
