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
	case !known && v.Detail == "":
		words = "limit {limit}, got {got}"
	case !known:
		words = "limit {limit}, got {got}, {detail}"
	}
	return strings.NewReplacer("{limit}", strconv.Itoa(v.Limit), "{got}", strconv.Itoa(v.Got),
		"{offset}", strconv.Itoa(v.Offset), "{detail}", v.Detail).Replace(words)
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

// violations collects the violations of one reply. A nil one is ready for use, and nothing is
// allocated before the first violation.
//
// Its methods are not inlined: dozens of Violations in the frame of a validator that finds none
// would make the stack of each new goroutine grow.
type violations []Violation

//go:noinline
func (v *violations) add(field, rule string) {
	*v = append(*v, Violation{Field: field, Rule: rule})
}

//go:noinline
func (v *violations) limit(field, rule string, limit, got int) {
	*v = append(*v, Violation{Field: field, Rule: rule, Limit: limit, Got: got})
}

//go:noinline
func (v *violations) detail(field, rule, detail string) {
	*v = append(*v, Violation{Field: field, Rule: rule, Detail: detail})
}

// chars adds a violation unless XML can carry every character of s.
func (v *violations) chars(field, s string) {
	if i := copyable(s, false); i < len(s) {
		v.charsFrom(field, s, i)
	}
}

// charsFrom is chars for a text whose first wrong byte or CR is at i.
//
//go:noinline
func (v *violations) charsFrom(field, s string, i int) {
	if i += nearWrong(s[i:]); i < len(s) {
		*v = append(*v, Violation{Field: field, Rule: "chars", Offset: i})
	}
}

// maxBytes adds a violation unless s is at most limit bytes long as it is written.
//
//go:noinline
func (v *violations) maxBytes(field string, limit int, s string) {
	if n := len(s) - strings.Count(s, "\r\n"); n > limit {
		v.limit(field, "max_bytes", limit, n)
	}
}

// url adds a violation unless s is an absolute URL.
func (v *violations) url(field, s string) {
	if !isURL(s) {
		v.detail(field, "format", "url")
	}
}

// within puts prefix before the field of every violation from index from on.
func (v *violations) within(from int, prefix string) {
	for i := from; i < len(*v); i++ {
		(*v)[i].Field = below(prefix, (*v)[i].Field)
	}
}

// withinItem is within for item i of a list.
func (v *violations) withinItem(from int, prefix string, i int) {
	if from < len(*v) {
		v.within(from, prefix+"["+strconv.Itoa(i)+"]")
	}
}

func below(prefix, field string) string {
	if field == "" {
		return prefix
	}
	return prefix + "." + field
}

// err returns a *ValidationError, or nil when nothing is violated.
func (v violations) err() error {
	if len(v) == 0 {
		return nil
	}
	return &ValidationError{Violations: v}
}

// answering adds the violation of a list that is too long in reply to a message of one type.
func (v *violations) answering(field string, limit, got int, msgType string) {
	*v = append(*v, Violation{Field: field, Rule: "max_items_replying_to", Limit: limit, Got: got, Detail: msgType})
}

// dropFollowing drops, of the violations since index from, those that only follow from an earlier one: a value that was
// reported as missing or malformed is empty as well, and so is what it is part of.
func (v *violations) dropFollowing(from int) {
	kept := (*v)[:from]
	for _, late := range (*v)[from:] {
		follows := false
		for _, early := range (*v)[:from] {
			if early.Rule == "unknown_element" || early.Rule == "duplicate_element" {
				continue
			}
			follows = follows || early.Field == late.Field ||
				late.Rule == "required" && strings.HasPrefix(early.Field, late.Field+".")
		}
		if !follows {
			kept = append(kept, late)
		}
	}
	*v = kept
}
