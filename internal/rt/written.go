package rt

import (
	"strings"
	"unicode/utf8"
)

// written is a text as it leaves: with an LF for each CR LF and CR. The rules of a text are about
// this.
func written(s string) string {
	if strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

// writtenRunes is the number of characters in written(s).
func writtenRunes(s string) int {
	return utf8.RuneCountInString(s) - strings.Count(s, "\r\n")
}
