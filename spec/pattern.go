package spec

import (
	"fmt"
	"regexp/syntax"
	"strings"
)

// CheckPattern reports why a pattern cannot be a rule: it is no RE2 expression, or it looks at its surroundings
// (\b, \B, multi-line ^ and $), which a matcher over one whole value has none of.
func CheckPattern(pattern string) error {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return fmt.Errorf("pattern %q is no RE2 expression: %s", pattern, strings.TrimPrefix(err.Error(), "error parsing regexp: "))
	}
	if op := contextOp(re); op != "" {
		return fmt.Errorf("pattern %q uses %s: a pattern matches the whole value", pattern, op)
	}
	return nil
}

func contextOp(re *syntax.Regexp) string {
	switch re.Op {
	case syntax.OpWordBoundary:
		return `\b`
	case syntax.OpNoWordBoundary:
		return `\B`
	case syntax.OpBeginLine:
		return "multi-line ^"
	case syntax.OpEndLine:
		return "multi-line $"
	}
	for _, sub := range re.Sub {
		if op := contextOp(sub); op != "" {
			return op
		}
	}
	return ""
}
