package generator

import (
	"go/token"
	"slices"
	"strings"
	"unicode"
)

// initialisms are written in one case. The list is fixed: a change of it renames what downstream code calls. It is
// the one that linters of Go names hold code to.
var initialisms = map[string]bool{
	"acl": true, "api": true, "ascii": true, "cpu": true, "css": true, "dns": true, "eof": true, "guid": true,
	"html": true, "http": true, "https": true, "id": true, "ip": true, "json": true, "qps": true, "ram": true,
	"rpc": true, "sla": true, "smtp": true, "sql": true, "ssh": true, "tcp": true, "tls": true, "ttl": true,
	"udp": true, "ui": true, "gid": true, "uid": true, "uuid": true, "uri": true, "url": true, "utf8": true,
	"vm": true, "xml": true, "xmpp": true, "xsrf": true, "xss": true, "sip": true, "rtp": true, "amqp": true,
	"db": true, "ts": true,
}

// words splits a name where its parts begin: HQMusicUrl is HQ, Music and Url, transfer_customer_service three words.
func words(name string) []string {
	var out []string
	var word []rune
	flush := func() {
		if len(word) > 0 {
			out = append(out, string(word))
			word = nil
		}
	}
	runes := []rune(name)
	for i, r := range runes {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			flush()
			continue
		}
		if len(word) > 0 {
			prev := word[len(word)-1]
			lower := unicode.IsLower(prev) || unicode.IsDigit(prev)
			beforeLower := i+1 < len(runes) && unicode.IsLower(runes[i+1])
			if unicode.IsUpper(r) && (lower || beforeLower && !unicode.IsDigit(prev)) {
				flush()
			}
			// MediaId16K: the digits do not hide the initialism.
			if unicode.IsDigit(r) && initialisms[strings.ToLower(string(word))] {
				flush()
			}
		}
		word = append(word, r)
	}
	flush()
	return out
}

// exported is the Go name of an element, type or value; "" when it has none.
func exported(name string) string {
	var b strings.Builder
	for _, w := range words(name) {
		if initialisms[strings.ToLower(w)] {
			b.WriteString(strings.ToUpper(w))
			continue
		}
		r := []rune(w)
		b.WriteRune(unicode.ToUpper(r[0]))
		b.WriteString(string(r[1:]))
	}
	return exportedAsIs(b.String())
}

// exportedAsIs returns an exported Go identifier, "" when the text is none.
func exportedAsIs(name string) string {
	if !token.IsIdentifier(name) || !token.IsExported(name) {
		return ""
	}
	return name
}

// predeclared are the names that Go gives a meaning without a declaration.
var predeclared = []string{
	"any", "append", "bool", "byte", "cap", "clear", "close", "comparable", "complex", "complex128", "complex64", "copy",
	"delete", "error", "false", "float32", "float64", "imag", "int", "int16", "int32", "int64", "int8", "iota", "len",
	"make", "max", "min", "new", "nil", "panic", "print", "println", "real", "recover", "rune", "string", "true", "uint",
	"uint16", "uint32", "uint64", "uint8", "uintptr",
}

// packageNames are the packages that generated code imports.
var packageNames = []string{"io", "math", "reflect", "strconv", "strings", "testing", "time", "utf8", "xml"}

// parameter is the name of a parameter for a value of that Go name: MediaID becomes mediaID, URL url. taken holds the
// names that are in use beside it, and gets the new one.
func parameter(goName string, taken map[string]bool) string {
	ws := words(goName)
	first := ws[0]
	if rest := strings.TrimPrefix(goName, first); initialisms[strings.ToLower(first)] || strings.ToUpper(first) == first {
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
		name = base + digits(n)
	}
	taken[name] = true
	return name
}

func digits(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return digits(n/10) + string(rune('0'+n%10))
}
