package diag

import "strings"

const (
	maxCells = 160 // a longer line is shown in part, unit: terminal cells
	lead     = 60  // what stays visible before the caret then
)

// excerpt returns a source line as it can be shown, the blanks that stand
// below what comes before the span, and the carets. Col and width count runes
// and lie within the line; col 0 stands for the whole of it.
func excerpt(text string, col, width int) (shown, indent, carets string) {
	cs := clusters(text)
	first, last := coveredBy(cs, col, width)

	start := cellsOf(cs[:first])
	from, to := 0, len(cs)
	if total := start + cellsOf(cs[first:]); total > maxCells {
		left := max(0, min(start-lead, total-maxCells))
		from, to = within(cs, left, left+maxCells)
	}
	last = min(last, to)

	before := cellsOf(cs[from:first])
	if from > 0 {
		shown = "…"
		before++
	}
	for _, c := range cs[from:to] {
		shown += c.text
	}
	if to < len(cs) {
		shown += "…"
	}
	tail := max(0, cellsOf(cs[first:last])-1)
	return shown, strings.Repeat(" ", before), "^" + strings.Repeat("~", tail)
}

// coveredBy returns the clusters that a span of runes touches, as a half-open
// range; it is empty at the end of the line.
func coveredBy(cs []cluster, col, width int) (first, last int) {
	if col == 0 {
		return trimmed(cs)
	}
	rune0 := 0
	for first < len(cs) && rune0+cs[first].runes < col {
		rune0 += cs[first].runes
		first++
	}
	last = first
	for last < len(cs) && rune0 < col-1+width {
		rune0 += cs[last].runes
		last++
	}
	return first, last
}

// trimmed returns the range of the clusters between the blanks at both ends.
func trimmed(cs []cluster) (first, last int) {
	last = len(cs)
	for first < last && cs[first].blank() {
		first++
	}
	for last > first && cs[last-1].blank() {
		last--
	}
	return first, last
}

// within returns the range of the clusters that lie wholly between two cells.
func within(cs []cluster, left, right int) (from, to int) {
	at := 0
	for from < len(cs) && at < left {
		at += cs[from].cells
		from++
	}
	to = from
	for to < len(cs) && at+cs[to].cells <= right {
		at += cs[to].cells
		to++
	}
	return from, to
}

func cellsOf(cs []cluster) int {
	n := 0
	for _, c := range cs {
		n += c.cells
	}
	return n
}
