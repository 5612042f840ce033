package main

import (
	"flag"

	"github.com/replygen/replygen/spec"
)

var referenceCommand = &command{
	name:    "reference",
	summary: "prints the reference of the spec language as Markdown",
	long: `The page lists every key with its meaning, default and an example, the kinds of
fields, the rules, and the verbs and paths of overlays. It starts with a base
spec that is built step by step.

  replygen reference | less
`,
	setup: func(c *invocation, _ *flag.FlagSet) action {
		return func([]string) int { return c.print(spec.Reference()) }
	},
}
