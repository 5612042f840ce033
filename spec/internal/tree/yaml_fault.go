package tree

import (
	"bytes"
	"fmt"
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
	line, col := 1, 1
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		switch {
		case r == utf8.RuneError && size == 1:
			d = diag.Diagnostic{Message: "text is not UTF-8", Hint: "save the file as UTF-8"}
		case r == '\u0085' || r == '\u2028' || r == '\u2029':
			d = diag.Diagnostic{Message: fmt.Sprintf("the line separator %U ends no line of a spec", r), Hint: "delete it; in quotes it is written as an escape"}
		case unicode.IsControl(r) && r != '\t' && r != '\n' && r != '\r' || r == '\uFFFE' || r == '\uFFFF':
			d = diag.Diagnostic{Message: fmt.Sprintf("the character %U cannot stand in a spec", r), Hint: "delete it; in double quotes it is written as an escape"}
		}
		if d.Message != "" {
			d.Span.Line, d.Span.Col = line, col
			return d, false
		}
		col++
		if r == '\n' || r == '\r' && !bytes.HasPrefix(text[size:], []byte("\n")) {
			line, col = line+1, 1
		}
		text = text[size:]
	}
	return d, true
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
	if m := unknownAnchor().FindStringSubmatch(message); m != nil {
		return diag.Diagnostic{Span: findAlias(file, lines, m[1]), Code: code.Anchor, Message: aliasMessage(m[1]), Hint: "write the value out"}
	}
	if d, ok := likelyFault(lines, line); ok {
		d.Span.File = file
		return d
	}
	trimmed := strings.TrimLeft(lines[line-1], " ")
	col := len(lines[line-1]) - len(trimmed) + 1
	span := diag.Span{File: file, Line: line, Col: col, Width: max(1, utf8.RuneCountInString(trimmed))}
	return diag.Diagnostic{Span: span, Code: code.Syntax, Message: message, Hint: syntaxHint(message, trimmed)}
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

// findAlias finds the first alias of a name, which the library reports without a place.
func findAlias(file string, lines []string, name string) diag.Span {
	for i, line := range lines {
		if at := strings.Index(line, "*"+name); at >= 0 {
			return diag.Span{File: file, Line: i + 1, Col: utf8.RuneCountInString(line[:at]) + 1, Width: utf8.RuneCountInString(name) + 1}
		}
	}
	return diag.Span{File: file}
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
