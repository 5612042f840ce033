package gomodel

import (
	"go/token"
	"slices"
	"strconv"
	"strings"

	"github.com/replygen/replygen/internal/goname"
)

// predeclared are the names that Go gives a meaning without a declaration.
var predeclared = []string{
	"any", "append", "bool", "byte", "cap", "clear", "close", "comparable", "complex", "complex128", "complex64",
	"copy",
	"delete", "error", "false", "float32", "float64", "imag", "int", "int16", "int32", "int64", "int8", "iota", "len",
	"make", "max", "min", "new", "nil", "panic", "print", "println", "real", "recover", "rune", "string", "true",
	"uint",
	"uint16", "uint32", "uint64", "uint8", "uintptr",
}

// packageNames are the packages that generated code imports.
var packageNames = []string{"io", "math", "reflect", "strconv", "strings", "testing", "time", "utf8", "xml"}

// ParameterName is the name of a parameter for a value of that Go name: MediaID becomes mediaID, URL url. taken holds the
// names that are in use beside it, and gets the new one.
func ParameterName(goName string, taken map[string]bool) string {
	ws := goname.Words(goName)
	first := ws[0]
	if rest := strings.TrimPrefix(goName, first); goname.IsInitialism(first) || strings.ToUpper(first) == first {
		first = strings.ToLower(first) + rest
	} else {
		first = strings.ToLower(first[:1]) + first[1:] + rest
	}
	reserved := func(s string) bool {
		return token.IsKeyword(s) || slices.Contains(predeclared, s) || slices.Contains(packageNames, s) || taken[s]
	}
	name := first
	if reserved(name) {
		name += "Value"
	}
	for base, n := name, 2; reserved(name); n++ {
		name = base + strconv.Itoa(n)
	}
	taken[name] = true
	return name
}
