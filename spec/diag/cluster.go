package diag

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// cluster is what a terminal shows as one thing: a character with its marks, an
// emoji sequence, an escape, a tab. A caret stands under the whole of it.
type cluster struct {
	text  string // safe to print
	cells int    // at least 1
	runes int    // of the source
}

func (c cluster) blank() bool { return strings.Trim(c.text, " ") == "" }

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
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	for _, c := range clusters(s) {
		b.WriteString(c.text)
	}
	return b.String()
}

func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

func clusters(s string) []cluster {
	var cs []cluster
	at := 0
	for s != "" {
		c, size := firstCluster(s, at)
		cs = append(cs, c)
		at += c.cells
		s = s[size:]
	}
	return cs
}

// firstCluster returns the cluster that s begins with and its size in bytes.
// The cell it starts in matters for tabs.
func firstCluster(s string, at int) (cluster, int) {
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case r == utf8.RuneError && size == 1:
		return escaped(fmt.Sprintf(`\x%02x`, s[0])), 1
	case r == '\t':
		n := tabStop - at%tabStop
		return cluster{strings.Repeat(" ", n), n, 1}, 1
	case r < utf8.RuneSelf && unicode.IsControl(r):
		return escaped(fmt.Sprintf(`\x%02x`, r)), 1
	case r > 0xFFFF && (isHidden(r) || isMark(r)):
		return escaped(fmt.Sprintf(`\U%08x`, r)), size
	case isHidden(r) || isMark(r): // a mark here has nothing to stand on
		return escaped(fmt.Sprintf(`\u%04x`, r)), size
	}
	c := cluster{cells: cellsOfRune(r), runes: 1}
	for c.runes <= maxMarked {
		more := extension(r, s[size:])
		if more == 0 {
			break
		}
		added := s[size : size+more]
		if joined, _ := utf8.DecodeRuneInString(added); widens(r, joined) {
			c.cells = 2
		}
		c.runes += utf8.RuneCountInString(added)
		size += more
		if isRegional(r) {
			break // two letters make a flag, the third starts the next
		}
	}
	c.text = s[:size]
	return c, size
}

func escaped(text string) cluster { return cluster{text, len(text), 1} }

// extension returns how many bytes of rest belong to the character before it.
func extension(base rune, rest string) int {
	r, size := utf8.DecodeRuneInString(rest)
	switch {
	case r == zwj:
		next, n := utf8.DecodeRuneInString(rest[size:])
		if next != utf8.RuneError && isPictograph(base) && isPictograph(next) {
			return size + n
		}
	case isMark(r),
		isSkinTone(r) && isPictograph(base),
		isRegional(base) && isRegional(r):
		return size
	}
	return 0
}

// widens reports whether what follows a character gives it the two cells of an
// emoji.
func widens(base, next rune) bool {
	switch {
	case next == keycap:
		return base < utf8.RuneSelf
	case next == vs16:
		return isPictograph(base) || base == '©' || base == '®'
	}
	return next == zwj || isSkinTone(next) || isRegional(base)
}
