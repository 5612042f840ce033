package diag

import (
	"fmt"
	"io"
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
	switch name {
	case "text":
		return Text, nil
	case "json":
		return JSON, nil
	case "github":
		return GitHub, nil
	}
	return Text, fmt.Errorf("format %q: want text, json or github", name)
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
	src := sources{text: l.Sources, lines: map[string][]line{}}
	all := &List{Diagnostics: src.clampAll(l.Diagnostics)}
	all.Dedupe()

	var b strings.Builder
	switch f {
	case JSON:
		if err := writeJSON(&b, all.Diagnostics); err != nil {
			return err
		}
	case GitHub:
		shown := choose(all.Diagnostics)
		for _, d := range shown {
			writeAnnotation(&b, d)
		}
		writeRest(&b, len(all.Diagnostics)-len(shown))
	default:
		shown := choose(all.Diagnostics)
		text := textWriter{out: &b, src: src, colour: colour}
		for _, d := range shown {
			text.diagnostic(d)
		}
		writeRest(&b, len(all.Diagnostics)-len(shown))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// choose caps the list. Warnings give way first: a run that ends with an error
// status must show an error.
func choose(ds []Diagnostic) []Diagnostic {
	if len(ds) <= maxShown {
		return ds
	}
	errors := 0
	for _, d := range ds {
		if isError(d) {
			errors++
		}
	}
	errors = min(errors, maxShown)
	warnings := maxShown - errors
	shown := make([]Diagnostic, 0, maxShown)
	for _, d := range ds {
		left := &warnings
		if isError(d) {
			left = &errors
		}
		if *left > 0 {
			*left--
			shown = append(shown, d)
		}
	}
	return shown
}

func writeRest(b *strings.Builder, n int) {
	if n > 0 {
		fmt.Fprintf(b, "… and %d more\n", n)
	}
}
