package diag

import (
	"sort"
	"strings"
	"unicode/utf8"
)

const (
	maxCells = 160 // a longer line is shown in part, unit: terminal cells
	lead     = 60  // what stays visible before the caret then
)

// excerpt returns a source line as it can be shown, the blanks that stand
// below what comes before the span, and the carets. Col and width count runes
// and lie within the line; col 0 stands for the whole of it, without the
// blanks at both ends.
func excerpt(text string, col, width int) (shown, indent, carets string) {
	if col == 0 {
		rest := strings.TrimLeft(text, " \t")
		col = len(text) - len(rest) + 1 // blanks have one byte
		width = utf8.RuneCountInString(strings.TrimRight(rest, " \t"))
	}
	cs := clusters(text)
	n := len(cs) - 1
	search := func(found func(i int) bool) int { return sort.Search(n, found) }

	// The span touches the clusters from first to last, of which none is left at the end of the line.
	first := search(func(i int) bool { return cs[i+1].rune >= col })
	last := max(first, search(func(i int) bool { return cs[i].rune >= col-1+width }))
	from, to := 0, n
	if total := cs[n].cell; total > maxCells {
		left := max(0, min(cs[first].cell-lead, total-maxCells))
		from = search(func(i int) bool { return cs[i].cell >= left })
		to = search(func(i int) bool { return cs[i+1].cell > left+maxCells })
	}

	before := cs[first].cell - cs[from].cell
	if from > 0 {
		shown = "…"
		before++
	}
	for _, c := range cs[from:to] {
		shown += c.text
	}
	if to < n {
		shown += "…"
	}
	tail := max(0, cs[min(last, to)].cell-cs[first].cell-1)
	return shown, strings.Repeat(" ", before), "^" + strings.Repeat("~", tail)
}
