package diag

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// cluster is what a terminal shows as one thing: a character with its marks, an
// emoji sequence, an escape, a tab. A caret stands under the whole of it.
type cluster struct {
	text string // safe to print
	// cell and rune are where it starts: in the line that is shown, and in the source.
	cell, rune int
}

const (
	zwj       = '\u200D'
	vs16      = '\uFE0F' // asks for the emoji form of the character before it
	keycap    = '\u20E3'
	tabStop   = 4
	maxMarked = 16 // marks on one character; more are shown as escapes
)

// visible returns s with everything that a terminal might obey or hide shown
// as an escape.
func visible(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' }) {
		return s
	}
	var b strings.Builder
	for _, c := range clusters(s) {
		b.WriteString(c.text)
	}
	return b.String()
}

// clusters splits a line. The last cluster is empty: it stands at the end.
func clusters(s string) []cluster {
	var cs []cluster
	var next cluster
	for s != "" {
		size, cells, runes := next.take(s)
		cs = append(cs, next)
		next.cell, next.rune, s = next.cell+cells, next.rune+runes, s[size:]
	}
	next.text = ""
	return append(cs, next)
}

// take makes c the cluster that s begins with, and returns its size: in bytes,
// in cells, of which it has at least one, and in runes.
func (c *cluster) take(s string) (size, cells, runes int) {
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case r == '\t':
		c.text = strings.Repeat(" ", tabStop-c.cell%tabStop)
		return size, len(c.text), 1
	case r < utf8.RuneSelf && unicode.IsControl(r), r == utf8.RuneError && size == 1:
		c.text = fmt.Sprintf(`\x%02x`, s[0])
		return size, len(c.text), 1
	case isHidden(r) || isMark(r): // a mark here has nothing to stand on
		c.text = strings.Trim(strconv.QuoteRuneToASCII(r), "'")
		return size, len(c.text), 1
	}
	cells, runes = cellsOfRune(r), 1
	for runes <= maxMarked {
		more, isWide := extension(r, s[size:])
		if more == 0 {
			break
		}
		if isWide {
			cells = 2
		}
		runes += utf8.RuneCountInString(s[size : size+more])
		size += more
		if isRegional(r) {
			break // two letters make a flag, the third starts the next
		}
	}
	c.text = s[:size]
	return size, cells, runes
}

// extension returns how many bytes of rest belong to the character before it,
// and whether they give it the two cells of an emoji.
func extension(base rune, rest string) (size int, isWide bool) {
	r, size := utf8.DecodeRuneInString(rest)
	switch {
	case r == zwj:
		next, n := utf8.DecodeRuneInString(rest[size:])
		if next != utf8.RuneError && isPictograph(base) && isPictograph(next) {
			return size + n, true
		}
	case r == keycap:
		return size, base < utf8.RuneSelf
	case r == vs16:
		return size, isPictograph(base) || base == '©' || base == '®'
	case isMark(r):
		return size, isRegional(base)
	case isSkinTone(r) && isPictograph(base), isRegional(r) && isRegional(base):
		return size, true
	}
	return 0, false
}
