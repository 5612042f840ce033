package main

import (
	"flag"

	"github.com/replygen/replygen/generator"
	"github.com/replygen/replygen/spec"
	"github.com/replygen/replygen/spec/diag"
)

var vetCommand = &command{
	name:    "vet",
	args:    "FILE…",
	summary: "reports mistakes in specs and overlays",
	long: `An overlay is applied to the spec that it extends. Warnings are findings, too, and
so are names that do not fit Go. builtin:NAME is a builtin platform.
`,
	setup: (*invocation).vet,
}

func (c *invocation) vet(flags *flag.FlagSet) action {
	declareFormat(flags, &c.format)
	return func(names []string) int {
		if len(names) == 0 {
			usageError("FILE is missing")
		}
		found := &diag.List{}
		for _, name := range names {
			platform, err := spec.Load(name)
			if err == nil {
				found.Merge(platform.Warnings)
				err = generator.Check(platform, generator.Options{})
			}
			merge(found, name, err)
		}
		found.Dedupe()
		c.showOn(c.out, found, c.format)
		all, warnings := len(found.Diagnostics), len(found.Warnings().Diagnostics)
		if all == 0 {
			c.logf("%s, nothing found", plural(len(names), "file"))
			return exitFine
		}
		c.logf("%s, %s", plural(all-warnings, "error"), plural(warnings, "warning"))
		return max(exitFindings, exitCode(found))
	}
}
