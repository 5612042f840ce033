package generator

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/internal/judge"
	"github.com/replygen/replygen/spec"
)

// testCases makes the tests of one package.
type testCases struct {
	pkg *goPackage
	// builds are the tests of limits that depend on the message that is answered.
	builds []jen.Code
	// names are those of the variables in the test of one reply.
	names map[string]bool
	// sampled are the types that need a sample function, in the order of order.
	sampled map[*goType]bool
	order   []*goType
	// visited are the types whose rules have their tests. Elsewhere the same method judges them: their presence is left.
	visited map[*goType]bool
}

// sampleOf is a call of the function that makes a valid value of a type: of replies and of forms, which are used by
// their address, a pointer.
func (c *testCases) sampleOf(t *goType) *jen.Statement { return c.sampleFunc(t).Call() }

func (c *testCases) sampleFunc(t *goType) *jen.Statement {
	if !c.sampled[t] {
		c.sampled[t] = true
		c.order = append(c.order, t)
	}
	return jen.Id("sample" + t.name)
}

// sampleFuncs emits, for each type that a test needs,
//
//	func sampleMusic() Music {
//		return Music{ThumbMediaID: "ThumbMediaId"}
//	}
//
// and with it those that it needs in turn.
func (c *testCases) sampleFuncs(f *file) {
	for i := 0; i < len(c.order); i++ {
		t := c.order[i]
		var values []jen.Code
		for _, g := range c.sampleFields(t) {
			values = append(values, jen.Id(g.goName).Op(":").Add(c.valueOf(g)))
		}
		if len(values) > 1 {
			for i, v := range values {
				values[i] = jen.Line().Add(v)
			}
			values = append(values, jen.Line())
		}
		result, op := jen.Id(t.name), jen.Op("")
		if t.union != nil || t.isReply {
			result, op = jen.Op("*").Id(t.name), jen.Op("&")
		}
		f.add(nil, jen.Func().Id("sample"+t.name).Params().Add(result).Block(jen.Return(op.Id(t.name).Values(values...))))
	}
}

// sampleFields are the fields that a valid value has: the required ones, those that rules across fields ask for, and one
// by which an object that may be absent shows that it is there.
func (c *testCases) sampleFields(t *goType) []*goField {
	in := map[*goField]bool{}
	for _, g := range t.fields {
		in[g] = g.goName != "" && g.AlwaysWritten()
	}
	c.obeyRules(t, in)
	if !slices.ContainsFunc(t.fields, func(g *goField) bool { return in[g] && c.shows(g) }) {
		if i := slices.IndexFunc(t.fields, tellsPresence); i >= 0 {
			in[t.fields[i]] = true
			c.obeyRules(t, in)
		}
	}
	var out []*goField
	for _, g := range t.fields {
		if in[g] {
			out = append(out, g)
		}
	}
	return out
}

// shows reports whether the sample of a field tells that its parent is there.
func (c *testCases) shows(g *goField) bool {
	if _, ok := g.Kind.(*spec.Object); ok {
		return slices.ContainsFunc(c.sampleFields(g.object), c.shows)
	}
	return tellsPresence(g)
}

// obeyRules adds the fields that the rules across fields ask for.
func (c *testCases) obeyRules(t *goType, in map[*goField]bool) {
	grown := true
	set := func(fields ...*spec.Field) {
		for _, f := range fields {
			if g := t.field(f); !in[g] {
				in[g], grown = true, true
			}
		}
	}
	for grown { // a field that one rule brings in may be the condition of another
		grown = false
		for _, r := range t.rules {
			switch form := r.Form.(type) {
			case *spec.OneOf:
				if !slices.ContainsFunc(form.Fields, func(f *spec.Field) bool { return in[t.field(f)] }) {
					set(form.Fields[0])
				}
			case *spec.AtLeastOneOf:
				if !slices.ContainsFunc(form.Fields, func(f *spec.Field) bool { return in[t.field(f)] }) {
					set(form.Fields[0])
				}
			case *spec.Requires:
				if in[t.field(form.Field)] {
					set(form.Needs...)
				}
			case *spec.RequiredWhen:
				if g := t.field(form.Deciding); in[g] && slices.Contains(form.In, sampleText(g.Name, g.Kind)) {
					set(form.Field)
				}
			case *spec.Forbids: // asks for no field
			}
		}
	}
}

// valueOf is a valid value of a field.
func (c *testCases) valueOf(g *goField) jen.Code {
	switch k := g.Kind.(type) {
	case *spec.Object:
		return c.sampleOf(g.object)
	case *spec.Union:
		return c.sampleOf(g.union.cases[0])
	case *spec.List:
		return c.items(g, k, max(1, k.MinItems.V))
	default: // a leaf
	}
	value := c.leafOf(g.Name, g.Kind)
	if maker := optionalMaker(g); maker != "" {
		return jen.Id(maker).Call(value)
	}
	return value
}

func (c *testCases) leafOf(name string, kind spec.Kind) jen.Code {
	text := sampleText(name, kind)
	if k, ok := kind.(*spec.String); ok {
		return c.textLiteral(k, text)
	}
	return exampleLiteral(text, kind)
}

// sampleText is a valid value of a leaf as the wire spells it, "" when none is known.
func sampleText(name string, kind spec.Kind) string {
	text, _ := judge.Value(name, kind)
	return text
}

// items is a list of n valid items.
func (c *testCases) items(g *goField, k *spec.List, n int) jen.Code {
	if n == 1 {
		return c.oneItem(g, k)
	}
	return c.itemsOf(g, k, jen.Lit(n))
}

// itemsOf is a list of as many items as an expression says.
func (c *testCases) itemsOf(g *goField, k *spec.List, count jen.Code) jen.Code {
	return jen.Qual("slices", "Repeat").Call(c.oneItem(g, k), count)
}

func (c *testCases) oneItem(g *goField, k *spec.List) jen.Code {
	var one jen.Code
	switch {
	case g.object != nil:
		one = c.sampleOf(g.object)
	case g.union != nil:
		one = c.sampleOf(g.union.cases[0])
	default:
		one = c.leafOf(k.Item.Name, k.Item.Kind)
	}
	return jen.Index().Add(itemType(c.pkg, g, k)).Values(one)
}

// textLiteral writes a text of a kind so that a long run of one character stays short. Such a run is no constant, and
// needs to be converted to a scalar's type.
func (c *testCases) textLiteral(k *spec.String, text string) jen.Code {
	first, width := utf8.DecodeRuneInString(text)
	if len(text) < 40 || first == utf8.RuneError {
		return jen.Lit(text)
	}
	n := 1
	for strings.HasPrefix(text[n*width:], text[:width]) {
		n++
	}
	if n < 8 {
		return jen.Lit(text)
	}
	out := jen.Qual("strings", "Repeat").Call(jen.Lit(text[:width]), jen.Lit(n))
	if rest := text[n*width:]; rest != "" {
		out.Op("+").Lit(rest)
	}
	if k.Scalar != nil {
		return jen.Id(c.pkg.scalars[k.Scalar]).Parens(out)
	}
	return out
}

func intLiteral(v int64) jen.Code { return jen.Op(strconv.FormatInt(v, 10)) }
