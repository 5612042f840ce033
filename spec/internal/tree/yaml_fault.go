package tree

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/pattern"
)

// What is wrong with a file as text, and where: the YAML library knows a line at best.

// firstIllegal finds the first byte that is not UTF-8, a character that YAML text cannot hold, or one that the YAML
// library counts as the end of a line and nothing else does. The line and column are 1-based, the column counts runes.
func firstIllegal(text []byte) (d diag.Diagnostic, ok bool) {
	plain := strings.ToValidUTF8(string(text), "\uFFFE")
	at := strings.IndexFunc(plain, func(r rune) bool {
		return unicode.IsControl(r) && r != '\t' && r != '\n' && r != '\r' || r == '\u2028' || r == '\u2029' || r == '\uFFFE' || r == '\uFFFF'
	})
	if at < 0 {
		return d, true
	}
	before := splitLines(text[:at])
	d.Span.Line, d.Span.Col = len(before), utf8.RuneCountInString(before[len(before)-1])+1
	switch r, size := utf8.DecodeRune(text[at:]); {
	case r == utf8.RuneError && size == 1:
		d.Message, d.Hint = "text is not UTF-8", "save the file as UTF-8"
	case r == '\u0085' || r == '\u2028' || r == '\u2029':
		d.Message, d.Hint = fmt.Sprintf("the line separator %U ends no line of a spec", r), "delete it; in quotes it is written as an escape"
	default:
		d.Message, d.Hint = fmt.Sprintf("the character %U cannot stand in a spec", r), "delete it; in double quotes it is written as an escape"
	}
	return d, false
}

var yamlLine = pattern.Lazy(`^yaml: (?:line (\d+): )?(.*)$`)

// yamlSyntax gives a place to an error of the YAML library, which knows a line at best, sometimes a late one.
func yamlSyntax(file string, text []byte, err error) diag.Diagnostic {
	line, message := 1, err.Error()
	if m := yamlLine().FindStringSubmatch(strings.SplitN(message, "\n", 2)[0]); m != nil {
		message = m[2]
		if n, err := strconv.Atoi(m[1]); err == nil {
			line = n
			if parserMessage().MatchString(message) {
				line++ // the library's parser counts from 0, its scanner from 1
			}
		}
	}
	lines := splitLines(text)
	line = max(1, min(line, len(lines)))
	d, isLikely := likelyFault(lines, line)
	if m := unknownAnchor().FindStringSubmatch(message); m != nil { // the library reports no place
		i := max(0, slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, "*"+m[1]) }))
		at := max(0, strings.Index(lines[i], "*"+m[1]))
		d = faultAt(lines, i+1, at, at+1+len(m[1]), aliasMessage(m[1]), "write the value out")
		d.Code = code.Anchor
	} else if !isLikely {
		text := lines[line-1]
		trimmed := strings.TrimLeft(text, " ")
		d = faultAt(lines, line, len(text)-len(trimmed), len(text), message, syntaxHint(message, trimmed))
	}
	d.Span.File = file
	return d
}

var (
	parserMessage = pattern.Lazy(`^(did not find expected (<|node content|'-' indicator|key|',' or)|found (duplicate %|incompatible|undefined tag)|exceeded)`)
	unknownAnchor = pattern.Lazy(`^unknown anchor '(.*)' referenced$`)
)

// syntaxHint says what most often stands behind an error of the YAML library.
func syntaxHint(message, line string) string {
	switch {
	case strings.HasPrefix(message, "mapping values are not allowed"):
		return "put a text that holds `: ` in quotes, or mend the indentation"
	case strings.HasPrefix(line, "%"):
		return "delete the line"
	case strings.Contains(message, "unexpected end of stream"), strings.Contains(message, "',' or"):
		return "close the quotes or brackets of this line or of one above"
	}
	return "compare the indentation, quotes and brackets with the lines above"
}

func aliasMessage(name string) string {
	return fmt.Sprintf("alias %q: aliases are not part of the DSL", name)
}

// splitLines returns the lines of a file without their ends: LF, CRLF or CR.
func splitLines(text []byte) []string {
	plain := strings.TrimPrefix(string(text), "\uFEFF")
	return strings.Split(strings.ReplaceAll(strings.ReplaceAll(plain, "\r\n", "\n"), "\r", "\n"), "\n")
}

// nullHint says what to do about a value that is absent, at times because a comment starts in its place.
func (c *converter) nullHint(line int, text string) string {
	if line >= 1 && line <= len(c.lines) {
		if m := commentAsValue().FindStringSubmatch(c.lines[line-1]); m != nil {
			return fmt.Sprintf("`#` starts a comment: put the text in quotes, %q", m[1])
		}
	}
	if text == "" {
		return "leave the key out, or indent the value below it; an overlay clears one with `unset`"
	}
	return "leave the key out; an overlay clears one with `unset`"
}

var commentAsValue = pattern.Lazy(`[:-]\s+(#.*?)\s*$`)

var (
	keyAndValue = pattern.Lazy(`^([A-Za-z_]+) *([:=：]) *(.*)$`)
	keyAlone    = pattern.Lazy(`^[a-z_]+$`)
)

// flowHint says why a key inside { } has no value.
func flowHint(key string) string {
	m := keyAndValue().FindStringSubmatch(key)
	switch {
	case strings.ContainsRune(key, '：') && strings.ContainsRune(key, '，'):
		return "colon and comma are full-width: write `: ` and `, `"
	case m != nil && m[2] == "：":
		return fmt.Sprintf("the colon is full-width: write %s: %s", m[1], m[3])
	case strings.ContainsRune(key, '，'):
		return "the comma is full-width: write `,` before the next key"
	case m != nil:
		return fmt.Sprintf("a colon and a blank follow a key: write %s: %s", m[1], m[3])
	case keyAlone().MatchString(key):
		return "write `" + key + ": VALUE`, or put a text with a comma in quotes"
	}
	return "inside { } a comma ends the text before it: put the text in quotes"
}
