package main

import (
	"errors"
	"testing"

	"github.com/replygen/replygen/spec/diag"
)

// A spec may bring a defect of the generator to light: it has a place, and the other findings are not lost.
func TestDefectIsAFinding(t *testing.T) {
	found := &diag.List{}
	merge(found, "a.yaml", &diag.List{Diagnostics: []diag.Diagnostic{{Code: "text"}}})
	merge(found, "b.yaml", errors.New("not Go"))
	merge(found, "c.yaml", nil)
	if n := len(found.Diagnostics); n != 2 || found.Diagnostics[1].Span.File != "b.yaml" || found.Diagnostics[1].Code != "defect" {
		t.Error(found.Diagnostics)
	}
}
