package generator

import (
	"fmt"
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/internal/pattern"
)

// matchers are the functions that the patterns of one package become, so that generated code compiles no expression
// when it starts.
type matchers struct {
	// names holds the functions by pattern, exprs the patterns in the order of the functions.
	names map[string]string
	exprs []string
	// tables holds the variables with long sets of characters by their ranges.
	tables map[string]string
}

// name returns the function that matches a pattern.
func (m *matchers) name(expr string) string {
	if name, ok := m.names[expr]; ok {
		return name
	}
	m.exprs = append(m.exprs, expr)
	m.names[expr] = "matchesPattern" + digits(len(m.exprs))
	return m.names[expr]
}

func (m *matchers) emit(f *file) {
	for _, expr := range m.exprs {
		a, err := pattern.Compile(expr)
		if err != nil {
			panic(fmt.Sprintf("generator: %v", err)) // the spec was checked
		}
		f.add(doc(m.names[expr]+" reports whether s matches "+strconv.Quote(expr)+" as a whole."), m.function(f, m.names[expr], a))
	}
}

// function emits
//
//	func matchesPattern1(s string) bool {
//		state := 0
//		for _, c := range s {
//			switch state {
//			case 0:
//				switch {
//				case c >= 'a' && c <= 'z':
//					state = 1
//				default:
//					return false
//				}
//			}
//		}
//		switch state {
//		case 1:
//			return true
//		}
//		return false
//	}
func (m *matchers) function(f *file, name string, a *pattern.Automaton) jen.Code {
	var states, accepting []jen.Code
	for i, s := range a.States {
		if s.Accept {
			accepting = append(accepting, jen.Lit(i))
		}
		if len(s.Edges) == 0 {
			states = append(states, jen.Case(jen.Lit(i)).Block(jen.Return(jen.False())))
			continue
		}
		var edges []jen.Code
		for _, target := range targets(s.Edges) {
			edges = append(edges, jen.Case(m.condition(f, target)).Block(jen.Id("state").Op("=").Lit(target[0].To)))
		}
		edges = append(edges, jen.Default().Block(jen.Return(jen.False())))
		states = append(states, jen.Case(jen.Lit(i)).Block(jen.Switch().Block(edges...)))
	}
	var result []jen.Code
	if len(accepting) > 0 {
		result = append(result, jen.Switch(jen.Id("state")).Block(jen.Case(accepting...).Block(jen.Return(jen.True()))))
	}
	return jen.Func().Id(name).Params(jen.Id("s").String()).Bool().Block(append([]jen.Code{
		jen.Id("state").Op(":=").Lit(0),
		jen.For(jen.List(jen.Id("_"), jen.Id("c")).Op(":=").Range().Id("s")).Block(jen.Switch(jen.Id("state")).Block(states...)),
	}, append(result, jen.Return(jen.False()))...)...)
}

// targets groups the edges of a state by where they lead, in the order of their first ranges.
func targets(edges []pattern.Edge) [][]pattern.Edge {
	index := map[int]int{}
	var out [][]pattern.Edge
	for _, e := range edges {
		i, ok := index[e.To]
		if !ok {
			i = len(out)
			index[e.To] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], e)
	}
	return out
}

// inlineRanges is how many ranges are tested one by one; more of them go to a table, which states share.
const inlineRanges = 4

func (m *matchers) condition(f *file, edges []pattern.Edge) *jen.Statement {
	if len(edges) > inlineRanges {
		return jen.Id("inRanges").Call(jen.Id(m.table(f, edges)).Index(jen.Op(":")), jen.Id("c"))
	}
	var out *jen.Statement
	for _, e := range edges {
		one := jen.Id("c").Op(">=").Add(char(e.Lo)).Op("&&").Id("c").Op("<=").Add(char(e.Hi))
		switch {
		case e.Lo == e.Hi:
			one = jen.Id("c").Op("==").Add(char(e.Lo))
		case e.Lo == 0:
			one = jen.Id("c").Op("<=").Add(char(e.Hi))
		}
		if out == nil {
			out = one
		} else {
			out.Op("||").Add(one)
		}
	}
	return out
}

func (m *matchers) table(f *file, edges []pattern.Edge) string {
	var key string
	var values []jen.Code
	for _, e := range edges {
		key += fmt.Sprintf("%x-%x ", e.Lo, e.Hi)
		values = append(values, char(e.Lo), char(e.Hi))
	}
	if name, ok := m.tables[key]; ok {
		return name
	}
	name := "patternRanges" + digits(len(m.tables)+1)
	m.tables[key] = name
	f.add(nil, jen.Var().Id(name).Op("=").Index(jen.Op("...")).Rune().Values(values...))
	return name
}

// char is a character as Go writes it: quoted when it is plain, else by its number.
func char(c rune) jen.Code {
	if c > 0x20 && c < 0x7f {
		return jen.LitRune(c)
	}
	return jen.Op(fmt.Sprintf("%#x", c))
}
