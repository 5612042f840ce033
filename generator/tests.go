package generator

import (
	"github.com/dave/jennifer/jen"
)

// ruleTests emits the table tests that hold the package to its spec: every rule with a value just inside, just
// outside and absent, and every example of the spec with its verdict.
func ruleTests(p *goPackage, f *file) {
	c := &testCases{pkg: p, sampled: map[*goType]bool{}, visited: map[*goType]bool{}}
	for i, r := range p.replies {
		c.reply(r, i == 0)
	}
	f.add(doc("TestRules breaks each rule of each reply by as little as possible, and keeps it by as little."),
		jen.Func().Id("TestRules").Params(jen.Id("t").Op("*").Qual("testing", "T")).Block(
			jen.For(jen.List(jen.Id("_"), jen.Id("c")).Op(":=").Range().Id("ruleCases").Call()).Block(
				jen.Id("t").Dot("Run").Call(jen.Id("c").Dot("name"), jen.Func().Params(jen.Id("t").Op("*").Qual("testing", "T")).Block(
					jen.Id("r").Op(":=").Id("c").Dot("reply").Call(),
					jen.If(jen.Id("got").Op(":=").Id("breaks").Call(jen.Id("r").Dot("Validate").Call(), jen.Id("c").Dot("field"), jen.Id("c").Dot("rule")), jen.Id("got").Op("!=").Id("c").Dot("broken")).Block(
						jen.Id("t").Dot("Errorf").Call(jen.Lit("broken: %v, want %v: %v"), jen.Id("got"), jen.Id("c").Dot("broken"), jen.Id("r").Dot("Validate").Call()),
					),
					jen.Id("checkWire").Call(jen.Id("t"), jen.Id("r")),
				)),
			),
		))
	f.add(doc("ruleCase is a reply and what is to be said of one rule of one field. An empty rule stands for any; that of a rule across fields names them too."),
		jen.Type().Id("ruleCase").Struct(
			jen.List(jen.Id("name"), jen.Id("field"), jen.Id("rule")).String(),
			jen.Id("broken").Bool(),
			jen.Id("reply").Func().Params().Id("Reply"),
		))
	f.add(nil, jen.Func().Id("ruleCases").Params().Index().Id("ruleCase").Block(jen.Return(jen.Index().Id("ruleCase").ValuesFunc(func(g *jen.Group) {
		for _, one := range c.cases {
			g.Line().Add(one)
		}
		g.Line()
	}))))
	if len(c.builds) > 0 {
		c.replyingToTest(f)
	}
	f.add(nil, breaksFunc())
	f.add(doc("checkWire holds what a reply writes to XML's own rules, and what ParseReply makes of it to the reply."), checkWireFunc())
	c.sampleFuncs(f)
	if c.repeats {
		f.add(nil, repeatedFunc())
	}
}

// breaksFunc emits
//
//	func breaks(err error, field, rule string) bool {
//		var invalid *ValidationError
//		if !errors.As(err, &invalid) { return false }
//		for _, v := range invalid.Violations { … }
//		return false
//	}
func breaksFunc() jen.Code {
	v := jen.Id("v")
	return jen.Func().Id("breaks").Params(jen.Id("err").Error(), jen.List(jen.Id("field"), jen.Id("rule")).String()).Bool().Block(
		jen.Var().Id("invalid").Op("*").Id("ValidationError"),
		jen.If(jen.Op("!").Qual("errors", "As").Call(jen.Id("err"), jen.Op("&").Id("invalid"))).Block(jen.Return(jen.False())),
		jen.For(jen.List(jen.Id("_"), v.Clone()).Op(":=").Range().Id("invalid").Dot("Violations")).Block(
			jen.If(v.Clone().Dot("Field").Op("==").Id("field").Op("&&").Parens(jen.Id("rule").Op("==").Lit("").Op("||").Id("rule").Op("==").Add(v.Clone()).Dot("Rule").Op("||").Id("rule").Op("==").Add(v.Clone()).Dot("Rule").Op("+").Lit(" ").Op("+").Add(v.Clone()).Dot("Detail"))).Block(jen.Return(jen.True())),
		),
		jen.Return(jen.False()),
	)
}

