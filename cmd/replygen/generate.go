package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/replygen/replygen/internal/draft"
	"github.com/replygen/replygen/internal/output"
	"github.com/replygen/replygen/spec"
)

var generateCommand = &command{
	name:    "generate",
	summary: "writes the package of a platform",
	long: `It writes only the files that change, and never one that it did not generate. A
generated file that is no longer needed becomes a stub without code, which the
next run removes: "go generate" fails when a file disappears while it runs. The
JSON Schema that "replygen init" wrote into the directory is updated, too.
Nothing is written when the spec has an error.
`,
	setup: func(c *invocation, flags *flag.FlagSet) action {
		t := c.declareTarget(flags)
		return func([]string) error { return c.generate(t) }
	},
}

func (c *invocation) generate(t *target) error {
	files, err := c.build(t)
	if err != nil {
		return err
	}
	c.show(files.found, c.format)
	summary, err := files.write()
	if err != nil {
		return err
	}
	file, old, err := outdatedSchema(files.dir)
	if old != nil {
		err = os.WriteFile(file, spec.JSONSchema(), 0o666)
		summary.Wrote = append(summary.Wrote, draft.SchemaFile)
	}
	if err == nil {
		c.logf("%s in %s", summary, pattern(files.dir))
	}
	return err
}

// outdatedSchema returns the JSON Schema that init wrote into a directory, nil if it is current or missing.
func outdatedSchema(dir string) (file string, old []byte, err error) {
	file = filepath.Join(dir, draft.SchemaFile)
	old, err = os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) || bytes.Equal(old, spec.JSONSchema()) {
		return file, nil, nil
	}
	return file, old, err
}

// write puts the files on disk. An interrupt leaves the directory as it was.
func (f *packageFiles) write() (output.Summary, error) {
	ctx, stop := untilInterrupt()
	defer stop()
	summary, err := output.Write(ctx, f.dir, f.list)
	if errors.Is(err, context.Canceled) {
		err = errors.New("interrupted: nothing was written")
	}
	return summary, err
}
