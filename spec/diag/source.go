package diag

import (
	"math"
	"strings"
	"unicode/utf8"
)

// line is one line of a file without its ending.
type line struct {
	text  string
	runes int
}

// sources splits the known files into lines, each at its first use.
type sources struct {
	text  map[string][]byte
	lines map[string][]line
}

// of returns the lines of a file, at least one, or nil if its text is not
// known.
func (s sources) of(file string) []line {
	if lines, ok := s.lines[file]; ok {
		return lines
	}
	text, ok := s.text[file]
	if !ok {
		return nil
	}
	lines := splitLines(strings.TrimPrefix(string(text), "\uFEFF"))
	s.lines[file] = lines
	return lines
}

func splitLines(text string) []line {
	var lines []line
	for {
		end := strings.IndexAny(text, "\r\n")
		if end < 0 {
			return append(lines, line{text, utf8.RuneCountInString(text)})
		}
		lines = append(lines, line{text[:end], utf8.RuneCountInString(text[:end])})
		if strings.HasPrefix(text[end:], "\r\n") {
			end++
		}
		text = text[end+1:]
	}
}

// clampAll returns a copy whose spans all lie within their files.
func (s sources) clampAll(ds []Diagnostic) []Diagnostic {
	clamped := make([]Diagnostic, len(ds))
	for i, d := range ds {
		d.Span = s.clamp(d.Span)
		notes := make([]Note, len(d.Notes))
		for j, n := range d.Notes {
			n.Span = s.clamp(n.Span)
			notes[j] = n
		}
		d.Notes = notes
		clamped[i] = d
	}
	return clamped
}

// clamp moves a span into its file. The place right after the last rune of a
// line belongs to the line: that is where something is missing.
func (s sources) clamp(p Span) Span {
	if p.Line <= 0 {
		return Span{File: p.File}
	}
	lines := s.of(p.File)
	if p.Line > len(lines) && lines != nil {
		p.Line, p.Col = len(lines), math.MaxInt-1
	}
	if p.Col <= 0 {
		return Span{File: p.File, Line: p.Line}
	}
	after := math.MaxInt - 1
	if lines != nil {
		after = lines[p.Line-1].runes + 1
	}
	p.Col = min(p.Col, after)
	p.Width = max(1, min(p.Width, after-p.Col))
	return p
}

// endCol is the first column after a clamped span, 0 if it has no columns.
func endCol(p Span) int {
	if p.Col == 0 {
		return 0
	}
	return p.Col + p.Width
}
