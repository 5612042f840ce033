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

// words are the texts of violations, by rule.
var words = map[string]string{
	"enum": "must be one of DETAIL", "pattern": "must match DETAIL", "format": "not a valid value: DETAIL",
	"type": "not a valid value: DETAIL", "const": "always DETAIL", "count": "states GOT, the list has LIMIT",
	"requires": "needs DETAIL", "forbids": "excludes DETAIL", "required_when": "needed when DETAIL",
	"one_of": "exactly one of DETAIL", "at_least_one_of": "at least one of DETAIL",
	spec.CharsRule: "XML cannot carry the character at byte OFFSET", spec.FiniteRule: "neither NaN nor infinite",
}

// String returns the violation as one line, in the words of generated packages:
// "Content: max_bytes: at most 2048 bytes, got 2050".
func (v Violation) String() string {
	text := words[v.Rule]
	if r := spec.FindValueRule(v.Rule); r != nil && r.IsLimit() {
		text = map[spec.Bound]string{spec.AtMost: "at most ", spec.AtLeast: "at least "}[r.Bound]
		if v.Detail != "" { // a limit that is no int
			text += "DETAIL"
		} else {
			text += strings.TrimSpace("LIMIT "+string(r.Unit)) + ", got GOT"
		}
	}
	if text == "" {
		return v.Field + ": " + v.Rule
	}
	numbers := strings.NewReplacer(
		"LIMIT", strconv.Itoa(v.Limit), "GOT", strconv.Itoa(v.Got), "OFFSET", strconv.Itoa(v.Offset), "DETAIL", v.Detail)
	return v.Field + ": " + v.Rule + ": " + numbers.Replace(text)
}
