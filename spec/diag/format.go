package diag

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Format is a way to render a [List].
type Format int

const (
	// Text is for people: the place, the message, the source line, carets.
	Text Format = iota
	// JSON is an array of objects with the members file, line, col, endCol,
	// severity, code, message, hint and notes, all of them always there. The
	// notes are objects with file, line, col, endCol and message. Lines and
	// columns count as in [Span]; endCol is the first column after the span;
	// line 0 is the whole file, col 0 the whole line. The array is complete:
	// the cap of the other forms does not apply.
	JSON
	// GitHub is one annotation command of GitHub Actions a diagnostic, with
	// the hint and the notes on further lines of its message.
	GitHub
)

// ParseFormat returns the format of that name: "text", "json" or "github".
func ParseFormat(name string) (Format, error) {
	f := slices.Index([]string{Text: "text", JSON: "json", GitHub: "github"}, name)
	if f < 0 {
		return Text, fmt.Errorf("format %q: want text, json or github", name)
	}
	return Format(f), nil
}

// maxShown is about as many findings as somebody goes through before running
// the check again.
const maxShown = 100

// Write renders the diagnostics sorted, without duplicates, and with spans
// that reach beyond a known source clamped into it. Text and GitHub show at most
// 100, errors rather than warnings, and then "… and 37 more". The list itself
// is not changed. Colour is for Text alone. An error is that of w.
func (l *List) Write(w io.Writer, f Format, colour bool) error {
	if l == nil {
		l = &List{}
	}
	src := sources{text: l.Sources, lines: map[string][]string{}}
	all := &List{Diagnostics: src.clampAll(l.Diagnostics)}
	all.Dedupe()
	if f == JSON {
		return writeJSON(w, all.Diagnostics)
	}
	rest := len(all.Diagnostics) - maxShown
	if rest > 0 {
		// Warnings give way first: a run that ends with an error status must show an error.
		slices.SortStableFunc(all.Diagnostics, func(a, b Diagnostic) int { return cmp.Compare(a.Severity, b.Severity) })
		all.Diagnostics = all.Diagnostics[:maxShown]
		all.Sort()
	}
	var b strings.Builder
	text := textWriter{out: &b, src: src, colour: colour}
	for _, d := range all.Diagnostics {
		if f == GitHub {
			writeAnnotation(&b, d)
		} else {
			text.diagnostic(d)
		}
	}
	if rest > 0 {
		fmt.Fprintf(&b, "… and %d more\n", rest)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
