package main

import (
	"cmp"
	"flag"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/replygen/replygen/spec"
)

var listCommand = &command{
	name:    "list",
	summary: "lists the builtin platforms",
	long: `Each line has a platform's id, that of the platform it extends, and its title,
followed by the replies that it adds (+) and lacks (-) and the number of changes
by the classes of "replygen diff". A platform that extends none shows its replies.
`,
	setup: func(c *invocation, _ *flag.FlagSet) action { return c.list },
}

func (c *invocation) list([]string) int {
	table := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
	for _, id := range spec.Builtins() {
		p := c.load(id)
		base, summary := "-", ""
		if n := len(p.Sources); n > 1 {
			base = p.Sources[n-2]
			summary = differences(spec.Diff(c.load(base), p))
		} else {
			for _, r := range p.Replies {
				summary += " " + r.Type
			}
		}
		// The title has no column of its own: its characters are twice as wide as tabwriter takes them for.
		fmt.Fprintf(table, "%s\t%s\t%s:%s\n", p.ID, base, p.Title, cmp.Or(summary, " no replies"))
	}
	_ = table.Flush() // the stream keeps its error
	return exitFine
}

// differences sums up the changes that a platform makes to its base.
func differences(changes []spec.Difference) string {
	var out string
	for _, c := range changes {
		name, ok := strings.CutPrefix(c.Path, "replies.")
		switch {
		case !ok || strings.Contains(name, "."):
		case c.Verb == "add":
			out += " +" + name
		case c.Verb == "remove":
			out += " -" + name
		}
	}
	if out != "" {
		out += ";"
	}
	return out + " " + countClasses(changes)
}
