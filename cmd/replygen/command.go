package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/replygen/replygen/spec/diag"
)

// command is one subcommand.
type command struct {
	name string
	// args names its arguments: PATH, A B, [DIR], FILE…; "" when it takes none.
	args    string
	summary string
	// long is the help beyond the summary, ready to print.
	long string
	// setup declares the flags and returns what runs once they are parsed.
	setup func(*flag.FlagSet) action
}

// action does the work of a subcommand and returns the exit status.
type action func(c *invocation, args []string) int

// commands are the subcommands in the order of the help.
var commands = []*command{
	generateCommand, checkCommand, vetCommand, listCommand, resolveCommand, explainCommand, diffCommand, previewCommand,
	verifyCommand, docsCommand, referenceCommand, schemaCommand, initCommand, probeCommand, simulateCommand,
	versionCommand,
}

// runCommand parses the flags, which may stand before, between and after the arguments, and runs the subcommand.
func (c *invocation) runCommand(args []string) int {
	flags, act := c.cmd.flags()
	var rest []string
	for len(args) > 0 {
		if err := flags.Parse(args); err != nil {
			return c.flagError(flags, err)
		}
		parsed := args[:len(args)-flags.NArg()]
		args = flags.Args()
		if n := len(parsed); n > 0 && parsed[n-1] == "--" {
			rest = append(rest, args...)
			break
		}
		if len(args) > 0 {
			rest, args = append(rest, args[0]), args[1:]
		}
	}
	if n := len(strings.Fields(c.cmd.args)); len(rest) > n && !strings.HasSuffix(c.cmd.args, "…") {
		return c.usageError("%q: unexpected argument", rest[n])
	}
	return act(c, rest)
}

func (c *invocation) flagError(flags *flag.FlagSet, err error) int {
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(c.out, c.cmd.usage())
		return exitFine
	}
	if name, ok := strings.CutPrefix(err.Error(), "flag provided but not defined: -"); ok {
		var known []string
		flags.VisitAll(func(f *flag.Flag) { known = append(known, f.Name) })
		return c.usageError("--%s is not a flag%s", name, orList(name, known, "--"))
	}
	return c.usageError("%v", err)
}

// usageError reports a wrong call of the subcommand, with its usage.
func (c *invocation) usageError(format string, args ...any) int {
	c.fatal(fmt.Errorf(format, args...))
	c.logf("usage: %s", c.cmd.synopsis())
	return exitUsage
}

// fatal reports an error that ends the subcommand.
func (c *invocation) fatal(err error) int {
	c.logf("replygen %s: %v", c.cmd.name, err)
	return exitUsage
}

// orList suggests one of the known names, or else lists them.
func orList(name string, known []string, prefix string) string {
	if s := diag.Suggest(name, known); s != "" {
		return fmt.Sprintf("; did you mean %q?", prefix+s)
	}
	if len(known) == 0 {
		return ""
	}
	return ": " + prefix + strings.Join(known, ", "+prefix)
}

func (cmd *command) flags() (*flag.FlagSet, action) {
	flags := flag.NewFlagSet(cmd.name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	return flags, cmd.setup(flags)
}

func (cmd *command) synopsis() string {
	out := "replygen " + cmd.name
	flags, _ := cmd.flags()
	flags.VisitAll(func(f *flag.Flag) {
		value, _ := flag.UnquoteUsage(f)
		out += " [" + strings.TrimSpace("--"+f.Name+" "+value) + "]"
		if _, ok := f.Value.(*texts); ok {
			out += "…"
		}
	})
	return strings.TrimSpace(out + " " + cmd.args)
}

// usage is the help of one subcommand.
func (cmd *command) usage() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s.\n\nusage: %s\n", cmd.name, cmd.summary, cmd.synopsis())
	if cmd.long != "" {
		b.WriteString("\n" + cmd.long)
	}
	flags, _ := cmd.flags()
	title := "\nFlags:\n"
	flags.VisitAll(func(f *flag.Flag) {
		b.WriteString(title)
		title = ""
		value, text := flag.UnquoteUsage(f)
		fmt.Fprintf(&b, "  %s\n    \t%s\n", strings.TrimSpace("--"+f.Name+" "+value), text)
	})
	return b.String()
}

// usage is the help of the whole command.
func usage() string {
	var b strings.Builder
	b.WriteString("replygen generates a Go package from the spec of a messaging platform's replies.\n\n" +
		"usage: replygen SUBCOMMAND [flags] [arguments]\n\n")
	for _, cmd := range commands {
		fmt.Fprintf(&b, "  %-9s %s\n", cmd.name, cmd.summary)
	}
	b.WriteString("\n\"replygen help SUBCOMMAND\" lists its flags. " +
		"Exit status: 0 fine, 1 findings or drift, 2 wrong usage or I/O.\n")
	return b.String()
}

// texts is a flag that may be given several times.
type texts []string

func (t *texts) String() string { return strings.Join(*t, ", ") }

// Set appends a value.
func (t *texts) Set(s string) error {
	*t = append(slices.Clip(*t), s)
	return nil
}
