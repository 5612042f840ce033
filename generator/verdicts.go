package generator

import (
	"slices"
	"strconv"

	"github.com/replygen/replygen/internal/sample"
	"github.com/replygen/replygen/spec"
)

// agrees reports whether an example's verdict is that of the field's rules. An overlay that changes a rule overtakes the
// examples that its base states.
func agrees(f *goField, v spec.Verdict) bool {
	if _, ok := f.Kind.(*spec.String); ok && v.Text == "" {
		return v.Violates == "required" && f.Required || v.Violates == "" && !f.Required
	}
	rules := broken(f.Kind, v.Text)
	if v.Violates == "" {
		return len(rules) == 0
	}
	return slices.Contains(rules, v.Violates)
}

// broken names the rules that a present value violates, by an interpreted judge.
func broken(kind spec.Kind, text string) []string {
	switch k := kind.(type) {
	case *spec.String:
		return sample.Broken(k, text)
	case *spec.Int:
		v, _ := strconv.ParseInt(text, 10, 64) // the spec was checked
		return sample.BrokenInt(k, v)
	case *spec.UnixTime:
		v, _ := strconv.ParseInt(text, 10, 64)
		return sample.BrokenTime(k, v)
	case *spec.Float:
		v, _ := strconv.ParseFloat(text, 64)
		return sample.BrokenFloat(k, v)
	}
	return nil
}
