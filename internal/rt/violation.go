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

// ruleWords has the words of each rule, with the names of a Violation's numbers and of its Detail.
var ruleWords = map[string]string{
	"required": "{detail}", "unknown_element": "{detail}", "duplicate_element": "{detail}",
	"min":       "at least {limit}, got {got}",
	"max":       "at most {limit}, got {got}",
	"min_bytes": "at least {limit} bytes, got {got}",
	"max_bytes": "at most {limit} bytes, got {got}",
	"min_runes": "at least {limit} characters, got {got}",
	"max_runes": "at most {limit} characters, got {got}",
	"min_items": "at least {limit} items, got {got}",
	"max_items": "at most {limit} items, got {got}",

	"max_items_replying_to": "at most {limit} items in reply to {detail}, got {got}",

	"chars": "XML cannot carry the character at byte {offset}", "finite": "neither NaN nor infinite",
	"count": "states {got}, the list has {limit}", "const": "always {detail}",
	"enum": "must be one of {detail}", "pattern": "must match {detail}",
	"format": "not a valid value: {detail}", "type": "not a valid value: {detail}",
	"requires": "needs {detail}", "forbids": "excludes {detail}", "required_when": "needed when {detail}",
	"one_of": "exactly one of {detail}", "at_least_one_of": "at least one of {detail}",
}

func (v Violation) words() string {
	words, known := ruleWords[v.Rule]
	switch {
	case v.Detail != "" && (v.Rule == "min" || v.Rule == "max"): // a limit that is no int
		words, _, _ = strings.Cut(words, "{limit}")
		return words + v.Detail
	case !known && v.Limit == 0 && v.Got == 0:
		words = "{detail}"
	case !known:
		words = "limit {limit}, got {got}, {detail}"
	}
	words = strings.NewReplacer("{limit}", strconv.Itoa(v.Limit), "{got}", strconv.Itoa(v.Got),
		"{offset}", strconv.Itoa(v.Offset), "{detail}", v.Detail).Replace(words)
	return strings.TrimSuffix(words, ", ")
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
