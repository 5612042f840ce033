package judge

import (
	"strconv"
	"strings"

	"github.com/replygen/replygen/spec"
)

// Violation is one broken rule of a reply.
type Violation struct {
	// Field is the path of the element, "Articles.item[3].Title"; items count
	// from 0.
	Field string
	// Rule is the rule's stable name: "required", "max_bytes", "chars" …
	Rule string
	// Limit is the rule's limit and Got what the value has, in the unit of the
	// rule: bytes, characters, items, or none.
	Limit, Got int
	// Offset is, for the rule chars, the byte offset of the first offending
	// byte in the value.
	Offset int
	// Detail is what the rule asks where numbers do not say it.
	Detail string
}

// String returns the violation as one line, in the words of generated packages:
// "Content: max_bytes: at most 2048 bytes, got 2050".
func (v Violation) String() string {
	line := v.Field + ": " + v.Rule
	if words := v.words(); words != "" {
		line += ": " + words
	}
	return line
}

func (v Violation) words() string {
	if r := spec.FindValueRule(v.Rule); r != nil && r.IsLimit() {
		return v.numbers(r)
	}
	switch v.Rule {
	case spec.CharsRule:
		return "XML cannot carry the character at byte " + strconv.Itoa(v.Offset)
	case "count":
		return "states " + strconv.Itoa(v.Got) + ", the list has " + strconv.Itoa(v.Limit)
	case "enum":
		return "must be one of " + v.Detail
	case "pattern":
		return "must match " + v.Detail
	case "format", "type":
		return "not a valid value: " + v.Detail
	case "finite":
		return "neither NaN nor infinite"
	case "requires":
		return "requires " + v.Detail
	case "forbids":
		return "excludes " + v.Detail
	case "one_of":
		return "exactly one of " + v.Detail
	case "at_least_one_of":
		return "at least one of " + v.Detail
	case "required_when":
		return "required when " + v.Detail
	case "const":
		return "always " + v.Detail
	}
	return v.Detail
}

// numbers words a limit; one that is no int stands in the detail.
func (v Violation) numbers(r *spec.ValueRule) string {
	bound := "at most "
	if r.Bound == spec.AtLeast {
		bound = "at least "
	}
	if v.Detail != "" {
		return bound + v.Detail
	}
	return strings.TrimSuffix(bound+strconv.Itoa(v.Limit)+" "+string(r.Unit), " ") + ", got " + strconv.Itoa(v.Got)
}
