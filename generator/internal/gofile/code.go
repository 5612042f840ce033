package gofile

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/dave/jennifer/jen"
)

// packages are the packages that the text of [Code] may name, with their import paths.
var packages = map[string]string{
	"bytes": "bytes", "context": "context", "errors": "errors", "io": "io", "math": "math", "regexp": "regexp",
	"slices": "slices",
	"slog":   "log/slog", "strconv": "strconv", "sync": "sync", "testing": "testing", "time": "time",
}

var qualified = regexp.MustCompile(`\b[a-z]+\.[A-Z]\w*`)

// noStatement takes the place of an empty list, whose line is left out.
const noStatement = "\x01"

var noStatementLine = regexp.MustCompile(`^` + noStatement + `\n|\n\t*` + noStatement)

// Code returns Go that is written out, as by [fmt.Sprintf]: names with %s, texts with %q. An operand may also be
// code, with %s, or statements, which take a line each. The packages that the format names are imported; those
// in operands are not, and text of a spec becomes an operand only.
func Code(format string, operands ...any) *jen.Statement {
	format, parts := importing(format)
	insert := func(c jen.Code) string {
		parts = append(parts, c)
		return placeholder(len(parts) - 1)
	}
	operands = slices.Clone(operands)
	for i, o := range operands {
		switch o := o.(type) {
		case []jen.Code:
			operands[i] = insert(jen.Custom(jen.Options{Separator: "\n"}, o...))
			if len(o) == 0 {
				operands[i] = noStatement
			}
		case jen.Code:
			operands[i] = insert(o)
		}
	}
	out := new(jen.Statement)
	text := fmt.Sprintf(format, operands...)
	if strings.Contains(text, noStatement) {
		text = noStatementLine.ReplaceAllString(text, "")
	}
	for i, text := range strings.Split(text, "\x00") {
		if i%2 == 0 {
			out.Op(text)
			continue
		}
		n, _ := strconv.Atoi(text)
		out.Add(parts[n])
	}
	return out
}

// placeholder marks where the nth part of code belongs in a text.
func placeholder(n int) string { return "\x00" + strconv.Itoa(n) + "\x00" }

// imported are the results of importing: the emitters use a few hundred formats, each of them often.
var imported sync.Map

type importedFormat struct {
	format string
	parts  []jen.Code
}

// importing returns a format with placeholders for names of packages, and these names.
func importing(format string) (string, []jen.Code) {
	if known, ok := imported.Load(format); ok {
		f := known.(importedFormat)
		return f.format, slices.Clip(f.parts)
	}
	var f importedFormat
	f.format = qualified.ReplaceAllStringFunc(format, func(s string) string {
		pkg, name, _ := strings.Cut(s, ".")
		if packages[pkg] == "" {
			return s
		}
		f.parts = append(f.parts, jen.Qual(packages[pkg], name))
		return placeholder(len(f.parts) - 1)
	})
	imported.Store(format, f)
	return f.format, slices.Clip(f.parts)
}

// Joined is a list of expressions with an operator between them.
func Joined(op string, list []jen.Code) *jen.Statement {
	return jen.Custom(jen.Options{Separator: op}, list...)
}

// Texts is a list of string literals.
func Texts(list ...string) string {
	quoted := make([]string, len(list))
	for i, s := range list {
		quoted[i] = strconv.Quote(s)
	}
	return strings.Join(quoted, ", ")
}
