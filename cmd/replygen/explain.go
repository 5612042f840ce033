package main

import (
	"cmp"
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
	setup: func(c *invocation, flags *flag.FlagSet) action { return c.onPlatform(flags, c.explain) },
}

func (c *invocation) explain(platform *spec.Platform, args []string) int {
	if len(args) == 0 {
		usageError("PATH is missing, such as replies.text.Content")
	}
	for i, e := range must(platform.Explain(args[0])) {
		if i > 0 {
			fmt.Fprintln(c.out)
		}
		c.showExplanation(e)
	}
	return exitFine
}

// showExplanation shows what a path names, who decided it, and what is below it.
func (c *invocation) showExplanation(e *spec.Explanation) {
	what, isKey := e.What, strings.HasPrefix(e.What, "key ")
	switch {
	case len(e.Steps) == 0:
		what = "not stated"
	case isKey || !e.Present:
		what = shown(e.Value, e.Present, "removed")
	}
	fmt.Fprintf(c.out, "%s: %s\n", e.Path, what)
	for _, s := range e.Steps {
		fmt.Fprintf(c.out, "  %s: %s\n", s.Span, decision(s, isKey))
	}
	if len(e.Keys) > 0 {
		fmt.Fprintln(c.out, "keys:")
	}
	table := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
	for _, k := range e.Keys {
		history := shown(k.Value, k.Present, "removed")
		for _, s := range k.Steps[1:] {
			history += ", before: " + shown(s.Value, s.Present, "none")
		}
		fmt.Fprintf(table, "  %s\t%s\t%s\n", strings.TrimPrefix(k.Path, e.Path+"."), k.Steps[0].Span, history)
	}
	_ = table.Flush() // the stream keeps its error
	if len(e.Below) > 0 {
		fmt.Fprintf(c.out, "below:\n  %s\n", strings.Join(e.Below, "\n  "))
	}
}

// decision describes one step.
func decision(s spec.Step, isKey bool) string {
	var by string
	if s.Overlay != "" {
		by = fmt.Sprintf("%s by overlay %q", pastOf[s.Verb], s.Overlay)
		if s.Because != "" {
			by += ": " + visible(s.Because)
		}
	}
	switch {
	case !isKey:
		return cmp.Or(by, "declared")
	case by == "":
		return shown(s.Value, true, "")
	}
	return shown(s.Value, s.Present, "unset") + ", " + by
}

var pastOf = map[string]string{
	"add": "added", "edit": "edited", "replace": "replaced", "remove": "removed", "keep": "removed", "move": "moved",
	"rename": "renamed",
}

// shown returns a value as one line for a terminal, and a word for one that is absent.
func shown(value string, present bool, absent string) string {
	if !present {
		return absent
	}
	return cmp.Or(visible(value), `""`)
}
