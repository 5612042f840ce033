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
					cases = append(cases, jen.Line().Values(jen.Lit(limit.Type), jen.Lit(n), jen.Lit(n > limit.Limit.V)))
				}
			}
		}
		if len(cases) == 0 {
			continue
		}
		k := l.Field.Kind.(*spec.List)
		row := jen.Struct(jen.Id("to").Id("MsgType"), jen.Id("items").Int(), jen.Id("broken").Bool())
		c.builds = append(c.builds, jen.For(jen.List(jen.Id("_"), jen.Id("c")).Op(":=").Range().Index().Add(row).Values(append(cases, jen.Line())...)).Block(
			jen.Id("b").Op(":=").Id(r.Builder()).Values(jen.Id("reply").Op(":").Op("*").Add(c.sampleOf(&r.Type))),
			jen.Id("b").Dot("reply").Dot(l.Path).Op("=").Add(c.itemsOf(l.Field, k, jen.Id("c").Dot("items"))),
			jen.List(jen.Id("_"), jen.Id("err")).Op(":=").Id("b").Dot("ReplyingTo").Call(jen.Id("c").Dot("to")).Dot("Build").Call(),
			jen.If(jen.Id("got").Op(":=").Id("violates").Call(jen.Id("err"), jen.Lit(l.Name), jen.Lit("max_items_replying_to")), jen.Id("got").Op("!=").Id("c").Dot("broken")).Block(
				jen.Id("t").Dot("Errorf").Call(jen.Lit(r.Spec.Type+"."+l.Name+": %d in reply to %s: broken: %v, want %v"), jen.Id("c").Dot("items"), jen.Id("c").Dot("to"), jen.Id("got"), jen.Id("c").Dot("broken")),
			),
		))
	}
}

// replyingToTest emits the test of those limits.
func (c *testCases) replyingToTest(f *gofile.File) {
	if len(c.builds) > 0 {
		f.Add(gofile.Doc("TestReplyingTo checks the limits of lists that depend on the message that is answered."),
			jen.Func().Id("TestReplyingTo").Params(testingT()).Block(c.builds...))
	}
}
