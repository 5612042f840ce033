package tree

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/pattern"
)

// slip is a mistake that one line shows: the first group of the pattern is the place, of any that match. The hint may
// refer to groups.
type slip struct {
	pattern       func() *regexp.Regexp
	message, hint string
}

var slips = []slip{
	{pattern.Lazy(`^ *(\t+)`), "the line is indented by a tab", "indent by spaces"},
	{pattern.Lazy(`(?:^\s*(?:- +)?|[{,，] *)([A-Za-z_]+：)`), "the colon is full-width", "write `: ` instead of `：`"},
	{pattern.Lazy(`(，) *[A-Za-z_]+ *[:：]`), "the comma is full-width", "write `, ` instead of `，`"},
	{pattern.Lazy(`([;；、]) *[A-Za-z_]+ *[:：]`), "a comma separates two keys", "write `, ` here"},
	{pattern.Lazy(`{[^{}\[\]]*(\])`), "another bracket is open", "write }"},
	{pattern.Lazy(`\[[^{}\[\]]*(})`), "another bracket is open", "write ]"},
	{pattern.Lazy(`(, *,)`), "the comma stands twice", "delete one"},
	{pattern.Lazy(`^ *- +{.*}(,) *$`), "no comma separates the members of a list on lines of their own", "delete the comma"},
	{pattern.Lazy(`([｛［【（「]) *(?:{|[A-Za-z_]+ *[:：])`), "the bracket is full-width", "write { } and [ ]"},
	{pattern.Lazy(`[:：,\[] *(“[^”]*”?|‘[^’]*’?)`), "the quotes are full-width", "write \" or ' around a text"},
	{pattern.Lazy(`: +(builtin:(?: +\S+)?) *$`), "a builtin platform is named in one word", "write it as in builtin:wechat"},
	{pattern.Lazy(`[:\-,\[] +([@` + "`" + `%][^,}\]#]*)`), "a bare text cannot start with this character", "put the text in quotes"},
	{pattern.Lazy(`: +((?:\[[^\]]*\]|{[^}]*})[^\s,}\]][^,}]*)`), "a bare text cannot start with a bracket", "put the text in quotes"},
	{pattern.Lazy(`"(?:[^"\\]|\\[0abtnvfre"/\\N_LPxuU \t])*(\\[^0abtnvfre"/\\N_LPxuU \t])`), "double quotes have no such escape", "put the text in single quotes, which have no escapes"},
	{pattern.Lazy(`[:,\[] +('(?:[^']|'')*'[^\s',:}\]].*)`), "the second quote ends the text", "write '' for a quote in the text"},
	{pattern.Lazy(`[:,\[] +("(?:[^"\\]|\\.)*"[^\s,:}\]].*)`), "the second quote ends the text", "put the text in single quotes"},
	{pattern.Lazy(`[:,\[] +("(?:[^"\\]|\\.)*|'[^']*)$`), "the quote is not closed", "add the second quote"},
	{pattern.Lazy(`[{,] *[A-Za-z_]+: +([^\s,{}\[\]"'][^,{}\[\]]*: [^,}]*)`), "a bare text cannot hold `: `", "write a comma before the next key, or put the text in quotes"},
	{pattern.Lazy(`[{,] *[A-Za-z_]+: +([^\s,{}\[\]"'][^,{}\[\]"']*[\[{?][^,]*|\?[^,}]*)`), "a bare text inside { } cannot hold a bracket or question mark", "put the text in quotes"},
}

// likelyFault returns what is most likely wrong near a line, counted from 1.
func likelyFault(lines []string, near int) (diag.Diagnostic, bool) {
	for _, s := range slips {
		for _, n := range []int{near, near - 1, near + 1} {
			if n < 1 || n > len(lines) {
				continue
			}
			line := quotedValue().ReplaceAllStringFunc(withoutComment(lines[n-1]), masked)
			if m := s.pattern().FindStringSubmatchIndex(line); m != nil {
				return faultAt(lines, n, m[2], m[3], s.message, s.hint), true
			}
		}
	}
	return misplaced(lines, near)
}

// faultAt is a fault of a line, counted from 1, between two indexes of bytes.
func faultAt(lines []string, line, from, to int, message, hint string) diag.Diagnostic {
	text := lines[line-1]
	span := diag.Span{Line: line, Col: utf8.RuneCountInString(text[:from]) + 1, Width: max(1, utf8.RuneCountInString(text[from:min(len(text), max(from, to))]))}
	return diag.Diagnostic{Span: span, Code: code.Syntax, Message: message, Hint: hint}
}

// block is a mapping or list of lines with one indentation.
type block struct {
	indent int
	isList bool
}

