package diag

import (
	"encoding/json"
	"io"
)

type jsonPlace struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Col    int    `json:"col"`
	EndCol int    `json:"endCol"`
}

type jsonDiagnostic struct {
	jsonPlace
	Severity string     `json:"severity"`
	Code     Code       `json:"code"`
	Message  string     `json:"message"`
	Hint     string     `json:"hint"`
	Notes    []jsonNote `json:"notes"`
}

type jsonNote struct {
	jsonPlace
	Message string `json:"message"`
}

func writeJSON(w io.Writer, ds []Diagnostic) error {
	place := func(p Span) jsonPlace { return jsonPlace{p.File, p.Line, p.Col, endCol(p)} }
	array := []jsonDiagnostic{} // [] and not null when empty
	for _, d := range ds {
		notes := []jsonNote{}
		for _, n := range d.Notes {
			notes = append(notes, jsonNote{place(n.Span), n.Message})
		}
		array = append(array, jsonDiagnostic{place(d.Span), d.Severity.String(), d.Code, d.Message, d.Hint, notes})
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(array)
}