// checkWireFunc emits
//
//	func checkWire(t *testing.T, r Reply) {
//		t.Helper()
//		written := r.AppendXML(nil)
//		// WriteTo writes the same; encoding/xml accepts it; ParseReply reads a valid reply back, and rejects another.
//	}
func checkWireFunc() jen.Code {
	fatal := func(format string, args ...jen.Code) jen.Code {
		return jen.Id("t").Dot("Fatalf").Call(append([]jen.Code{jen.Lit(format)}, args...)...)
	}
	written, err := jen.Id("written"), jen.Id("err")
	return jen.Func().Id("checkWire").Params(jen.Id("t").Op("*").Qual("testing", "T"), jen.Id("r").Id("Reply")).Block(
		jen.Id("t").Dot("Helper").Call(),
		written.Clone().Op(":=").Id("r").Dot("AppendXML").Call(jen.Nil()),
		jen.Var().Id("streamed").Qual("bytes", "Buffer"),
		jen.If(jen.List(jen.Id("n"), err.Clone()).Op(":=").Id("r").Dot("WriteTo").Call(jen.Op("&").Id("streamed")),
			err.Clone().Op("!=").Nil().Op("||").Id("n").Op("!=").Int64().Parens(jen.Len(written.Clone())).Op("||").Op("!").Qual("bytes", "Equal").Call(jen.Id("streamed").Dot("Bytes").Call(), written.Clone()),
		).Block(fatal("WriteTo: %d bytes, %v: %s\nAppendXML: %s", jen.Id("n"), err.Clone(), jen.Op("&").Id("streamed"), written.Clone())),
		jen.Id("d").Op(":=").Qual("encoding/xml", "NewDecoder").Call(jen.Qual("bytes", "NewReader").Call(written.Clone())),
		jen.For().Block(
			jen.If(jen.List(jen.Id("_"), err.Clone()).Op(":=").Id("d").Dot("Token").Call(), err.Clone().Op("==").Qual("io", "EOF")).Block(jen.Break()).
				Else().If(err.Clone().Op("!=").Nil()).Block(fatal("not well-formed: %v: %s", err.Clone(), written.Clone())),
		),
		jen.List(jen.Id("parsed"), err.Clone()).Op(":=").Id("ParseReply").Call(written.Clone()),
		jen.Switch().Block(
			jen.Case(jen.Id("r").Dot("Validate").Call().Op("==").Nil()).Block(
				jen.If(err.Clone().Op("!=").Nil().Op("||").Op("!").Qual("reflect", "DeepEqual").Call(jen.Id("parsed"), jen.Id("r"))).Block(
					fatal("ParseReply: %v: %+v, want %+v", err.Clone(), jen.Id("parsed"), jen.Id("r")))),
			// What the writers mend cannot be seen in what they wrote.
			jen.Case(err.Clone().Op("==").Nil().Op("&&").Op("!").Id("mended").Call(jen.Id("r").Dot("Validate").Call())).Block(
				fatal("ParseReply accepts what Validate rejects: %v: %s", jen.Id("r").Dot("Validate").Call(), written.Clone())),
		),
	).Line().Line().
		Comment("// mended reports whether each rule that a reply breaks is one of those that its writers mend.").Line().
		Func().Id("mended").Params(jen.Id("err").Error()).Bool().Block(
		jen.Var().Id("invalid").Op("*").Id("ValidationError"),
		jen.If(jen.Op("!").Qual("errors", "As").Call(jen.Id("err"), jen.Op("&").Id("invalid"))).Block(jen.Return(jen.False())),
		jen.For(jen.List(jen.Id("_"), jen.Id("v")).Op(":=").Range().Id("invalid").Dot("Violations")).Block(
			jen.If(jen.Id("v").Dot("Rule").Op("!=").Lit("chars").Op("&&").Id("v").Dot("Rule").Op("!=").Lit("finite")).Block(jen.Return(jen.False()))),
		jen.Return(jen.True()),
	)
}

// repeatedFunc emits
//
//	func repeated[T any](n int, one func() T) []T { … }
func repeatedFunc() jen.Code {
	return jen.Func().Id("repeated").Types(jen.Id("T").Any()).Params(jen.Id("n").Int(), jen.Id("one").Func().Params().Id("T")).Index().Id("T").Block(
		jen.Var().Id("out").Index().Id("T"),
		jen.For(jen.Range().Id("n")).Block(jen.Id("out").Op("=").Append(jen.Id("out"), jen.Id("one").Call())),
		jen.Return(jen.Id("out")),
	)
}
