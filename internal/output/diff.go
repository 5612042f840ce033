package output

import (
	"fmt"
	"slices"
	"strings"
)

// contextLines is the number of equal lines around a change.
const contextLines = 3

// Unified returns the difference in the format of diff -u, "" if there is
// none. A carriage return belongs to its line.
func Unified(name string, from, to []byte) string {
	a, b := slices.Collect(strings.Lines(string(from))), slices.Collect(strings.Lines(string(to)))
	edits := match(a, b)
	if len(edits) == 0 {
		return ""
	}
	var out strings.Builder
	fmt.Fprintf(&out, "--- a/%s\n+++ b/%s\n", name, name)
	for len(edits) > 0 {
		n := 1
		for n < len(edits) && edits[n].a0-edits[n-1].a1 <= 2*contextLines {
			n++
		}
		writeHunk(&out, a, b, edits[:n])
		edits = edits[n:]
	}
	return out.String()
}

// writeHunk writes edits that lie close together, with the lines around and
// between them.
func writeHunk(out *strings.Builder, a, b []string, edits []edit) {
	first, last := edits[0], edits[len(edits)-1]
	before := min(contextLines, first.a0)
	after := min(contextLines, len(a)-last.a1)
	a0, b0 := first.a0-before, first.b0-before
	fmt.Fprintf(out, "@@ -%s +%s @@\n",
		lineRange(a0, last.a1+after-a0), lineRange(b0, last.b1+after-b0))
	at := a0
	for _, e := range edits {
		writeLines(out, ' ', a[at:e.a0])
		writeLines(out, '-', a[e.a0:e.a1])
		writeLines(out, '+', b[e.b0:e.b1])
		at = e.a1
	}
	writeLines(out, ' ', a[at:last.a1+after])
}

// lineRange is the place of n lines that begin at a 0-based index. Of an empty
// range it is the line before, and a count of 1 is left out: both as in diff.
func lineRange(start, n int) string {
	switch n {
	case 0:
		return fmt.Sprintf("%d,0", start)
	case 1:
		return fmt.Sprint(start + 1)
	}
	return fmt.Sprintf("%d,%d", start+1, n)
}

func writeLines(out *strings.Builder, mark byte, lines []string) {
	for _, l := range lines {
		out.WriteByte(mark)
		out.WriteString(l)
		if !strings.HasSuffix(l, "\n") {
			out.WriteString("\n\\ No newline at end of file\n")
		}
	}
}
