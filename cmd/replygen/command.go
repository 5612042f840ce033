package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
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
	setup func(*invocation, *flag.FlagSet) action
}

// action does the work of a subcommand and returns the exit status. [stopOn] ends it early.
type action func(args []string) int

// commands are the subcommands in the order of the help.
var commands = []*command{
	generateCommand, checkCommand, vetCommand, listCommand, resolveCommand, explainCommand, diffCommand, previewCommand,
	verifyCommand, docsCommand, referenceCommand, schemaCommand, initCommand, probeCommand, simulateCommand,
	versionCommand,
}

// runCommand parses the flags, which may stand before, between and after the arguments, and runs the subcommand.
func (c *invocation) runCommand(args []string) int {
	flags, act := c.flags()
	var rest []string
	for len(args) > 0 {
		err := flags.Parse(args)
		if errors.Is(err, flag.ErrHelp) {
			_, help := c.usage()
			fmt.Fprint(c.out, help)
			return exitFine
		}
		if err != nil {
			name, unknown := strings.CutPrefix(err.Error(), "flag provided but not defined: -")
			if unknown {
				var known []string
				flags.VisitAll(func(f *flag.Flag) { known = append(known, f.Name) })
				err = fmt.Errorf("--%s is not a flag%s", name, orList(name, known, "--"))
			}
			usageError("%w", err)
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
		usageError("%q: unexpected argument", rest[n])
	}
	return act(rest)
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

// flags returns the flags of the subcommand, and what runs once they are parsed.
func (c *invocation) flags() (*flag.FlagSet, action) {
	flags := flag.NewFlagSet(c.cmd.name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	return flags, c.cmd.setup(c, flags)
}

// usage returns the usage of the subcommand in one line, and its help.
func (c *invocation) usage() (synopsis, help string) {
	synopsis = "replygen " + c.cmd.name
	var list string
	flags, _ := c.flags()
	flags.VisitAll(func(f *flag.Flag) {
		value, text := flag.UnquoteUsage(f)
		name := strings.TrimSpace("--" + f.Name + " " + value)
		list += fmt.Sprintf("  %s\n    \t%s\n", name, text)
		synopsis += " [" + name + "]"
		if _, ok := f.Value.(*texts); ok {
			synopsis += "…"
		}
	})
	synopsis = strings.TrimSpace(synopsis + " " + c.cmd.args)
	help = fmt.Sprintf("%s: %s.\n\nusage: %s\n", c.cmd.name, c.cmd.summary, synopsis)
	if c.cmd.long != "" {
		help += "\n" + c.cmd.long
	}
	if list != "" {
		help += "\nFlags:\n" + list
	}
	return synopsis, help
}

// usage is the help of the whole command.
func usage() string {
	var list string
	for _, cmd := range commands {
		list += fmt.Sprintf("  %-9s %s\n", cmd.name, cmd.summary)
	}
	return `replygen generates a Go package from the spec of a messaging platform's replies.

usage: replygen SUBCOMMAND [flags] [arguments]

` + list + `
"replygen help SUBCOMMAND" lists its flags. Exit status: 0 fine, 1 findings or drift, 2 wrong usage or I/O.
`
}
