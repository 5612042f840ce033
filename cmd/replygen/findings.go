package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"github.com/replygen/replygen/internal/platform"
	"github.com/replygen/replygen/spec/diag"
)

// show prints findings on standard error, or, in a format for programs, on standard output.
func (c *invocation) show(found *diag.List) {
	c.unshown = nil
	to := c.errOut
	if c.format != diag.Text {
		to = c.out
	}
	c.showOn(to, found, c.format)
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
	if slices.ContainsFunc(found.Diagnostics, unread) {
		return exitUsage
	}
	return exitIf(found.HasErrors())
}

// exitIf returns the exit status of a subcommand that has reported its findings, if there were some.
func exitIf(found bool) int {
	if found {
		return exitFindings
	}
	return exitFine
}

// merge adds the findings about a spec that an error consists of. Any other error is a defect of the generator, which
// the spec brought to light.
func merge(found *diag.List, ref string, err error) {
	var more *diag.List
	if err != nil && !errors.As(err, &more) {
		found.Add(diag.Diagnostic{Span: diag.Span{File: ref}, Code: "defect", Message: err.Error()})
	}
	found.Merge(more)
}

// print prints the result of a subcommand.
func (c *invocation) print(text []byte) int {
	_, _ = c.out.Write(text) // the stream keeps its error
	return exitFine
}

// plural returns a count with its noun: 1 file, 2 files.
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// visible escapes the characters that would control a terminal.
var visible = platform.Visible

// quoted quotes a word for a shell, where it needs that.
func quoted(word string) string {
	if word != "" && !strings.ContainsAny(word, " \t\n'\"$&;|<>*?()[]{}`\\!#^~") {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// untilInterrupt returns a context that ends when the user or the system asks the process to end.
func untilInterrupt() (ctx context.Context, stop context.CancelFunc) {
	return signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
}
