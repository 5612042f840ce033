package emit

import (
	"fmt"
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
	most := map[spec.Unit]jen.Code{spec.Bytes: jen.Qual("math", "MaxInt"), spec.Characters: jen.Qual("math", "MaxInt")}
	var said []string
	for _, limit := range t.Limits {
		if most[limit.Unit] == nil {
			panic("truncate does not count " + string(limit.Unit))
		}
		most[limit.Unit] = jen.Lit(limit.N)
		said = append(said, limit.String())
	}
	f.Add(gofile.Doc(fmt.Sprintf("%s cuts s to %s as it is written, at a character, and reports whether it was longer: the platform would cut it "+
		"anywhere. It is for %s.", t.Name, strings.Join(said, " and "), strings.Join(t.Paths, ", "))),
		jen.Func().Id(t.Name).Params(jen.Id("s").String()).Params(jen.String(), jen.Bool()).Block(
			jen.Return(jen.Id("truncate").Call(jen.Id("s"), most[spec.Bytes], most[spec.Characters])),
		))
}
