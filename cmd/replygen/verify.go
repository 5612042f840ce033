package main

import (
	"flag"
	"fmt"
	"io"
	"slices"

	"github.com/replygen/replygen/internal/judge"
	"github.com/replygen/replygen/spec"
)

// maxReply is the size of the largest reply that verify reads, in bytes.
const maxReply = 8 << 20

var verifyCommand = &command{
	name:    "verify",
	summary: "reads a reply's XML and reports whether the platform accepts it",
	long: `The XML, 8 MiB at most, comes from standard input:

  replygen preview text | replygen verify

An element that the platform ignores, by the key ignores of the spec's header, is a warning and no finding.
`,
	setup: func(c *invocation, flags *flag.FlagSet) action { return c.onPlatform(flags, c.verify) },
}

func (c *invocation) verify(platform *spec.Platform, _ []string) int {
	document, err := io.ReadAll(io.LimitReader(c.in, maxReply+1))
	if err != nil {
		fatal("standard input: %w", err)
	}
	if len(document) > maxReply {
		fatal("standard input has more than %d bytes", maxReply)
	}
	r, violations, err := judge.Parse(platform, document)
	if err != nil {
		line := err.Error()
		if d := platform.Delivery; d != nil && slices.Contains(d.Acks, string(document)) {
			line = fmt.Sprintf("%q is no reply, but an ack, which the platform accepts as well", document)
		}
		fmt.Fprintln(c.out, visible(line))
		return exitFindings
	}
	for _, v := range violations {
		line := v.String()
		if r != nil && v.Rule == "required" && r.States(v.Field) {
			line += ": an element that is empty or 0 counts as absent"
		}
		fmt.Fprintln(c.out, visible(line))
	}
	if r != nil {
		for _, name := range r.Ignored() {
			fmt.Fprintf(c.out, "%s: warning: the platform ignores this element\n", visible(name))
		}
	}
	if len(violations) == 0 {
		fmt.Fprintf(c.out, "ok: %s reply\n", r.Type())
	}
	return exitIf(len(violations) > 0)
}
