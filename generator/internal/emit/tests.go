package emit

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
	"github.com/replygen/replygen/spec"
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
	c := &testCases{pkg: p, sampled: map[*gomodel.Type]bool{}, visited: map[*gomodel.Type]bool{},
		edgesKnown: map[spec.Kind][]edge{}}
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

// testPlace is a struct inside a valid reply, with the tests of its fields.
type testPlace struct {
	reply *gomodel.Reply
	typ   gofile.Expr
	// optional reports whether the struct is an optional object, or part of one.
	optional bool
	// variable is what the test calls the place.
	variable string
	fields   []*testField
	// rules are the tests of the rules across fields.
	rules []jen.Code
}

// testField is a field of a place, or the first item of a list, with its tests.
type testField struct {
	// variable is what the test calls the field where something below needs it.
	variable string
	// made is the call that makes it, which tests something itself for a text.
	made   func() jen.Code
	isText bool
	// calls are the tests, which follow behind a dot.
	calls []jen.Code
	// columns are about those of the call that makes it and of the tests of presence, on one line.
	columns int
	// below are the struct or the forms that it holds, or the first item of a list of structs.
	below []*placeBelow
	// item is the first item of any other list.
	item *testField
}

// placeBelow is a place, and the call that makes it from a field: behind a dot, or with the field's variable. It is made
// when something is tested there, so that no sample is emitted for nothing.
type placeBelow struct {
	*testPlace
	made    func() jen.Code
	chained bool
	// isForm reports whether the place is a form: then the call tests something itself.
	isForm bool
}

// tested reports whether anything is tested at the place or below.
func (p *testPlace) tested() bool {
	return len(p.rules) > 0 || slices.ContainsFunc(p.fields, (*testField).tested)
}

func (f *testField) tested() bool {
	return f.isText || len(f.calls) > 0 || f.item != nil && f.item.tested() ||
		slices.ContainsFunc(f.below, func(b *placeBelow) bool { return b.isForm || b.tested() })
}

// function emits
//
//	func rulesOfImageReply(t *testing.T) {
//		reply := inReply(t, sampleImageReply)
//		fieldOf(reply, "CreateTime", func(r *ImageReply) *int64 { return &r.CreateTime }).missing("required")
//		image := fieldOf(reply, "Image", func(r *ImageReply) *Image { return &r.Image }).inside(sampleImage)
//		textOf(image, "MediaId", func(r *Image) *MediaID { return &r.MediaID }).missing("required")
//	}
func (p *testPlace) function(c *testCases) jen.Code {
	return gofile.Code("func %s(t *testing.T) {\n%s := inReply(t, %s)\n%s\n}",
		rulesOf(p.reply), p.variable, c.sampleFunc(&p.reply.Type), p.statements())
}

func (p *testPlace) statements() []jen.Code {
	var out []jen.Code
	for _, f := range p.fields {
		if f.tested() {
			out = append(out, f.statements()...)
		}
	}
	return append(out, p.rules...)
}

func (f *testField) statements() []jen.Code {
	var out []jen.Code
	for _, b := range f.below {
		switch {
		case b.tested() && b.chained:
			return append([]jen.Code{gofile.Code("%s := %s", b.variable, f.test(b.made()))}, b.statements()...)
		case b.tested():
			out = append(out, gofile.Code("%s := %s", b.variable, b.made()))
			out = append(out, b.statements()...)
		case b.isForm:
			out = append(out, b.made())
		}
	}
	if f.item != nil && f.item.tested() {
		out = append(out, f.item.statements()...)
	}
	test := f.test()
	if len(out) > 0 {
		test = gofile.Code("%s := %s", f.variable, test)
	}
	return append([]jen.Code{test}, out...)
}

// test is the call that makes the field and those of its tests, on lines of their own where they are long or several.
func (f *testField) test(more ...jen.Code) jen.Code {
	all := slices.Concat([]jen.Code{f.made()}, f.calls, more)
	if len(all) > 2 || f.columns > 110 {
		return gofile.Joined(".\n", all)
	}
	return gofile.Joined(".", all)
}

// missing adds the test that the field's absence breaks a rule.
func (f *testField) missing(rule string) { f.presence("missing", rule) }

// absent adds the test that the field's absence keeps rules.
func (f *testField) absent(rules ...string) { f.presence("absent", rules...) }

func (f *testField) presence(verb string, rules ...string) {
	call := verb + "(" + gofile.Texts(rules...) + ")"
	f.columns += len(call)
	f.calls = append(f.calls, gofile.Code("%s", call))
}

// judged adds the test that values break a rule, or keep it.
func (f *testField) judged(broken bool, rule string, values ...jen.Code) {
	verb := "keeps"
	if broken {
		verb = "breaks"
	}
	f.calls = append(f.calls, gofile.Code("%s(%q, %s)", verb, rule, gofile.Joined(", ", values)))
}
