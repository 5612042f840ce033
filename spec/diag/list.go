package diag

import (
	"cmp"
	"slices"
	"strings"
)

// List collects diagnostics. The zero value is ready to use.
//
// It is an error, so that a library can return it as one; use [List.Err],
// which is nil as long as there are warnings only.
type List struct {
	Diagnostics []Diagnostic
	// Sources is the text of files by the name that spans use. A file that
	// is missing here is reported without its source line.
	Sources map[string][]byte
}

// Add appends diagnostics.
func (l *List) Add(ds ...Diagnostic) {
	l.Diagnostics = append(l.Diagnostics, ds...)
}

// AddSource makes the text of a file known, for the source lines.
func (l *List) AddSource(file string, text []byte) {
	if l.Sources == nil {
		l.Sources = map[string][]byte{}
	}
	l.Sources[file] = text
}

// Merge appends what another list holds. A nil list adds nothing.
func (l *List) Merge(other *List) {
	if other == nil {
		return
	}
	l.Add(other.Diagnostics...)
	for file, text := range other.Sources {
		l.AddSource(file, text)
	}
}

// Sort orders by file, line, column, code and message; of otherwise equal ones
// the error comes before the warning.
func (l *List) Sort() {
	slices.SortStableFunc(l.Diagnostics, func(a, b Diagnostic) int {
		return cmp.Or(comparePlaces(a, b), cmp.Compare(a.Severity, b.Severity))
	})
}

// Dedupe sorts, and keeps one of those that are equal in file, line, column,
// code and message.
func (l *List) Dedupe() {
	l.Sort()
	l.Diagnostics = slices.CompactFunc(l.Diagnostics, func(a, b Diagnostic) bool {
		return comparePlaces(a, b) == 0
	})
}

func comparePlaces(a, b Diagnostic) int {
	return cmp.Or(
		strings.Compare(a.Span.File, b.Span.File),
		cmp.Compare(a.Span.Line, b.Span.Line),
		cmp.Compare(a.Span.Col, b.Span.Col),
		cmp.Compare(a.Code, b.Code),
		strings.Compare(a.Message, b.Message),
	)
}

// HasErrors reports whether any diagnostic is an error.
func (l *List) HasErrors() bool {
	return l != nil && slices.ContainsFunc(l.Diagnostics, isError)
}

func isError(d Diagnostic) bool { return d.Severity == Error }

// Warnings returns the warnings alone, with the same sources.
func (l *List) Warnings() *List {
	if l == nil {
		return &List{}
	}
	return &List{Diagnostics: slices.DeleteFunc(slices.Clone(l.Diagnostics), isError), Sources: l.Sources}
}

// Err returns the list if it holds an error, nil otherwise. Warnings alone are
// no error: ask for them with [List.Warnings].
func (l *List) Err() error {
	if !l.HasErrors() {
		return nil
	}
	return l
}

// Error returns the text form without colour and without the last newline.
func (l *List) Error() string {
	var b strings.Builder
	_ = l.Write(&b, Text, false) // a strings.Builder does not fail
	return strings.TrimSuffix(b.String(), "\n")
}