// misplaced looks for a bracket that is not closed, a text that holds a colon, a key without one, and a wrong indentation.
func misplaced(lines []string, near int) (diag.Diagnostic, bool) {
	var around []block
	open := 0
	text, textIndent := -1, -1 // the indentation of the key of a text of several lines, and that of the text
	previous := ""
	for i, raw := range lines {
		line := withoutComment(raw)
		trimmed := strings.TrimLeft(line, " ")
		indent := len(line) - len(trimmed)
		if strings.TrimSpace(line) == "" {
			continue
		}
		fault := func(from, to int, message, hint string) (diag.Diagnostic, bool) {
			return faultAt(lines, i+1, from, to, message, hint), true
		}
		if text >= 0 && indent > text {
			if textIndent < 0 {
				textIndent = indent
			}
			if indent < textIndent {
				return fault(0, indent, "the indentation fits no line above", "indent it like the first line of the text")
			}
			continue
		}
		if text >= 0 && textIndent < 0 && i+1 >= near-1 {
			return fault(0, indent, "the text is not indented", "indent it deeper than its key")
		}
		text, textIndent = -1, -1
		if open > 0 && (strings.HasPrefix(trimmed, "- ") || i == near) {
			break
		}
		isBlock := open == 0
		switch depth := depthOf(line); {
		case open == 0 && depth > 0:
			open = i + 1
		case open > 0 && depthOf(strings.Join(lines[open-1:i+1], " ")) <= 0:
			open = 0
		}
		if !isBlock {
			continue
		}
		isItem := strings.HasPrefix(trimmed, "- ")
		opens := previous == "" || strings.HasSuffix(strings.TrimRight(previous, " "), ":") &&
			(indent > around[len(around)-1].indent || isItem && indent == around[len(around)-1].indent)
		for len(around) > 0 && (around[len(around)-1].indent > indent || around[len(around)-1].indent == indent && around[len(around)-1].isList && !isItem) {
			around = around[:len(around)-1]
		}
		aligned := len(around) > 0 && around[len(around)-1].indent == indent
		if m := colonInText().FindStringSubmatchIndex(line); m != nil && i+1 >= near-1 {
			hint := "put the text in quotes"
			if keysInText().MatchString(line[m[2]:m[3]]) {
				hint = "write { } around keys on one line, or each key on a line of its own"
			}
			return fault(m[2], len(strings.TrimRight(line, " ")), "a bare text cannot hold `: `", hint)
		}
		if m := withoutColon().FindStringSubmatchIndex(line); m != nil && (aligned || previous == "" || i+1 == near-1 || isItem && i < near) && i+1 >= near-1 {
			return fault(m[2], len(strings.TrimRight(line, " ")), "a colon and a blank follow a key", "write "+strings.TrimSpace(withoutColon().ReplaceAllString(line, "$1: $2")))
		}
		if !aligned && !opens && isKey().MatchString(line) {
			return fault(0, indent, "the indentation fits no line above", "indent it like its siblings")
		}
		around = append(around, block{indent, isItem})
		for strings.HasPrefix(trimmed, "- ") {
			rest := strings.TrimLeft(trimmed[2:], " ")
			indent += len(trimmed) - len(rest)
			trimmed = rest
			around = append(around, block{indent, strings.HasPrefix(rest, "- ")})
		}
		if blockText().MatchString(line) {
			text = around[len(around)-1].indent
		}
		previous = line
	}
	if open == 0 {
		return diag.Diagnostic{}, false
	}
	line := lines[open-1]
	at := strings.LastIndexAny(line, "{[")
	closing := map[byte]string{'{': "}", '[': "]"}[line[at]]
	return faultAt(lines, open, at, len(strings.TrimRight(line, " ")), "the bracket is not closed", "add "+closing), true
}

var (
	colonInText  = pattern.Lazy(`^\s*(?:- +)*[A-Za-z_]+: +([^"'{\[|>#&*!\s][^"]*?: .*)$`)
	keysInText   = pattern.Lazy(`^[^,]+, *[A-Za-z_]+: `)
	withoutColon = pattern.Lazy(`^\s*(?:- +)*([A-Za-z_]+)(?:(?::| +|=)([^\s:=]+|"[^"]*")|())\s*$`)
	isKey        = pattern.Lazy(`^\s*(?:- +)*["'A-Za-z_][^{]*?:(?: |$)|^\s*- `)
	blockText    = pattern.Lazy(`: +[|>][+-]?\d*\s*$`)
	comment      = pattern.Lazy(`(?:^|\s)#.*$`)
	quotedText   = pattern.Lazy(`"(?:[^"\\]|\\.)*"|'[^']*'`)
	// quotedValue is a text in quotes, where one can begin. One with a backslash may have a wrong escape.
	quotedValue = pattern.Lazy(`(?:^|[:,{\[-]) *(?:"[^"\\]*"|'(?:[^']|'')*')`)
)

// masked is a quoted value as long as another, with nothing in the quotes that means something to YAML.
func masked(value string) string {
	open := strings.IndexAny(value, `"'`)
	return value[:open+1] + strings.Repeat("x", len(value)-open-2) + value[len(value)-1:]
}

// withoutComment is a line up to its comment. A line with quotes may hold a # in them, and stays as it is.
func withoutComment(line string) string {
	if strings.ContainsAny(line, `"'`) {
		return line
	}
	return comment().ReplaceAllString(line, "")
}

// depthOf counts the brackets that a line opens and does not close.
func depthOf(line string) int {
	line = quotedText().ReplaceAllString(line, "")
	return strings.Count(line, "{") + strings.Count(line, "[") - strings.Count(line, "}") - strings.Count(line, "]")
}
