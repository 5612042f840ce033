package main

import (
	"flag"

	"github.com/replygen/replygen/spec"
)

var resolveCommand = &command{
	name:    "resolve",
	summary: "prints a platform with its overlays applied, as one base spec",
	setup: func(flags *flag.FlagSet) action {
		origins := flags.Bool("origins", false, "print where each value was decided, and what it was before")
		return onPlatform(flags, func(c *invocation, p *spec.Platform, _ []string) int {
			text, err := p.YAML(*origins)
			if err != nil {
				return c.fatal(err)
			}
			_, _ = c.out.Write(text) // the stream keeps its error
			return exitFine
		})
	},
}
