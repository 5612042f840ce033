package main

import (
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"slices"
)

// The exit status.
const (
	exitFine     = 0
	exitFindings = 1 // findings or drift
	exitUsage    = 2 // wrong usage or I/O
)

func main() {
	tradeMemoryForTime()
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv))
}

// tradeMemoryForTime lets the heap reach 32 MiB before garbage is collected for
// the first time, where Go's own setting has 4 MiB. A run for the largest of the
// builtin platforms allocates less than that, and would spend a third of its
// instructions on collecting.
func tradeMemoryForTime() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(800)
	}
}

// invocation is one run of the command.
type invocation struct {
	in          io.Reader
	out, errOut *stream
	env         func(string) string
	// cmd is the subcommand.
	cmd *command
}

// stream keeps the first error of a writer, so that a full disk does not pass
// for success.
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

// run is the command without its process.
func run(args []string, in io.Reader, out, errOut io.Writer, env func(string) string) int {
	c := &invocation{in: in, out: &stream{to: out}, errOut: &stream{to: errOut}, env: env}
	code := c.dispatch(args)
	if c.out.err != nil {
		c.logf("replygen: standard output: %v", c.out.err)
		return exitUsage
	}
	return code
}

func (c *invocation) dispatch(args []string) int {
	if len(args) == 0 {
		fmt.Fprint(c.errOut, usage())
		return exitUsage
	}
	switch name := args[0]; name {
	case "help", "-h", "-help", "--help":
		return c.help(args[1:])
	default:
		cmd := commandNamed(name)
		if cmd == nil {
			return c.unknownCommand(name)
		}
		c.cmd = cmd
		return c.runCommand(args[1:])
	}
}

func (c *invocation) help(args []string) int {
	if len(args) == 0 {
		fmt.Fprint(c.out, usage())
		return exitFine
	}
	cmd := commandNamed(args[0])
	if cmd == nil {
		return c.unknownCommand(args[0])
	}
	fmt.Fprint(c.out, cmd.usage())
	return exitFine
}

func (c *invocation) unknownCommand(name string) int {
	known := []string{"help"}
	for _, cmd := range commands {
		known = append(known, cmd.name)
	}
	slices.Sort(known)
	c.logf("replygen: there is no subcommand %q%s", name, orList(name, known, ""))
	return exitUsage
}

// logf writes one line on standard error.
func (c *invocation) logf(format string, args ...any) {
	fmt.Fprintf(c.errOut, format+"\n", args...)
}
