package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
	"github.com/replygen/replygen/spec"
)

// replyingTo adds the tests of a reply's limits that depend on the message that is answered.
//
//	for _, c := range []struct { … }{
//		{"text", 1, false},
//		{"text", 2, true},
//	} {
//		b := NewsReplyBuilder{reply: *sampleNewsReply()}
//		b.reply.Articles = slices.Repeat([]Article{sampleArticle()}, c.items)
//		_, err := b.ReplyingTo(c.to).Build()
//		if got := violates(err, "Articles", "max_items_replying_to"); got != c.broken { … }
//	}
func (c *testCases) replyingTo(r *gomodel.Reply) {
	for _, l := range gomodel.ReplyingTo(r) {
		var cases []jen.Code
		for _, limit := range l.Limits {
			for n := limit.Limit.V; n <= limit.Limit.V+1; n++ {
				if n > 0 && n <= maxListed {
					cases = append(cases, gofile.Code("{%q, %d, %t},", limit.Type, n, n > limit.Limit.V))
				}
			}
		}
		if len(cases) == 0 {
			continue
		}
		c.builds = append(c.builds, gofile.Code(`for _, c := range []struct{to MsgType; items int; broken bool}{
	%[1]s
} {
	b := %[2]s{reply: *%[3]s}
	b.reply.%[4]s = %[5]s
	_, err := b.ReplyingTo(c.to).Build()
	if got := violates(err, %[6]q, "max_items_replying_to"); got != c.broken {
		t.Errorf(%[7]q, c.items, c.to, got, c.broken)
	}
}`, cases, r.Builder(), c.sampleOf(&r.Type), l.Path, c.itemsOf(l.Field, l.Field.Kind.(*spec.List), jen.Id("c").Dot("items")), l.Name,
			r.Spec.Type+"."+l.Name+": %d in reply to %s: broken: %v, want %v"))
	}
}

// replyingToTest emits the test of those limits.
func (c *testCases) replyingToTest(f *gofile.File) {
	if len(c.builds) > 0 {
		f.Add(gofile.Doc("TestReplyingTo checks the limits of lists that depend on the message that is answered."),
			gofile.Code("func TestReplyingTo(t *testing.T) {\n%s\n}", c.builds))
	}
}
