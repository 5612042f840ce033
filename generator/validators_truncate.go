package generator

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/spec"
)

// emitTruncate emits
//
//	func TruncateContent(s string) (string, bool) {
//		return truncate(s, 2048, math.MaxInt)
//	}
func emitTruncate(t *goTruncate, f *file) {
	limit := func(v spec.Value[int], words string, said *[]string) jen.Code {
		if !v.IsSet() {
			return jen.Qual("math", "MaxInt")
		}
		*said = append(*said, strconv.Itoa(v.V)+words)
		return jen.Lit(v.V)
	}
	var said []string
	maxBytes := limit(t.maxBytes, " bytes of UTF-8", &said)
	maxRunes := limit(t.maxRunes, " characters", &said)
	f.add(doc(fmt.Sprintf("%s cuts s to %s as it is written, at a character, and reports whether it was longer: the platform would cut it "+
		"anywhere. It is for %s.", t.name, strings.Join(said, " and "), strings.Join(t.paths, ", "))),
		jen.Func().Id(t.name).Params(jen.Id("s").String()).Params(jen.String(), jen.Bool()).Block(
			jen.Return(jen.Id("truncate").Call(jen.Id("s"), maxBytes, maxRunes)),
		))
}
