package spec_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/replygen/replygen/spec"
)

// Each wrong path is compared with the names beside it, so twice as many of both take four times the work, and not eight.
func TestManyWrongPathsAmongManyNamesAreReportedSoon(t *testing.T) {
	overlay := func(n int) string {
		var b strings.Builder
		b.WriteString("replygen: 1\noverlay: many\nextends: builtin:wechat\nchanges:\n")
		for i := range n {
			fmt.Fprintf(&b, "  - {add: replies.text.F%d, last: true, value: {type: string, doc: a}, because: b}\n", i)
		}
		for i := range n {
			fmt.Fprintf(&b, "  - {edit: replies.text.somethingElse%d, set: {doc: a}, because: b}\n", i)
		}
		return b.String()
	}
	allocations := func(n int) float64 {
		loader := spec.Loader{ReadFile: func(string) ([]byte, error) { return []byte(overlay(n)), nil }}
		return testing.AllocsPerRun(1, func() { _, _ = loader.Load("./many.yaml") })
	}
	if once, twice := allocations(60), allocations(120); twice > 6*once {
		t.Errorf("%.0f allocations, and %.0f for twice as many", once, twice)
	}
}
