package main

import (
	"flag"
	"fmt"
	"path"
	"path/filepath"

	"github.com/replygen/replygen/internal/output"
	"github.com/replygen/replygen/spec"
	"github.com/replygen/replygen/spec/diag"
)

var checkCommand = &command{
	name:    "check",
	summary: "compares a package with what generate would write",
	long: `It writes nothing. The format text shows a unified diff, and the files that are
missing or stale; in the other formats each file is a finding.
`,
	setup: func(flags *flag.FlagSet) action {
		t := &target{}
		t.declare(flags)
		return func(c *invocation, _ []string) int { return c.check(t) }
	},
}

func (c *invocation) check(t *target) int {
	files, found, err := t.build(c.env)
	var drift output.Drift
	if files != nil {
		drift, err = files.check()
	}
	if t.format != diag.Text {
		found.Add(driftFindings(drift)...)
	}
	c.show(found, t.format)
	switch {
	case err != nil:
		return c.fatal(err)
	case files == nil:
		return exitCode(found)
	case drift.Empty():
		c.logf("up to date: %s in %s", plural(len(files.list), "file"), pattern(files.dir))
		return exitFine
	}
	if t.format == diag.Text {
		_ = drift.Write(c.out) // the stream keeps its error
	}
	advice := "replygen generate brings the files up to date"
	if len(drift.Missing) == len(files.list) {
		advice = "if the package is elsewhere, name its directory with --out"
	}
	c.logf("drift in %s: %d changed, %d missing, %d stale; %s",
		pattern(files.dir), len(drift.Changed), len(drift.Missing), len(drift.Stale), advice)
	return exitFindings
}

// check compares the files, and the JSON Schema beside them, with the disk.
func (f *packageFiles) check() (output.Drift, error) {
	drift, err := output.Check(f.dir, f.list)
	if err != nil {
		return drift, err
	}
	file, old, err := outdatedSchema(f.dir)
	if old != nil {
		name := filepath.ToSlash(file)
		drift.Changed = append(drift.Changed, output.Change{Name: name, Diff: output.Unified(name, old, spec.JSONSchema())})
	}
	return drift, err
}

// driftFindings are the differences as findings, for programs.
func driftFindings(drift output.Drift) []diag.Diagnostic {
	var out []diag.Diagnostic
	add := func(name, code, format string) {
		out = append(out, diag.Diagnostic{
			Span: diag.Span{File: name}, Code: diag.Code(code),
			Message: fmt.Sprintf(format, path.Base(name)), Hint: "run replygen generate",
		})
	}
	for _, name := range drift.Missing {
		add(name, "drift-missing", "%s is missing")
	}
	for _, name := range drift.Stale {
		add(name, "drift-stale", "%s is no longer generated")
	}
	for _, change := range drift.Changed {
		add(change.Name, "drift-changed", "%s differs from what the spec generates")
	}
	return out
}
