package spec

import (
	"errors"
	"fmt"
	"strings"

	"github.com/replygen/replygen/internal/pattern"
)

// checkPattern reports why a pattern cannot be a rule: it is no RE2 expression, looks at its surroundings (\b, \B,
// multi-line ^ and $), which one whole value has none of, would need too large a matcher, or has no value.
func checkPattern(expr string) error {
	a, err := pattern.Compile(expr)
	if err != nil {
		return errors.New(strings.Replace(err.Error(), "error parsing regexp: ", "", 1))
	}
	if len(a.States[0].Edges) == 0 {
		return fmt.Errorf("pattern %q matches no text, or only the empty one", expr)
	}
	return nil
}
