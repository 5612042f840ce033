package rt

import (
	"strconv"
	"strings"
)

// Violation is one broken rule of a reply.
type Violation struct {
	// Field is the path of the element, "Articles.item[3].Title"; items count from 0. It is empty
	// for a rule of the whole reply.
	Field string
	// Rule is the rule's stable name: "required", "max_bytes", "chars" …
	Rule string
	// Limit is the rule's limit in the rule's unit (bytes for max_bytes, characters for max_runes,
	// items for max_items), 0 where it has none.
	Limit int
	// Got is what the value has, in the unit of Limit.
	Got int
	// Offset is, for the rule chars, the byte offset of the first offending byte in the value.
	Offset int
	// Detail is what the rule asks where numbers do not say it: the values of an enum, the pattern,
	// the other fields, a limit that is no int.
	Detail string
}

// String returns the violation as one line: "Articles.item[3].Title: max_bytes: at most 128 bytes,
// got 140".
func (v Violation) String() string {
	line := v.Rule
	if v.Field != "" {
		line = v.Field + ": " + line
	}
	if words := v.words(); words != "" {
		line += ": " + words
	}
	return line
}

func (v Violation) words() string {
	switch v.Rule {
	case "required", "unknown_element", "duplicate_element":
		return v.Detail
	case "chars":
		return "XML cannot carry the character at byte " + strconv.Itoa(v.Offset)
	case "min_bytes":
		return v.least(" bytes")
	case "max_bytes":
		return v.most(" bytes")
	case "max_runes":
		return v.most(" characters")
	case "min_runes":
		return v.least(" characters")
	case "max_items":
		return v.most(" items")
	case "min_items":
		return v.least(" items")
	case "max_items_replying_to":
		if v.Detail != "" {
			return v.most(" items in reply to " + v.Detail)
		}
		return v.most(" items")
	case "min":
		if v.Detail != "" {
			return "at least " + v.Detail
		}
		return v.least("")
	case "max":
		if v.Detail != "" {
			return "at most " + v.Detail
		}
		return v.most("")
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
	case "count":
		return "states " + strconv.Itoa(v.Got) + ", the list has " + strconv.Itoa(v.Limit)
	case "const":
		return "always " + v.Detail
	}
	return v.numbers()
}

func (v Violation) most(unit string) string {
	return "at most " + strconv.Itoa(v.Limit) + unit + ", got " + strconv.Itoa(v.Got)
}

func (v Violation) least(unit string) string {
	return "at least " + strconv.Itoa(v.Limit) + unit + ", got " + strconv.Itoa(v.Got)
}

// numbers words a rule that this package does not know.
func (v Violation) numbers() string {
	var parts []string
	if v.Limit != 0 || v.Got != 0 {
		parts = append(parts, "limit "+strconv.Itoa(v.Limit), "got "+strconv.Itoa(v.Got))
	}
	if v.Detail != "" {
		parts = append(parts, v.Detail)
	}
	return strings.Join(parts, ", ")
}

// ValidationError holds every violation of a reply, in document order: the fields of an element,
// then the rules across them. Those that only a document can have, such as an unknown element, come
// before.
type ValidationError struct {
	Violations []Violation
}

// Error returns the violations, joined by "; ".
func (e *ValidationError) Error() string {
	lines := make([]string, len(e.Violations))
	for i, v := range e.Violations {
		lines[i] = v.String()
	}
	return strings.Join(lines, "; ")
}
