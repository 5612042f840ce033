package main

import (
	"flag"
	"fmt"

	"github.com/replygen/replygen/internal/docs"
)

var docsCommand = &command{
	name:    "docs",
	summary: "prints a platform's reference as Markdown",
	long: `Per reply: its elements with type, requiredness and limits, the XML sample, the
rules across elements; then what all replies have in common, delivery and
security. For an overlay, also what differs from its base, and why. The
platform's own texts stay in its language.

  replygen docs --spec zhongnan > zhongnan.md
  replygen docs --lang en --spec campus.yaml
`,
	setup: func(flags *flag.FlagSet) action {
		p := &platformFlags{}
		p.declare(flags)
		lang := flags.String("lang", docs.Languages[0], "the language `LANG` of headings and words: zh or en (default zh)")
		return func(c *invocation, _ []string) int { return c.docs(p, *lang) }
	},
}

func (c *invocation) docs(p *platformFlags, lang string) int {
	platform, code := c.loadOrShow(p)
	if platform == nil {
		return code
	}
	page, err := docs.Page(platform, lang)
	if err != nil {
		return c.usageError("--lang: %v", err)
	}
	fmt.Fprint(c.out, page)
	return exitFine
}
