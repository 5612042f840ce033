package emit

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/spec"
)

// pattern returns the name of the variable for a pattern.
func (v *validation) pattern(pattern string) string {
	i := slices.Index(v.patterns, pattern)
	if i < 0 {
		i = len(v.patterns)
		v.patterns = append(v.patterns, pattern)
	}
	return patternName(i)
}

func patternName(i int) string { return "pattern" + strconv.Itoa(i+1) }

// patternVariable emits
//
//	var pattern1 = sync.OnceValue(func() *regexp.Regexp {
//		return regexp.MustCompile(`\A(?:[a-z]+)\z`)
//	})
func patternVariable(name, pattern string) jen.Code {
	whole, err := spec.CompilePattern(pattern)
	if err != nil {
		panic(fmt.Sprintf("generator: %v", err)) // the spec was checked
	}
	expr := whole.String()
	literal := strconv.Quote(expr)
	if strconv.CanBackquote(expr) && !strings.ContainsFunc(expr, spec.IsTextHazard) {
		literal = "`" + expr + "`"
	}
	return jen.Var().Id(name).Op("=").Qual("sync", "OnceValue").Call(
		jen.Func().Params().Op("*").Qual("regexp", "Regexp").Block(
			jen.Return(jen.Qual("regexp", "MustCompile").Call(jen.Op(literal)))))
}
