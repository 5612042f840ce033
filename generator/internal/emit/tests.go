package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
)

// RuleTests emits the tests that compare the package with its spec: every rule with a value just inside, just outside and
// absent, and every example of the spec with the rule that it violates. The functions that they call are copied from the
// run-time code's own tests.
//
//	func TestRules(t *testing.T) {
//		t.Run("text", rulesOfTextReply)
//		…
//	}
func RuleTests(p *gomodel.Package, f *gofile.File) {
	if !p.Tests {
		return
	}
	c := &testCases{pkg: p, sampled: map[*gomodel.Type]bool{}, visited: map[*gomodel.Type]bool{}}
	var runs []jen.Code
	var tests []*testPlace
	for i, r := range p.Replies {
		if root := c.reply(r, i == 0); root.tested() {
			runs = append(runs, gofile.Code("t.Run(%q, %s)", r.Spec.Type, rulesOf(r)))
			tests = append(tests, root)
		}
	}
	f.Add(gofile.Doc("TestRules breaks each rule of each reply by as little as possible, and keeps it by as little."),
		gofile.Code("func TestRules(t *testing.T) {\n%s\n}", runs))
	for _, root := range tests {
		f.Add(nil, root.function(c))
	}
	c.replyingToTest(f)
	c.sampleFuncs(f)
}

func rulesOf(r *gomodel.Reply) string { return "rulesOf" + r.Name }

// testPlace is a struct inside a valid reply, with the tests of its fields and the places below it.
type testPlace struct {
	reply *gomodel.Reply
	outer *testPlace
	// typ is the type of the struct, or of the item that it is.
	typ *jen.Statement
	// variable is what the test calls the place.
	variable string
	// below is the call that makes the place, less the outer place.
	below func(outer string) jen.Code
	// content are the tests and the places below, in the order of the document.
	content []any
}

// tested reports whether anything is tested at the place or below.
func (p *testPlace) tested() bool {
	for _, c := range p.content {
		if below, ok := c.(*testPlace); !ok || below.tested() {
			return true
		}
	}
	return false
}

// function emits
//
//	func rulesOfImageReply(t *testing.T) {
//		reply := inReply(t, sampleImageReply)
//		reply.breaks("ToUserName", "required", "absent", func(r *ImageReply) { r.ToUserName = "" })
//		image := within(reply, "Image.", func(r *ImageReply) *Image { return &r.Image })
//		image.chars("MediaId", func(r *Image, text string) { r.MediaID = MediaID(text) })
//	}
func (p *testPlace) function(c *testCases) jen.Code {
	return gofile.Code("func %s(t *testing.T) {\n%s := inReply(t, %s)\n%s\n}",
		rulesOf(p.reply), p.variable, c.sampleFunc(&p.reply.Type), p.statements())
}

func (p *testPlace) statements() []jen.Code {
	var out []jen.Code
	for _, c := range p.content {
		below, ok := c.(*testPlace)
		switch {
		case !ok:
			out = append(out, c.(jen.Code))
		case below.tested():
			out = append(out, gofile.Code("%s := %s", below.variable, below.below(p.variable)))
			out = append(out, below.statements()...)
		}
	}
	return out
}

// change is a function that changes the struct r of the place.
func (p *testPlace) change(statements ...jen.Code) jen.Code {
	return gofile.Code("func(%s) {%s}", p.receiver(), gofile.Joined("; ", statements))
}

func (p *testPlace) receiver() jen.Code { return gofile.Code("r *%s", p.typ.Clone()) }

// test adds
//
//	reply.breaks("Content", "max_bytes", "outside 1", func(r *TextReply) { r.Content = strings.Repeat("汉", 683) })
func (p *testPlace) test(verb, field, rule, what string, change ...jen.Code) {
	p.content = append(p.content,
		gofile.Code("%s.%s(%q, %q, %q, %s)", p.variable, verb, field, rule, what, p.change(change...)))
}

func testVerb(broken bool) string {
	if broken {
		return "breaks"
	}
	return "keeps"
}

// absent adds
//
//	source.absent("Desc", func(r *Source) { r.Desc = "" }, "required", "chars")
func (p *testPlace) absent(field string, change jen.Code, rules ...string) {
	p.content = append(p.content,
		gofile.Code("%s.absent(%q, %s, %s)", p.variable, field, p.change(change), gofile.Texts(rules...)))
}

// chars adds
//
//	reply.chars("Content", func(r *TextReply, text string) { r.Content = text })
func (p *testPlace) chars(field string, at *jen.Statement, text jen.Code) {
	set := gofile.Code("func(%s, text string) {%s = %s}", p.receiver(), at, text)
	p.content = append(p.content, gofile.Code("%s.chars(%q, %s)", p.variable, field, set))
}
