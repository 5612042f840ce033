package main

import (
	"flag"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/replygen/replygen/spec"
)

var explainCommand = &command{
	name:    "explain",
	args:    "PATH",
	summary: "prints a value's history: who decided it, and what it was before",
	long: `PATH names an element, or a key of one, as overlays do: replies.text.Content,
replies.text.Content.max_bytes. It can be the path of a violation, too:
news.Articles.max_items, news.Articles.item[3].Title. Where it fits several
elements, each is shown. The newest decision comes first. A removal is shown
with its reason.
`,
	setup: func(c *invocation, flags *flag.FlagSet) action {
		return c.onPlatform(flags, c.explain)
	},
}

func (c *invocation) explain(platform *spec.Platform, args []string) int {
	if len(args) == 0 {
		wrongUsage("PATH is missing, such as replies.text.Content")
	}
	for i, e := range must(platform.Explain(args[0])) {
		if i > 0 {
			fmt.Fprintln(c.out)
		}
		fmt.Fprint(c.out, explanation(e))
	}
	return exitFine
}

// explanation shows what a path names, who decided it, and what is below it.
func explanation(e *spec.Explanation) string {
	var b strings.Builder
	isKey := strings.HasPrefix(e.What, "key ")
	switch {
	case len(e.Steps) == 0:
		fmt.Fprintf(&b, "%s: not stated\n", e.Path)
	case !e.Present:
		fmt.Fprintf(&b, "%s: removed\n", e.Path)
	case isKey:
		fmt.Fprintf(&b, "%s: %s\n", e.Path, shown(e.Value))
	default:
		fmt.Fprintf(&b, "%s: %s\n", e.Path, e.What)
	}
	for _, s := range e.Steps {
		fmt.Fprintf(&b, "  %s: %s\n", s.Span, decision(s, isKey))
	}
	if len(e.Keys) > 0 {
		b.WriteString("keys:\n")
		table := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
		for _, k := range e.Keys {
			name := strings.TrimPrefix(k.Path, e.Path+".")
			fmt.Fprintf(table, "  %s\t%s\t%s\n", name, k.Steps[0].Span, inShort(k))
		}
		_ = table.Flush() // a strings.Builder does not fail
	}
	if len(e.Below) > 0 {
		b.WriteString("below:\n")
		for _, path := range e.Below {
			fmt.Fprintf(&b, "  %s\n", path)
		}
	}
	return b.String()
}

// decision describes one step.
func decision(s spec.Step, isKey bool) string {
	value := "declared"
	if isKey {
		value = shown(s.Value)
	}
	if s.Overlay == "" {
		return value
	}
	by := fmt.Sprintf("%s by overlay %q", pastOf[s.Verb], s.Overlay)
	switch {
	case !isKey:
	case s.Present:
		by = value + ", " + by
	default:
		by = "unset, " + by
	}
	if s.Because != "" {
		by += ": " + visible(s.Because)
	}
	return by
}

var pastOf = map[string]string{
	"add": "added", "edit": "edited", "replace": "replaced", "remove": "removed", "keep": "removed", "move": "moved", "rename": "renamed",
}

// inShort shows a key with its history on one line.
func inShort(k *spec.Explanation) string {
	line := "removed"
	if k.Present {
		line = shown(k.Value)
	}
	for _, s := range k.Steps[1:] {
		before := "none"
		if s.Present {
			before = shown(s.Value)
		}
		line += ", before: " + before
	}
	return line
}

// shown returns a value as one line for a terminal.
func shown(value string) string {
	if value == "" {
		return `""`
	}
	return visible(value)
}
