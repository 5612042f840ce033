package diag

import (
	"encoding/json"
	"io"
)

type jsonDiagnostic struct {
	File     string     `json:"file"`
	Line     int        `json:"line"`
	Col      int        `json:"col"`
	EndCol   int        `json:"endCol"`
	Severity string     `json:"severity"`
	Code     Code       `json:"code"`
	Message  string     `json:"message"`
	Hint     string     `json:"hint"`
	Notes    []jsonNote `json:"notes"`
}

type jsonNote struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Col     int    `json:"col"`
	EndCol  int    `json:"endCol"`
	Message string `json:"message"`
}

func writeJSON(w io.Writer, ds []Diagnostic) error {
	array := make([]jsonDiagnostic, 0, len(ds)) // [] and not null when empty
	for _, d := range ds {
		notes := make([]jsonNote, 0, len(d.Notes))
		for _, n := range d.Notes {
			notes = append(notes, jsonNote{n.Span.File, n.Span.Line, n.Span.Col, endCol(n.Span), n.Message})
		}
		array = append(array, jsonDiagnostic{
			File: d.Span.File, Line: d.Span.Line, Col: d.Span.Col, EndCol: endCol(d.Span),
			Severity: d.Severity.String(), Code: d.Code,
			Message: d.Message, Hint: d.Hint, Notes: notes,
		})
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(array)
}
