package main

import (
	"flag"
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
	setup: (*invocation).check,
}

func (c *invocation) check(flags *flag.FlagSet) action {
	t := c.declareTarget(flags)
	return func([]string) int {
		files := c.build(t)
		drift := files.check()
		if c.format != diag.Text {
			c.unshown.Add(driftFindings(drift)...)
		}
		c.show(c.unshown)
		if drift.Empty() {
			c.logf("up to date: %s in %s", plural(len(files.list), "file"), pattern(files.dir))
			return exitFine
		}
		if c.format == diag.Text {
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
}

// check compares the files, and the JSON Schema beside them, with the disk.
func (f *packageFiles) check() output.Drift {
	drift := must(output.Check(f.dir, f.list))
	if file, old := outdatedSchema(f.dir); old != nil {
		name := filepath.ToSlash(file)
		diff := output.Unified(name, old, spec.JSONSchema())
		drift.Changed = append(drift.Changed, output.Change{Name: name, Diff: diff})
	}
	return drift
}

// driftFindings are the differences as findings, for programs.
func driftFindings(drift output.Drift) []diag.Diagnostic {
	var changed []string
	for _, c := range drift.Changed {
		changed = append(changed, c.Name)
	}
	var out []diag.Diagnostic
	for _, kind := range []struct {
		files   []string
		code    diag.Code
		message string
	}{
		{drift.Missing, "drift-missing", "is missing"},
		{drift.Stale, "drift-stale", "is no longer generated"},
		{changed, "drift-changed", "differs from what the spec generates"},
	} {
		for _, file := range kind.files {
			out = append(out, diag.Diagnostic{
				Span: diag.Span{File: file}, Code: kind.code,
				Message: path.Base(file) + " " + kind.message, Hint: "run replygen generate",
			})
		}
	}
	return out
}
