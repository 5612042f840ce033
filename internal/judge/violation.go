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
	// Detail is what the rule asks, of a rule without numbers.
	Detail string
}

// violation is that of a rule by the value of a node at a path. It gives the limit as a number where that is an int on
// every machine, else as a text.
func violation(path string, n *node, r spec.StatedRule) Violation {
	v := Violation{Field: path, Rule: r.Key}
	switch {
	case r.Key == spec.CharsRule:
		v.Offset = spec.Uncarriable(n.text)
	case r.Unit != "":
		v.Limit, v.Got = int(wholeOf(r.Values[0])), r.Measure(lineEnds.Replace(n.text))
	case r.IsLimit() && !is[*spec.Float](n.Kind) && int64(int32(wholeOf(r.Values[0]))) == wholeOf(r.Values[0]):
		v.Limit, v.Got = int(wholeOf(r.Values[0])), int(wholeOf(n.text))
	default:
		v.Detail = strings.Join(r.Values, ", ")
	}
	return v
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
	if words, ok := detailWords[v.Rule]; ok {
		return words + v.Detail
	}
	switch v.Rule {
	case spec.CharsRule:
		return "XML cannot carry the character at byte " + strconv.Itoa(v.Offset)
	case "count":
		return "states " + strconv.Itoa(v.Got) + ", the list has " + strconv.Itoa(v.Limit)
	case spec.FiniteRule:
		return "neither NaN nor infinite"
	}
	return v.Detail
}

// detailWords precede the detail.
var detailWords = map[string]string{
	"enum": "must be one of ", "pattern": "must match ", "format": "not a valid value: ", "type": "not a valid value: ", "const": "always ",
	"requires": "needs ", "forbids": "excludes ", "one_of": "exactly one of ", "at_least_one_of": "at least one of ",
	"required_when": "needed when ",
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
