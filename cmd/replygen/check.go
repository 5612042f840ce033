package main

import (
	"flag"
	"fmt"
	"path/filepath"

	"github.com/replygen/replygen/internal/output"
	"github.com/replygen/replygen/spec/diag"
)

var checkCommand = &command{
	name:    "check",
	summary: "says how a package differs from what generate would write",
	long: `It writes nothing. In the format text, the differences are a unified diff; in
the others each file is a finding.
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
	if err == nil && files != nil {
		drift, err = output.Check(files.dir, files.list, owned)
	}
	if err == nil && files != nil && t.format != diag.Text {
		found.Add(driftFindings(files.dir, drift)...)
	}
	c.show(found, t.format)
	switch {
	case err != nil:
		return c.fatal(err)
	case files == nil:
		return exitCode(found)
	case drift.Empty():
		c.logf("up to date: %s", plural(len(files.list), "file"))
		return exitFine
	}
	if t.format == diag.Text {
		_ = drift.Write(c.out) // the stream keeps its error
	}
	c.logf("drift: %d changed, %d missing, %d stale; replygen generate brings the files up to date",
		len(drift.Changed), len(drift.Missing), len(drift.Stale))
	return exitFindings
}

// driftFindings are the differences as findings, for programs.
func driftFindings(dir string, drift output.Drift) []diag.Diagnostic {
	var out []diag.Diagnostic
	add := func(name, code, format string) {
		out = append(out, diag.Diagnostic{
			Span: diag.Span{File: filepath.ToSlash(filepath.Join(dir, name))}, Code: diag.Code(code),
			Message: fmt.Sprintf(format, name), Hint: "run replygen generate",
		})
	}
	for _, name := range drift.Missing {
		add(name, "drift-missing", "%s is missing")
	}
	for _, name := range drift.Stale {
		add(name, "drift-stale", "%s is not generated any more")
	}
	for _, change := range drift.Changed {
		add(change.Name, "drift-changed", "%s is not what the spec makes")
	}
	return out
}
