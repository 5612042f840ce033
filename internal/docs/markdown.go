package docs

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/replygen/replygen/spec"
)

// Text from a spec may contain any characters. The functions below make Markdown that shows it as it is.

// special are the characters that can mean something inside a line of Markdown (GitHub's flavour). Where the meaning is
// that of the start of a line, see lineStart.
var special = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", `*`, `\*`, `_`, `\_`, `[`, `\[`, `]`, `\]`, `~`, `\~`, `$`, `\$`, `#`, `\#`,
	`&`, `&amp;`, `<`, `&lt;`, `>`, `&gt;`,
)

// lineStart finds a mark that would turn the line into a list, a heading's underline or a table's row.
var lineStart = regexp.MustCompile(`^([0-9]{1,9})?([-+=.):|])`)

// visible drops what is invisible or steers the display.
func visible(text string) string { return withoutHazards(text, -1) }

// withoutHazards puts another character in the place of each that is invisible or steers the display, -1 for none.
func withoutHazards(text string, other rune) string {
	return strings.Map(func(r rune) rune {
		if spec.IsTextHazard(r) {
			return other
		}
		return r
	}, text)
}

// inline is a text on one line.
func inline(text string) string { return escaped(strings.Join(strings.Fields(visible(text)), " ")) }

func escaped(line string) string {
	if at := lineStart.FindStringSubmatchIndex(line); at != nil {
		// A backslash before the mark: \-, 1\.
		return special.Replace(line[:at[4]]) + `\` + line[at[4]:at[5]] + special.Replace(line[at[5]:])
	}
	return special.Replace(line)
}

// block is a text whose line breaks stay.
func block(text string) string {
	var lines []string
	for _, line := range strings.Split(visible(text), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, escaped(line))
		}
	}
	return strings.Join(lines, "<br>\n")
}

// code is a text in a code span, exactly as it is: what a span cannot show is written as an escape, in quotes.
func code(text string) string {
	if text == "" || strings.TrimSpace(text) != text || strings.ContainsFunc(text, func(r rune) bool { return r != ' ' && !unicode.IsGraphic(r) || spec.IsTextHazard(r) }) {
		text = strconv.QuoteToGraphic(text)
	}
	fence := fenceOf(text, 1)
	if strings.HasPrefix(text, "`") || strings.HasSuffix(text, "`") {
		text = " " + text + " "
	}
	return fence + text + fence
}

// fenceOf is a run of backticks that the text does not hold.
func fenceOf(text string, least int) string {
	fence := strings.Repeat("`", least)
	for strings.Contains(text, fence) {
		fence += "`"
	}
	return fence
}

// fenced is a block of code.
func fenced(language, text string) string {
	text = withoutHazards(text, unicode.ReplacementChar)
	fence := fenceOf(text, 3)
	return fence + language + "\n" + text + "\n" + fence
}

// link is a link if the text is a web address, else the text.
func link(ref string) string {
	if !webAddress.MatchString(ref) || visible(ref) != ref {
		return inline(ref)
	}
	return "<" + strings.NewReplacer("|", "%7C", `\`, "%5C").Replace(ref) + ">"
}

var webAddress = regexp.MustCompile(`^https?://[^\s<>"\x00-\x1f\x7f]+$`)

// cell is Markdown inside a table: a pipe would end the cell, in code too, and a line break the row.
func cell(markdown string) string {
	return strings.NewReplacer("|", `\|`, "<br>\n", "<br>", "\n", "<br>").Replace(markdown)
}
