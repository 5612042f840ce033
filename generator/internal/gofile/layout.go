package gofile

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// The columns of a line: a tab is four, a Chinese character two.
const (
	maxLine    = 120
	maxComment = 96 // before gofmt indents those of fields
)

// columnsOf is how many columns a character takes. Beyond the alphabets of Europe, it errs on the wide side.
func columnsOf(r rune) int {
	switch {
	case r == 0: // marks an import
		return 0
	case r == '\t':
		return 4
	case r >= 0x1100:
		return 2
	}
	return 1
}

// Columns is the width of a text on a display: two for a Chinese character, four for a tab.
func Columns(line string) int {
	n := 0
	for _, r := range line {
		n += columnsOf(r)
	}
	return n
}

// wrapComments breaks the lines that hold a comment only, at blanks and between Chinese characters. The text is not
// formatted yet: gofmt has the last word on how a comment is written.
func wrapComments(text []byte) []byte {
	var out bytes.Buffer
	out.Grow(len(text) + len(text)/8)
	for line := range bytes.Lines(text) {
		comment, _ := bytes.CutSuffix(line, []byte("\n"))
		if !bytes.HasPrefix(comment, []byte("// ")) || fits(comment, maxComment) || isLink(string(comment)) {
			out.Write(line)
			continue
		}
		words := strings.TrimLeft(string(comment[len("//"):]), " ")
		first := string(comment[:len(comment)-len(words)])
		rest := first
		if strings.HasPrefix(words, "- ") && first != "// " { // an item of a list, which is indented
			rest += "  "
		}
		for prefix := first; words != ""; prefix = rest {
			end := wrapAt(words, maxComment-Columns(prefix))
			out.WriteString(prefix + strings.TrimRight(words[:end], " \t") + "\n")
			words = strings.TrimLeft(words[end:], " \t") // what is indented would be code
		}
	}
	return out.Bytes()
}

// isLink reports whether a comment is a URL and a word before it, which is left on one line where a line may be so long.
func isLink(comment string) bool {
	return strings.Count(comment, " ") == 2 && strings.Contains(comment, " http") && Columns(comment) <= maxLine
}

// wrapAt is the length of the longest beginning of a text that fits and ends where a line may, or of the shortest that
// ends so.
func wrapAt(text string, room int) int {
	last := 0
	before := ' '
	for i, r := range text {
		if i > 0 && mayBreak(before, r, text[:i]) {
			if Columns(strings.TrimRight(text[:i], " ")) > room {
				if last == 0 {
					return i
				}
				return last
			}
			last = i
		}
		before = r
	}
	if last > 0 && Columns(text) > room {
		return last
	}
	return len(text)
}

// mayBreak reports whether a line may end between two characters. None begins with what closes, nor with the plus sign
// of an old build constraint.
func mayBreak(before, after rune, text string) bool {
	const opening, closing = "([{（《「『【〈“‘", ")]},.;:?!）》」』】〉”’，。、；：？！％…—"
	switch {
	case after == '+' || after == ' ' || strings.ContainsRune(closing, after) || strings.ContainsRune(opening, before):
		return false
	case before == ' ':
		return strings.TrimSpace(text) != "-"
	}
	const han = 0x2E80 // from here on, no blanks are between words
	return before >= han || after >= han
}

// longLines are the numbers of the lines with too many columns, from 1.
func longLines(text []byte) map[int]bool {
	var out map[int]bool
	n := 0
	for line := range bytes.Lines(text) {
		n++
		if fits(line, maxLine) {
			continue
		}
		if out == nil {
			out = map[int]bool{}
		}
		out[n] = true
	}
	return out
}

// fits reports whether a line has at most so many columns. No character has more columns than bytes, but for the tab.
func fits(line []byte, columns int) bool {
	line = bytes.TrimSuffix(line, []byte("\n"))
	return len(line)+3*bytes.Count(line, []byte("\t")) <= columns || Columns(string(line)) <= columns
}

// Clip is the beginning of a text that fits, with a mark where something is missing.
func Clip(text string, room int) string {
	if Columns(text) <= room {
		return text
	}
	for Columns(text) >= room {
		_, size := utf8.DecodeLastRuneInString(text)
		text = text[:len(text)-size]
	}
	return text + "…"
}
