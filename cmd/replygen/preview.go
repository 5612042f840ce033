package main

import (
	"flag"
	"fmt"
	"strings"

	"github.com/replygen/replygen/internal/judge"
	"github.com/replygen/replygen/spec"
)

var previewCommand = &command{
	name:    "preview",
	args:    "REPLY",
	summary: "prints the XML of a reply, and the rules that it breaks",
	long: `The values are those of the platform's own sample, changed by --set:

  replygen preview news --set 'Articles.item[0].Title=你好'
  replygen preview --spec zhongnan text --set Content=
  replygen preview --spec wecom update_template_card --set TemplateCard.CardType=news_notice

An item one beyond the last is appended. An empty value makes an element absent.
A union has its first form, until --set gives its tag the name of another. A
sample value that breaks a rule is a placeholder of the platform's page: it is
noted, and the exit status stays 0.
`,
	setup: (*invocation).preview,
}

func (c *invocation) preview(flags *flag.FlagSet) action {
	var set texts
	flags.Var(&set, "set", "`PATH=VALUE` sets an element; may be repeated, and applies in order")
	return c.onPlatform(flags, func(platform *spec.Platform, args []string) int {
		if len(args) == 0 {
			usageError("REPLY is missing:\n%s", replyList(platform))
		}
		r, err := judge.Sample(platform, args[0])
		if err != nil {
			usageError("%w", err)
		}
		for _, s := range set {
			path, value, ok := strings.Cut(s, "=")
			if !ok {
				usageError("--set %s: write PATH=VALUE", s)
			}
			if err := r.Set(path, value); err != nil {
				usageError("--set %v", err)
			}
		}
		fmt.Fprintln(c.out, r.XML())
		broken, placeholders := r.Judge()
		for _, v := range broken {
			c.logf("%s", visible(v.String()))
		}
		for _, v := range placeholders {
			c.logf("note: %s: the platform's own sample value is a placeholder", visible(v.String()))
		}
		return exitIf(len(broken) > 0)
	})
}

// replyList is one line for each reply of a platform.
func replyList(p *spec.Platform) string {
	lines := make([]string, len(p.Replies))
	for i, r := range p.Replies {
		lines[i] = strings.TrimRight(fmt.Sprintf("  %-8s %s", r.Type, visible(r.Title)), " ")
	}
	return strings.Join(lines, "\n")
}
