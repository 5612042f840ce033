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
	summary: "tells who decided a value, and what it was before",
	long: `PATH names a thing or a key of one, as overlays do: replies.text.Content,
replies.text.Content.max_bytes. Rule ids and the paths of violations are taken,
too: news.Articles.max_items, news.Articles.item[3].Title. The newest decision
comes first. What an overlay removed is told with its reason.
`,
	setup: func(flags *flag.FlagSet) action {
		p := &platformFlags{}
		p.declare(flags)
		return func(c *invocation, args []string) int { return c.explain(p, args) }
	},
}

func (c *invocation) explain(p *platformFlags, args []string) int {
	if len(args) != 1 {
		return c.usageError("name one path: replies.text.Content")
	}
	platform, code := c.loadOrShow(p)
	if platform == nil {
		return code
	}
	e, err := platform.Explain(args[0])
	if err != nil {
		return c.fatal(err)
	}
	fmt.Fprint(c.out, explanation(e))
	return exitFine
}

// explanation shows what a path names, who decided it, and what stands below.
func explanation(e *spec.Explanation) string {
	var b strings.Builder
	isKey := strings.HasPrefix(e.What, "key ")
	switch {
	case len(e.Steps) == 0:
		fmt.Fprintf(&b, "%s: not stated\n", e.Path)
	case !e.Present:
		fmt.Fprintf(&b, "%s: not there any more\n", e.Path)
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

// decision words one step.
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
		by = "gone, " + by
	}
	if s.Because != "" {
		by += ": " + visible(s.Because)
	}
	return by
}

var pastOf = map[string]string{"add": "added", "edit": "edited", "replace": "replaced", "remove": "removed", "move": "moved"}

// inShort is a key with its history on one line.
func inShort(k *spec.Explanation) string {
	line := "gone"
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

// shown is a value on one line of a terminal.
func shown(value string) string {
	if value == "" {
		return `""`
	}
	return visible(value)
}
