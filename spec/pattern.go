package spec

import "github.com/replygen/replygen/internal/pattern"

// checkPattern reports why a pattern cannot be a rule: it is no RE2 expression, looks at its surroundings (\b, \B,
// multi-line ^ and $), which one whole value has none of, or would need too large a matcher.
func checkPattern(expr string) error {
	_, err := pattern.Compile(expr)
	return err
}
