package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/replygen/replygen/spec"
	"github.com/replygen/replygen/spec/diag"
)

// formatFlag is the flag --format.
type formatFlag struct{ format diag.Format }

func (f *formatFlag) declare(flags *flag.FlagSet) {
	const usage = "the `FORMAT` of findings: text, for people; json or github (annotations of GitHub Actions), " +
		"on standard output"
	flags.Func("format", usage, func(name string) (err error) {
		f.format, err = diag.ParseFormat(name)
		return err
	})
}

// show prints findings on standard error, or, in a format for programs, on standard output.
func (c *invocation) show(found *diag.List, f diag.Format) {
	to := c.errOut
	if f != diag.Text {
		to = c.out
	}
	c.showOn(to, found, f)
}

func (c *invocation) showOn(to *stream, found *diag.List, f diag.Format) {
	_ = found.Write(to, f, c.isColoured(to)) // the stream keeps its error
}

// isColoured reports whether a stream is a terminal and colour is not turned off (https://no-color.org).
func (c *invocation) isColoured(s *stream) bool { return c.env("NO_COLOR") == "" && isTerminal(s) }

func isTerminal(s *stream) bool {
	file, ok := s.to.(*os.File)
	if !ok {
		return false
	}
	at, err := file.Stat()
	return err == nil && at.Mode()&os.ModeCharDevice != 0
}

// codeNotFound is the code of a spec that cannot be read. With a line, a file names the spec; without one, the command
// line does.
const codeNotFound diag.Code = "spec-not-found"

// exitCode returns the exit status for findings.
func exitCode(found *diag.List) int {
	unread := func(d diag.Diagnostic) bool { return d.Code == codeNotFound && d.Span.Line == 0 }
	switch {
	case slices.ContainsFunc(found.Diagnostics, unread):
		return exitUsage
	case found.HasErrors():
		return exitFindings
	}
	return exitFine
}

const defaultSpec = "builtin:wechat"

// platformFlags name a platform.
type platformFlags struct {
	spec     string
	overlays texts
}

func (p *platformFlags) declare(flags *flag.FlagSet) {
	p.declareSpec(flags)
	flags.Var(&p.overlays, "overlay", "an overlay `FILE` to apply on top; may be repeated")
}

// declareSpec is declare for subcommands that take no overlays.
func (p *platformFlags) declareSpec(flags *flag.FlagSet) {
	flags.StringVar(&p.spec, "spec", defaultSpec, "the platform `SPEC`: builtin:NAME ("+
		strings.Join(spec.Builtins(), ", ")+"), or a file, base spec or overlay (default "+defaultSpec+")")
}

// load returns the platform, nil when it has errors, and all findings.
func (p *platformFlags) load() (*spec.Platform, *diag.List) {
	platform, err := spec.Load(p.spec, p.overlays...)
	if err != nil {
		return nil, asFindings(p.spec, err)
	}
	return platform, platform.Warnings
}

// onPlatform declares the flags that name a platform, and returns an action that loads it, shows the findings, and runs
// act unless there are errors.
func onPlatform(flags *flag.FlagSet, act func(c *invocation, p *spec.Platform, args []string) int) action {
	named := &platformFlags{}
	named.declare(flags)
	return func(c *invocation, args []string) int {
		platform, code := c.loadOrShow(named)
		if platform == nil {
			return code
		}
		return act(c, platform, args)
	}
}

// loadOrShow loads a platform and shows the findings. Without a platform, the exit status is not 0.
func (c *invocation) loadOrShow(p *platformFlags) (*spec.Platform, int) {
	platform, found := p.load()
	c.show(found, diag.Text)
	return platform, exitCode(found)
}

// asFindings returns the findings that an error consists of.
func asFindings(file string, err error) *diag.List {
	if list, ok := err.(*diag.List); ok {
		return list
	}
	defect := diag.Diagnostic{Span: diag.Span{File: file}, Code: "defect", Message: err.Error()}
	return &diag.List{Diagnostics: []diag.Diagnostic{defect}}
}

// plural returns a count with its noun: 1 file, 2 files.
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// visible escapes the characters that would control a terminal: specs and documents come from strangers.
func visible(s string) string {
	var b strings.Builder
	for _, r := range s {
		if unicode.IsPrint(r) {
			b.WriteRune(r)
			continue
		}
		quoted := strconv.QuoteRune(r)
		b.WriteString(quoted[1 : len(quoted)-1])
	}
	return b.String()
}

// fatalOrFindings reports an error, which may consist of findings.
func (c *invocation) fatalOrFindings(err error) int {
	var found *diag.List
	if !errors.As(err, &found) {
		return c.fatal(err)
	}
	c.show(found, diag.Text)
	return exitCode(found)
}
