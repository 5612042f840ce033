package emit

import (
	"fmt"
	"slices"
	"strings"

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
//
//	func rulesOfImageReply(t *testing.T) {
//		reply := inReply(t, sampleImageReply)
//		fieldOf(reply, "CreateTime", func(r *ImageReply) *int64 { return &r.CreateTime }).missing("required")
//		image := fieldOf(reply, "Image", func(r *ImageReply) *Image { return &r.Image }).inside(sampleImage)
//		textOf(image, "MediaId", func(r *Image) *MediaID { return &r.MediaID }).missing("required")
//	}
func RuleTests(p *gomodel.Package, f *gofile.File) {
	if !p.Tests {
		return
	}
	c := &testCases{pkg: p, visited: map[*gomodel.Type]bool{}, edgesKnown: map[spec.Kind][]judgedValue{}}
	var runs, tests, replyingTo []string
	for _, r := range p.Replies {
		statements := c.reply(r)
		replyingTo = append(replyingTo, c.replyingTo(r)...)
		if len(statements) > 0 {
			runs = append(runs, gofile.Code("t.Run(%q, rulesOf%s)", r.Spec.Type, r.Name))
			tests = append(tests, gofile.Code("func rulesOf%s(t *testing.T) {\n%s\n}", r.Name, statements))
		}
	}
	f.Add(gofile.Doc("TestRules breaks each rule of each reply by as little as possible, and keeps it by as little."),
		gofile.Code("func TestRules(t *testing.T) {\n%s\n}", runs))
	for _, test := range tests {
		f.Add(nil, test)
	}
	if len(replyingTo) > 0 {
		f.Add(gofile.Doc("TestReplyingTo checks the limits of lists that depend on the message that is answered."),
			gofile.Code("func TestReplyingTo(t *testing.T) {\n%s\n}", replyingTo))
	}
	c.sampleFuncs(f)
}

// testCases makes the tests of one package.
type testCases struct {
	pkg *gomodel.Package
	// names are those of the variables in the test of one reply.
	names map[string]bool
	// inValues and inPlaces are the types whose samples are parts of values, and those that places are made of.
	inValues, inPlaces []*gomodel.Type
	edgesKnown         map[spec.Kind][]judgedValue
	// visited are the types whose rules have their tests. Elsewhere the same method judges them: their presence is left.
	visited map[*gomodel.Type]bool
}

// testPlace is a struct inside a valid reply.
type testPlace struct {
	typ string
	// optional reports whether the struct is an optional object, or part of one.
	optional bool
	// variable is what the test calls the place.
	variable string
}

// fieldTest is the test of a field of a place, or of the first item of a list.
type fieldTest struct {
	// calls are the one that makes it, and those that test it, which follow behind dots.
	calls []string
	// columns are about those of the first call and of the tests of presence, on one line.
	columns int
	// isText reports whether the call that makes it tests something itself.
	isText bool
}

// statements are the test, which has calls on lines of their own where they are long or several, and what is tested
// below the field, which has a name then; none where nothing is tested.
func (f *fieldTest) statements(variable string, below []string) []string {
	test := strings.Join(f.calls, ".")
	if len(f.calls) > 2 || f.columns > 110 {
		test = strings.Join(f.calls, ".\n")
	}
	switch {
	case len(below) > 0:
		return append([]string{variable + " := " + test}, below...)
	case f.isText || len(f.calls) > 1:
		return []string{test}
	}
	return nil
}

// presence adds the test of the field's absence, if there is one.
func (f *fieldTest) presence(call string) {
	if call != "" {
		f.columns += len(call)
		f.calls = append(f.calls, call)
	}
}

// judged adds the test that values break a rule, or keep it.
func (f *fieldTest) judged(broken bool, rule string, values ...string) {
	verb := "keeps"
	if broken {
		verb = "breaks"
	}
	f.calls = append(f.calls, fmt.Sprintf("%s(%q, %s)", verb, rule, strings.Join(values, ", ")))
}

// reply returns the test of one reply. The header is the same in every reply: its rules but presence are tested once.
func (c *testCases) reply(r *gomodel.Reply) []string {
	c.names = map[string]bool{"t": true, "slices": true, "fieldOf": true, "textOf": true, "itemOf": true,
		"formOf": true, "texts": true}
	from := len(c.pkg.Spec.Header.Fields)
	if r == c.pkg.Replies[0] {
		from = 0
	}
	root := &testPlace{typ: r.Name, variable: c.variable("Reply")}
	sample, tests := c.at(root, &r.Type, from)
	if len(tests) == 0 {
		return nil
	}
	return append([]string{root.variable + " := inReply(t, " + sample + ")"}, tests...)
}

// variable is the name of a place or field in the test of one reply.
func (c *testCases) variable(goName string) string {
	for {
		name := gomodel.ParameterName(goName, c.names)
		of, ok := strings.CutPrefix(name, "sample")
		if !ok || !slices.ContainsFunc(c.pkg.Structs(), func(t *gomodel.Type) bool { return t.Name == of }) {
			return name
		}
	}
}

// at returns the tests of a place, those of every rule from a field on, and the function of the place's sample, which is
// emitted only if something is tested.
func (c *testCases) at(p *testPlace, t *gomodel.Type, from int) (sample string, tests []string) {
	first, before := !c.visited[t], c.inPlaces
	c.visited[t] = true
	c.inPlaces = append(c.inPlaces, t)
	for i, g := range t.Fields {
		if g.GoName != "" {
			tests = append(tests, c.field(p, t, g, first && i >= from)...)
		}
	}
	if first {
		tests = append(tests, c.rules(p, t)...)
	}
	if len(tests) == 0 && t.Union == nil { // the call that makes a form tests something itself
		c.inPlaces = before
	}
	return "sample" + t.Name, tests
}

func (c *testCases) field(p *testPlace, t *gomodel.Type, g *gomodel.Field, everyRule bool) []string {
	maker, isText := "fieldOf", everyRule && gomodel.BaseType(g.Kind) == "string"
	if isText {
		maker = "textOf"
	}
	made := fmt.Sprintf("%s(%s, %q, func(r *%s) *%s { return &r.%s })",
		maker, p.variable, g.Name, p.typ, gomodel.FieldType(c.pkg, g), g.GoName)
	f := &fieldTest{calls: []string{made}, columns: len(made), isText: isText}
	vanishes := c.vanishes(p, t, g)
	f.presence(c.presence(g, vanishes))
	var variable string
	var below []string
	switch k := g.Kind.(type) {
	case *spec.Object:
		in := &testPlace{g.Object.Name, p.optional || !g.Required, c.variable(g.Object.Name)}
		variable = in.variable
		var sample string
		if sample, below = c.at(in, g.Object, 0); len(below) > 0 {
			f.calls = append(f.calls, "inside("+sample+")")
		}
	case *spec.List:
		variable, below = c.list(f, g, k)
	case *spec.Union:
		variable = c.variable(g.GoName)
		below = c.forms(variable, g.Union)
	default: // a leaf
		if everyRule {
			f.values(c.leafValues(g, g.Required && vanishes))
		}
	}
	return f.statements(variable, below)
}

// forms returns the tests of each form of the union that a field is.
//
//	templateCard := fieldOf(reply, "TemplateCard", func(r *Reply) *TemplateCard { return &r.TemplateCard })
//	textNoticeCard := formOf(templateCard, "text_notice", sampleTextNoticeCard)
func (c *testCases) forms(field string, u *gomodel.Union) []string {
	var out []string
	for _, form := range u.Cases {
		in := &testPlace{typ: form.Name, variable: c.variable(form.Name)}
		sample, tests := c.at(in, form, 0)
		made := fmt.Sprintf("formOf(%s, %q, %s)", field, form.Value, sample)
		if len(tests) > 0 {
			made = in.variable + " := " + made
		}
		out = append(append(out, made), tests...)
	}
	return out
}

// maxListed bounds the lists that tests make.
const maxListed = 10000

// list adds the tests of a list's length, and returns its name and the tests of its first item.
//
//	articles := fieldOf(reply, "Articles", func(r *NewsReply) *[]Article { return &r.Articles }).
//		missing("min_items").
//		keeps("max_items", slices.Repeat([]Article{sampleArticle()}, 10))
//	article := itemOf(articles, ".item[0].", 1, sampleArticle)
func (c *testCases) list(f *fieldTest, g *gomodel.Field, k *spec.List) (variable string, below []string) {
	if n := k.MinItems.V; k.MustHold() && n <= maxListed {
		f.judged(false, "min_items", c.items(g, k, n))
		if n > 1 {
			f.judged(true, "min_items", c.items(g, k, n-1))
		}
	}
	if n := k.MaxItems.V; k.MaxItems.IsSet() && n < maxListed {
		f.judged(false, "max_items", c.items(g, k, n))
		f.judged(true, "max_items", c.items(g, k, n+1))
	}
	variable = c.variable(g.GoName)
	path, count := strings.TrimPrefix(gomodel.ItemPath(g, k), g.Name)+"[0]", max(1, k.MinItems.V)
	if g.Object != nil {
		in := &testPlace{typ: g.Object.Name, variable: c.variable(g.Object.Name)}
		sample, tests := c.at(in, g.Object, 0)
		if len(tests) > 0 {
			made := fmt.Sprintf("%s := itemOf(%s, %q, %d, %s)", in.variable, variable, path+".", count, sample)
			below = append([]string{made}, tests...)
		}
		return variable, below
	}
	made := func(value string) string {
		return gofile.Code("itemOf(%s, %q, %d, func() %s { return %s })", variable, path, count,
			gomodel.ItemType(c.pkg, g, k), value)
	}
	item := &fieldTest{}
	if g.Union != nil {
		item.calls = []string{made("sample" + g.Union.Cases[0].Name + "()")}
		item.presence(`missing("required")`)
		name := c.variable(g.GoName + "Item")
		return variable, item.statements(name, c.forms(name, g.Union))
	}
	item.calls = []string{made(c.leafOf(k.Item.Name, k.Item.Kind))}
	if item.isText = gomodel.BaseType(k.Item.Kind) == "string"; item.isText {
		item.calls[0] = "texts(" + item.calls[0] + ")"
		item.presence(`missing("required")`)
	}
	item.values(c.edgesOf(k.Item.Kind))
	return variable, item.statements("", nil)
}

// replyingTo returns the tests of a reply's limits that depend on the message that is answered.
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
func (c *testCases) replyingTo(r *gomodel.Reply) []string {
	var out []string
	for _, l := range gomodel.ReplyingTo(r) {
		var cases []string
		for _, limit := range l.Limits {
			for n := max(1, limit.Limit.V); n <= min(limit.Limit.V+1, maxListed); n++ {
				cases = append(cases, fmt.Sprintf("{%q, %d, %t},", limit.Type, n, n > limit.Limit.V))
			}
		}
		if len(cases) == 0 {
			continue
		}
		out = append(out, gofile.Code(`for _, c := range []struct{to MsgType; items int; broken bool}{
	%[1]s
} {
	b := %[2]s{reply: *%[3]s}
	b.reply.%[4]s = %[5]s
	_, err := b.ReplyingTo(c.to).Build()
	if got := violates(err, %[6]q, "max_items_replying_to"); got != c.broken {
		t.Errorf(%[7]q, c.items, c.to, got, c.broken)
	}
}`, cases, r.Builder(), c.sampleOf(&r.Type), l.Path, c.itemsOf(l.Field, l.Field.Kind.(*spec.List), "c.items"), l.Name,
			r.Spec.Type+"."+l.Name+": %d in reply to %s: broken: %v, want %v"))
	}
	return out
}
