package diag

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// sources are the lines of files, which are split at their first use.
type sources struct {
	text  map[string][]byte
	lines map[string][]string
}

var lineEndings = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// of returns the lines of a file without their endings, at least one, or nil if
// its text is not known.
func (s sources) of(file string) []string {
	if text, ok := s.text[file]; ok && s.lines[file] == nil {
		s.lines[file] = strings.Split(lineEndings.Replace(strings.TrimPrefix(string(text), "\uFEFF")), "\n")
	}
	return s.lines[file]
}

// clampAll returns a copy whose spans all lie within their files.
func (s sources) clampAll(ds []Diagnostic) []Diagnostic {
	ds = slices.Clone(ds)
	for i := range ds {
		ds[i].Span = s.clamp(ds[i].Span)
		ds[i].Notes = slices.Clone(ds[i].Notes)
		for j, n := range ds[i].Notes {
			ds[i].Notes[j].Span = s.clamp(n.Span)
		}
	}
	return ds
}

// clamp moves a span into its file. The place right after the last rune of a
// line belongs to the line: that is where something is missing.
func (s sources) clamp(p Span) Span {
	if p.Line <= 0 {
		return Span{File: p.File}
	}
	after := math.MaxInt - 1
	if lines := s.of(p.File); lines != nil {
		if p.Line > len(lines) {
			p.Line, p.Col = len(lines), after
		}
		after = utf8.RuneCountInString(lines[p.Line-1]) + 1
	}
	if p.Col <= 0 {
		return Span{File: p.File, Line: p.Line}
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
