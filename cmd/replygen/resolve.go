package main

import (
	"flag"

	"github.com/replygen/replygen/spec"
)

var resolveCommand = &command{
	name:    "resolve",
	summary: "prints a platform with its overlays applied, as one base spec",
	setup: func(c *invocation, flags *flag.FlagSet) action {
		origins := flags.Bool("origins", false, "print where each value was decided, and what it was before")
		return c.onPlatform(flags, func(p *spec.Platform, _ []string) int { return c.print(must(p.YAML(*origins))) })
	},
}
