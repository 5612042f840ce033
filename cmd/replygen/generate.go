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
		return func([]string) int {
			c.generate(t)
			return exitFine
		}
	},
}

func (c *invocation) generate(t *target) {
	files := c.build(t)
	c.show(c.unshown)
	summary := must(files.write())
	if file, old := outdatedSchema(files.dir); old != nil {
		stopOn(os.WriteFile(file, spec.JSONSchema(), 0o666))
		summary.Wrote = append(summary.Wrote, draft.SchemaFile)
	}
	c.logf("%s in %s", summary, pattern(files.dir))
}

// outdatedSchema returns the JSON Schema that init wrote into a directory, nil if it is current or missing.
func outdatedSchema(dir string) (file string, old []byte) {
	file = filepath.Join(dir, draft.SchemaFile)
	old, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) || bytes.Equal(old, spec.JSONSchema()) {
		return file, nil
	}
	return file, must(old, err)
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
