package diag

import "strconv"

// Severity decides whether a diagnostic stops the work. The zero value is
// [Error].
type Severity int

// An Error makes the result unusable; a Warning does not.
const (
	Error Severity = iota
	Warning
)

// String returns "error" or "warning".
func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// Code names a kind of mistake for scripts, in kebab-case: "overlay-target".
// The constants live with those who report them.
type Code string

// Span is a stretch of one line of a file.
//
// Line and Col are 1-based; Col and Width count runes (an invalid byte counts
// as one). Lines end with LF, CRLF or CR; a byte order mark at the start of the
// file is not counted. Line 0 is the file as a whole, Col 0 the line as a
// whole. A Width below 1 is taken as 1.
type Span struct {
	File             string
	Line, Col, Width int
}

// String returns "file:line:col", without the parts that are not known.
func (s Span) String() string {
	text := s.File
	if s.Line <= 0 {
		return text
	}
	if text != "" {
		text += ":"
	}
	text += strconv.Itoa(s.Line)
	if s.Col > 0 {
		text += ":" + strconv.Itoa(s.Col)
	}
	return text
}

// Note is a second place that a reader needs to see.
type Note struct {
	Span    Span
	Message string
}

// Diagnostic is one mistake. Message is one line; Hint says what to write
// instead and is shown after the carets.
type Diagnostic struct {
	Span     Span
	Severity Severity
	Code     Code
	Message  string
	Hint     string
	Notes    []Note
}
