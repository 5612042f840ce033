package main

import (
	"flag"

	"github.com/replygen/replygen/internal/docs"
	"github.com/replygen/replygen/spec"
)

var docsCommand = &command{
	name:    "docs",
	summary: "prints a platform's reference as Markdown",
	long: `For each reply: its elements with type, requiredness and limits, an XML sample,
and the rules across elements; then what all replies share, delivery and security.
For an overlay, also the differences from its base, with reasons. The platform's
own texts stay in its language.

  replygen docs --spec zhongnan > zhongnan.md
  replygen docs --lang en --spec campus.yaml
`,
	setup: func(c *invocation, flags *flag.FlagSet) action {
		lang := flags.String("lang", docs.Languages[0], "the `LANG` of headings and descriptions: zh or en (default zh)")
		return c.onPlatform(flags, func(p *spec.Platform, _ []string) int {
			page, err := docs.Page(p, *lang)
			if err != nil {
				usageError("--lang: %v", err)
			}
			return c.print([]byte(page))
		})
	},
}
