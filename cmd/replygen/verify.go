package main

import (
	"flag"
	"fmt"
	"io"

	"github.com/replygen/replygen/internal/judge"
)

// maxReply bounds what verify reads, in bytes.
const maxReply = 8 << 20

var verifyCommand = &command{
	name:    "verify",
	summary: "reads a reply's XML and says whether the platform would take it",
	long: `The XML, 8 MiB at most, comes from standard input:

  replygen preview text | replygen verify
`,
	setup: func(flags *flag.FlagSet) action {
		p := &platformFlags{}
		p.declare(flags)
		return func(c *invocation, _ []string) int { return c.verify(p) }
	},
}

func (c *invocation) verify(p *platformFlags) int {
	platform, code := c.loadOrShow(p)
	if platform == nil {
		return code
	}
	document, err := io.ReadAll(io.LimitReader(c.in, maxReply+1))
	switch {
	case err != nil:
		return c.fatal(fmt.Errorf("standard input: %w", err))
	case len(document) > maxReply:
		return c.fatal(fmt.Errorf("standard input has more than %d bytes", maxReply))
	}
	r, violations, err := judge.Parse(platform, document)
	if err != nil {
		fmt.Fprintln(c.out, visible(err.Error()))
		return exitFindings
	}
	for _, v := range violations {
		fmt.Fprintln(c.out, visible(v.String()))
	}
	if len(violations) > 0 {
		return exitFindings
	}
	fmt.Fprintf(c.out, "ok: %s reply\n", r.Type())
	return exitFine
}
