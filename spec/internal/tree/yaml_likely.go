package tree

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// likely is a place in a line that the YAML library cannot read, and what to do about it. Col is an index of bytes, end the
// one behind the place.
type likely struct {
	line, col, end int
	message, hint  string
}

// slip is a mistake that one line shows: the first group of the pattern is the place, of any that match. The hint may
// refer to groups.
type slip struct {
	pattern       *regexp.Regexp
	message, hint string
}

var slips = []slip{
	{regexp.MustCompile(`^ *(\t+)`), "the line is indented by a tab", "indent by spaces"},
	{regexp.MustCompile(`(?:^\s*(?:- +)?|[{,，] *)([A-Za-z_]+：)`), "the colon is full-width", "write `: ` instead of `：`"},
	{regexp.MustCompile(`(，) *[A-Za-z_]+ *[:：]`), "the comma is full-width", "write `, ` instead of `，`"},
	{regexp.MustCompile(`[:：-] *([｛［])`), "the bracket is full-width", "write { } and [ ]"},
	{regexp.MustCompile(`[:：,\[] *(“[^”]*”?|‘[^’]*’?)`), "the quotes are full-width", "write \" or ' around a text"},
	{regexp.MustCompile(`[:\-,\[] +([@` + "`" + `%][^,}\]#]*)`), "a bare text cannot start with this character", "put the text in quotes"},
	{regexp.MustCompile(`"(?:[^"\\]|\\[0abtnvfre"/\\N_LPxuU \t])*(\\[^0abtnvfre"/\\N_LPxuU \t])`), "double quotes have no such escape", "put the text in single quotes, which have no escapes"},
}

// likelyFault returns what is most likely wrong near a line, counted from 1.
func likelyFault(lines []string, near int) (likely, bool) {
	for _, s := range slips {
		for _, n := range []int{near, near - 1, near + 1} {
			if n < 1 || n > len(lines) {
				continue
			}
			if m := s.pattern.FindStringSubmatchIndex(withoutComment(lines[n-1])); m != nil {
				return likely{line: n, col: m[2], end: m[3], message: s.message, hint: s.hint}, true
			}
		}
	}
	return misplaced(lines, near)
}

// misplaced looks for a bracket that is not closed, a text that holds a colon, and a wrong indentation.
func misplaced(lines []string, near int) (likely, bool) {
	var indents []int // of the mappings and lists around a line
	open, text := 0, -1
	previous := ""
	for i, raw := range lines {
		line := withoutComment(raw)
		trimmed := strings.TrimLeft(line, " ")
		indent := len(line) - len(trimmed)
		if i > near || strings.TrimSpace(line) == "" {
			continue
		}
		if text >= 0 && indent > text {
			continue // of a text of several lines
		}
		text = -1
		if open > 0 && (strings.HasPrefix(trimmed, "- ") || i == near) {
			at := strings.LastIndexAny(lines[open-1], "{[")
			return likely{line: open, col: at, end: len(strings.TrimRight(lines[open-1], " ")), message: "the bracket is not closed", hint: "add " + closing(lines[open-1][at])}, true
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
		opens := strings.HasSuffix(strings.TrimRight(previous, " "), ":") || previous == ""
		for len(indents) > 0 && indents[len(indents)-1] > indent {
			indents = indents[:len(indents)-1]
		}
		aligned := len(indents) > 0 && indents[len(indents)-1] == indent
		if m := colonInText.FindStringSubmatchIndex(line); m != nil && i+1 >= near-1 {
			return likely{line: i + 1, col: m[2], end: len(strings.TrimRight(line, " ")), message: "a bare text cannot hold `: `", hint: "put the text in quotes"}, true
		}
		if !aligned && !opens && isKey.MatchString(line) {
			return likely{line: i + 1, col: 0, end: max(1, indent), message: "the indentation fits no line above", hint: "indent it like its siblings"}, true
		}
		indents = append(indents, indent)
		for strings.HasPrefix(trimmed, "- ") {
			rest := strings.TrimLeft(trimmed[2:], " ")
			indent += len(trimmed) - len(rest)
			trimmed = rest
			indents = append(indents, indent)
		}
		if blockText.MatchString(line) {
			text = indents[len(indents)-1]
		}
		previous = line
	}
	return likely{}, false
}

var (
	colonInText = regexp.MustCompile(`^\s*(?:- +)*[A-Za-z_]+: +([^"'{\[|>#&*!\s][^"]*?: .*)$`)
	isKey       = regexp.MustCompile(`^\s*(?:- +)*["'A-Za-z_][^{]*?:(?: |$)|^\s*- `)
	blockText   = regexp.MustCompile(`: +[|>][+-]?\d*\s*$`)
	comment     = regexp.MustCompile(`(?:^|\s)#.*$`)
	quotedText  = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|'[^']*'`)
)

// withoutComment is a line up to its comment. A line with quotes may hold a # in them, and stays as it is.
func withoutComment(line string) string {
	if strings.ContainsAny(line, `"'`) {
		return line
	}
	return comment.ReplaceAllString(line, "")
}

// depthOf counts the brackets that a line opens and does not close.
func depthOf(line string) int {
	line = quotedText.ReplaceAllString(line, "")
	return strings.Count(line, "{") + strings.Count(line, "[") - strings.Count(line, "}") - strings.Count(line, "]")
}

func closing(open byte) string {
	if open == '{' {
		return "}"
	}
	return "]"
}

// columns turns the place of bytes into one of runes.
func (l likely) columns(line string) (col, width int) {
	return utf8.RuneCountInString(line[:l.col]) + 1, max(1, utf8.RuneCountInString(line[l.col:l.end]))
}
