package emit

import (
	"slices"

	"github.com/replygen/replygen/generator/internal/gomodel"
	"github.com/replygen/replygen/internal/judge"
	"github.com/replygen/replygen/spec"
)

// upToDate reports whether an example violates the rule that the spec states for it, or none. An overlay that changes a
// rule overtakes the examples of its base.
func upToDate(f *gomodel.Field, v spec.Example) bool {
	if _, ok := f.Kind.(*spec.String); ok && v.Text == "" {
		return v.Violates == "required" && f.Required || v.Violates == "" && !f.Required
	}
	rules := judge.Broken(f.Kind, v.Text)
	if v.Violates == "" {
		return len(rules) == 0
	}
	return slices.Contains(rules, v.Violates)
}
