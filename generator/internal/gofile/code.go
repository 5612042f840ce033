package gofile

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// packages are the packages that the text of [Code] may name, with their import paths.
var packages = map[string]string{
	"bytes": "bytes", "context": "context", "errors": "errors", "io": "io", "math": "math", "regexp": "regexp",
	"slices": "slices", "slog": "log/slog", "strconv": "strconv", "strings": "strings", "sync": "sync",
	"testing": "testing", "time": "time",
}

const (
	// importMark is before and behind a name of another package, which [File.Add] imports.
	importMark = "\x00"
	// noStatement takes the place of an empty list, whose line is left out.
	noStatement = "\x01"
)

var (
	qualified       = regexp.MustCompile(`\b[a-z]+\.[A-Z]\w*`)
	noStatementLine = regexp.MustCompile(`^` + noStatement + `\n|\n\t*` + noStatement)
)

// markedFormats are the formats of Code, with their marks: the emitters use a few hundred, each of them often.
var markedFormats sync.Map

// Code returns Go that is written out, as by [fmt.Sprintf]: names and code with %s, texts with %q. A list of statements
// takes a line each. The packages that the format names are imported; those in texts of a spec, which become operands
// only, are not.
func Code(format string, operands ...any) string {
	marked, ok := markedFormats.Load(format)
	if !ok {
		marked = qualified.ReplaceAllStringFunc(format, func(s string) string {
			if pkg, _, _ := strings.Cut(s, "."); packages[pkg] == "" {
				return s
			}
			return importMark + s + importMark
		})
		markedFormats.Store(format, marked)
	}
	for i, o := range operands {
		if statements, ok := o.([]string); ok && len(statements) == 0 {
			operands[i] = noStatement
		} else if ok {
			operands[i] = strings.Join(statements, "\n")
		}
	}
	text := fmt.Sprintf(marked.(string), operands...)
	if strings.Contains(text, noStatement) {
		text = noStatementLine.ReplaceAllString(text, "")
	}
	return text
}

// Struct declares a struct, whose fields stand below their documentation.
func Struct(name string, fields []string) string {
	if len(fields) == 0 {
		return "type " + name + " struct{}"
	}
	return Code("type %s struct {\n%s\n}", name, fields)
}

// Texts is a list of string literals.
func Texts(list ...string) string {
	quoted := make([]string, len(list))
	for i, s := range list {
		quoted[i] = strconv.Quote(s)
	}
	return strings.Join(quoted, ", ")
}
