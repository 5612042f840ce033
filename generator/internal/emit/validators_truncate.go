package emit

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
	"github.com/replygen/replygen/spec"
)

// emitTruncate emits
//
//	func TruncateContent(s string) (string, bool) {
//		return truncate(s, 2048, math.MaxInt)
//	}
func emitTruncate(t *gomodel.Truncate, f *gofile.File) {
	limit := func(v spec.Value[int], words string, said *[]string) jen.Code {
		if !v.IsSet() {
			return jen.Qual("math", "MaxInt")
		}
		*said = append(*said, strconv.Itoa(v.V)+words)
		return jen.Lit(v.V)
	}
	var said []string
	maxBytes := limit(t.MaxBytes, " bytes of UTF-8", &said)
	maxRunes := limit(t.MaxRunes, " characters", &said)
	f.Add(gofile.Doc(fmt.Sprintf("%s cuts s to %s as it is written, at a character, and reports whether it was longer: the platform would cut it "+
		"anywhere. It is for %s.", t.Name, strings.Join(said, " and "), strings.Join(t.Paths, ", "))),
		jen.Func().Id(t.Name).Params(jen.Id("s").String()).Params(jen.String(), jen.Bool()).Block(
			jen.Return(jen.Id("truncate").Call(jen.Id("s"), maxBytes, maxRunes)),
		))
}
