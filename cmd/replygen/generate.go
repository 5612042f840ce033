package main

import (
	"flag"

	"github.com/replygen/replygen/internal/output"
)

var generateCommand = &command{
	name:    "generate",
	summary: "writes the package of a platform",
	long: `Files whose content is right are left alone, ours that are no longer needed are
removed, files of others are never touched. Nothing is written when the spec has
an error.
`,
	setup: func(flags *flag.FlagSet) action {
		t := &target{}
		t.declare(flags)
		return func(c *invocation, _ []string) int { return c.generate(t) }
	},
}

func (c *invocation) generate(t *target) int {
	files, found, err := t.build(c.env)
	c.show(found, t.format)
	if err != nil {
		return c.fail(err)
	}
	if files == nil {
		return exitCode(found)
	}
	summary, err := output.Write(files.dir, files.list, owned)
	if err != nil {
		return c.fail(err)
	}
	c.remark("%s", summary)
	return exitFine
}
