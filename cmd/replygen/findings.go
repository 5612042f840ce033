package main

import (
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"unicode"

	"github.com/replygen/replygen/spec"
	"github.com/replygen/replygen/spec/diag"
)

// formatFlag is the flag --format.
type formatFlag struct {
	format diag.Format
	name   string
}

func (f *formatFlag) declare(flags *flag.FlagSet) {
	flags.Var(f, "format", "the `FORMAT` of findings: text, for people; json or github (annotations of GitHub Actions), on standard output")
}

func (f *formatFlag) String() string { return f.name }

// Set chooses a format by its name.
func (f *formatFlag) Set(name string) error {
	format, err := diag.ParseFormat(name)
	if err != nil {
		return err
	}
	f.format, f.name = format, name
	return nil
}

// show prints findings for people on standard error, and in a format for
// programs on standard output.
func (c *invocation) show(found *diag.List, f diag.Format) {
	to := c.errOut
	if f != diag.Text {
		to = c.out
	}
	c.showOn(to, found, f)
}

func (c *invocation) showOn(to *stream, found *diag.List, f diag.Format) {
	// A write error is kept by the stream.
	_ = found.Write(to, f, c.isColoured(to))
}

// isColoured reports whether a stream is a terminal whose user has nothing
// against colour (https://no-color.org).
func (c *invocation) isColoured(s *stream) bool {
	file, ok := s.to.(*os.File)
	if !ok || c.env("NO_COLOR") != "" {
		return false
	}
	at, err := file.Stat()
	return err == nil && at.Mode()&os.ModeCharDevice != 0
}

// codeNotFound is that of a spec that cannot be read. In a file it is a finding;
// without a line it is about what the command line names.
const codeNotFound diag.Code = "spec-not-found"

// exitCode is the exit status that findings ask for.
func exitCode(found *diag.List) int {
	if !found.HasErrors() {
		return exitFine
	}
	for _, d := range found.Diagnostics {
		if d.Code == codeNotFound && d.Span.Line == 0 {
			return exitUsage
		}
	}
	return exitFindings
}

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
	flags.StringVar(&p.spec, "spec", "builtin:wechat", "the platform `SPEC`: builtin:NAME ("+strings.Join(spec.Builtins(), ", ")+"), or a file, base spec or overlay (default builtin:wechat)")
}

// load returns the platform, nil when there are errors, and everything worth
// saying about it.
func (p *platformFlags) load() (*spec.Platform, *diag.List) {
	found := &diag.List{}
	platform, err := spec.Load(p.spec, p.overlays...)
	if err != nil {
		found.Merge(asFindings(p.spec, err))
		return nil, found
	}
	found.Merge(platform.Warnings)
	return platform, found
}

// loadOrShow is load for subcommands whose result is not about the findings: it
// shows them. Without a platform, the exit status is not 0.
func (c *invocation) loadOrShow(p *platformFlags) (*spec.Platform, int) {
	platform, found := p.load()
	c.show(found, diag.Text)
	return platform, exitCode(found)
}

// asFindings returns the findings that an error is.
func asFindings(file string, err error) *diag.List {
	if list, ok := err.(*diag.List); ok {
		return list
	}
	return &diag.List{Diagnostics: []diag.Diagnostic{{Span: diag.Span{File: file}, Code: "defect", Message: err.Error()}}}
}

// plural is a number of things.
func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// visible shows characters that would steer a terminal as escapes. Specs and
// documents are written by others.
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
