package main

import (
	"context"
	"errors"
	"flag"
	"os"
	"os/signal"
	"syscall"

	"github.com/replygen/replygen/internal/output"
)

var generateCommand = &command{
	name:    "generate",
	summary: "writes the package of a platform",
	long: `Files whose content is right are left alone, files of others are never touched.
A file of ours that is no longer needed becomes a stub without code, which the
next run removes: "go generate" fails if a file goes away under it. Nothing is
written when the spec has an error.
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
		return c.fatal(err)
	}
	if files == nil {
		return exitCode(found)
	}
	summary, err := files.write()
	if err != nil {
		return c.fatal(err)
	}
	c.logf("%s", summary)
	return exitFine
}

// write puts the files on disk. An interrupt leaves the directory as it was.
func (f *packageFiles) write() (output.Summary, error) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	summary, err := output.Write(ctx, f.dir, f.list, owned)
	if errors.Is(err, context.Canceled) {
		err = errors.New("interrupted: nothing was written")
	}
	return summary, err
}
