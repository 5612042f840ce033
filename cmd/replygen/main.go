package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"slices"

	"github.com/replygen/replygen/internal/platform"
	"github.com/replygen/replygen/spec/diag"
)

// The exit status.
const (
	exitFine     = 0
	exitFindings = 1 // findings or drift
	exitUsage    = 2 // wrong usage or I/O
)

func main() {
	// Those that wait for a server have the time, and may keep much.
	if len(os.Args) > 1 && !slices.Contains([]string{probeCommand.name, simulateCommand.name}, os.Args[1]) {
		tradeMemoryForTime()
	}
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv))
}

// tradeMemoryForTime delays the first garbage collection until the heap has 40 MiB, instead of 4 MiB: no builtin platform
// needs so much. A spec of megabytes takes half as much memory again as it would without.
func tradeMemoryForTime() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(1000)
	}
}

// invocation is one run of the command.
type invocation struct {
	in          io.Reader
	out, errOut *stream
	env         func(string) string
	cmd         *command

	// The flags that several subcommands have.
	spec     string
	overlays texts
	format   diag.Format // of findings
	settings platform.Settings
	remote   bool

	// unshown are findings that are shown before the error that ends the subcommand: a format for programs has a list
	// then, too. It is nil when they were shown, or the subcommand has none.
	unshown *diag.List
}

// stream keeps the first error of a writer, so that a full disk does not look like success.
type stream struct {
	to  io.Writer
	err error
}

func (s *stream) Write(p []byte) (int, error) {
	if s.err != nil {
		return 0, s.err
	}
	n, err := s.to.Write(p)
	s.err = err
	return n, err
}

// run runs the command and returns the exit status.
func run(args []string, in io.Reader, out, errOut io.Writer, env func(string) string) int {
	c := &invocation{in: in, out: &stream{to: out}, errOut: &stream{to: errOut}, env: env}
	code := c.dispatch(args)
	if c.out.err != nil {
		c.logf("replygen: standard output: %v", c.out.err)
		return exitUsage
	}
	return code
}

// dispatch runs the subcommand that the first argument names, or prints help.
func (c *invocation) dispatch(args []string) int {
	if len(args) == 0 {
		fmt.Fprint(c.errOut, usage())
		return exitUsage
	}
	name, args := args[0], args[1:]
	if slices.Contains([]string{"help", "-h", "-help", "--help"}, name) {
		if len(args) == 0 {
			fmt.Fprint(c.out, usage())
			return exitFine
		}
		name, args = args[0], []string{"-h"}
	}
	known := []string{"help"}
	for _, c.cmd = range commands {
		if c.cmd.name == name {
			return c.reported(args)
		}
		known = append(known, c.cmd.name)
	}
	slices.Sort(known)
	c.logf("replygen: %q is not a subcommand%s", name, orList(name, known, ""))
	return exitUsage
}

// stopped is what a subcommand panics with to end: an error in it is found in many places, and reported in one.
type stopped struct {
	err error
	// usage is set for wrong usage, which is reported with the usage of the subcommand.
	usage bool
}

// stopOn ends the subcommand if there is an error.
func stopOn(err error) {
	if err != nil {
		panic(stopped{err: err})
	}
}

// must returns a value, or ends the subcommand if there is an error.
func must[T any](value T, err error) T {
	stopOn(err)
	return value
}

// fatal ends the subcommand.
func fatal(format string, args ...any) { stopOn(fmt.Errorf(format, args...)) }

// usageError ends the subcommand for wrong usage.
func usageError(format string, args ...any) { panic(stopped{fmt.Errorf(format, args...), true}) }

// reported runs a subcommand, and reports the error that ends it.
func (c *invocation) reported(args []string) (code int) {
	defer func() {
		end := recover()
		reason, ok := end.(stopped)
		var found *diag.List
		switch {
		case end == nil:
		case !ok:
			panic(end)
		case errors.As(reason.err, &found):
			c.show(found)
			code = exitCode(found)
		default:
			if c.unshown != nil {
				c.show(c.unshown)
			}
			c.logf("replygen %s: %v", c.cmd.name, reason.err)
			code = exitUsage
		}
		if reason.usage {
			synopsis, _ := c.usage()
			c.logf("usage: %s", synopsis)
		}
	}()
	return c.runCommand(args)
}

// logf writes one line on standard error.
func (c *invocation) logf(format string, args ...any) {
	fmt.Fprintf(c.errOut, format+"\n", args...)
}
