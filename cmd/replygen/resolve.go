package main

import "flag"

var resolveCommand = &command{
	name:    "resolve",
	summary: "prints a platform with its overlays applied, as one base spec",
	setup: func(flags *flag.FlagSet) action {
		p := &platformFlags{}
		p.declare(flags)
		origins := flags.Bool("origins", false, "say of each value where it was decided, and what it was before")
		return func(c *invocation, _ []string) int { return c.resolve(p, *origins) }
	},
}

func (c *invocation) resolve(p *platformFlags, origins bool) int {
	platform, code := c.loadOrShow(p)
	if platform == nil {
		return code
	}
	text, err := platform.YAML(origins)
	if err != nil {
		return c.fatal(err)
	}
	_, _ = c.out.Write(text) // the stream keeps its error
	return exitFine
}
