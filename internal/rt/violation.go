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

// limitUnits has, for each rule with a lower or an upper limit, the limit's unit.
var limitUnits = map[string]string{
	"min": "", "max": "",
	"min_bytes": " bytes", "max_bytes": " bytes",
	"min_runes": " characters", "max_runes": " characters",
	"min_items": " items", "max_items": " items", "max_items_replying_to": " items",
}

// detailWords has what comes before the detail of a rule without numbers.
var detailWords = map[string]string{
	"required": "", "unknown_element": "", "duplicate_element": "",
	"enum": "must be one of ", "pattern": "must match ", "const": "always ",
	"format": "not a valid value: ", "type": "not a valid value: ",
	"requires": "needs ", "forbids": "excludes ", "required_when": "needed when ",
	"one_of": "exactly one of ", "at_least_one_of": "at least one of ",
}

func (v Violation) words() string {
	if before, ok := detailWords[v.Rule]; ok {
		return before + v.Detail
	}
	switch v.Rule {
	case "chars":
		return "XML cannot carry the character at byte " + strconv.Itoa(v.Offset)
	case "finite":
		return "neither NaN nor infinite"
	case "count":
		return "states " + strconv.Itoa(v.Got) + ", the list has " + strconv.Itoa(v.Limit)
	}
	if unit, ok := limitUnits[v.Rule]; ok {
		return v.limitWords(unit)
	}
	return v.numbers()
}

func (v Violation) limitWords(unit string) string {
	bound := "at most "
	if strings.HasPrefix(v.Rule, "min") {
		bound = "at least "
	}
	switch {
	case v.Rule == "max_items_replying_to" && v.Detail != "":
		unit += " in reply to " + v.Detail
	case v.Detail != "": // a limit that is no int
		return bound + v.Detail
	}
	return bound + strconv.Itoa(v.Limit) + unit + ", got " + strconv.Itoa(v.Got)
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
