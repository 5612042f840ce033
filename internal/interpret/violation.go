package interpret

import "strconv"

// Violation is one broken rule of a reply.
type Violation struct {
	// Field is the path of the element, "Articles.item[3].Title"; items count
	// from 0.
	Field string
	// Rule is the rule's stable name: "required", "max_bytes", "chars" …
	Rule string
	// Limit is the rule's limit and Got what the value has, where both are
	// sizes in the unit of the rule: bytes, characters or items.
	Limit, Got int
	// Detail is what the rule asks where sizes do not say it.
	Detail string
}

// String returns the violation as one line: "Content: max_bytes: at most 2048
// bytes, got 2050".
func (v Violation) String() string {
	line := v.Field + ": " + v.Rule
	if words := v.words(); words != "" {
		line += ": " + words
	}
	return line
}

func (v Violation) words() string {
	sizes := func(bound, unit string) string {
		return bound + " " + strconv.Itoa(v.Limit) + unit + ", got " + strconv.Itoa(v.Got)
	}
	switch v.Rule {
	case "required":
		return "must be present"
	case "max_bytes":
		return sizes("at most", " bytes")
	case "max_runes":
		return sizes("at most", " characters")
	case "min_runes":
		return sizes("at least", " characters")
	case "max_items":
		return sizes("at most", " items")
	case "min_items":
		return sizes("at least", " items")
	case "count":
		return "states " + strconv.Itoa(v.Got) + ", the list has " + strconv.Itoa(v.Limit)
	case "min":
		return "at least " + v.Detail
	case "max":
		return "at most " + v.Detail
	case "enum":
		return "one of " + v.Detail
	case "pattern":
		return "must match " + v.Detail
	case "format", "type":
		return "not of the form " + v.Detail
	case "finite":
		return "neither NaN nor infinite"
	case "requires":
		return "needs " + v.Detail
	case "forbids":
		return "excludes " + v.Detail
	case "one_of":
		return "exactly one of " + v.Detail
	case "at_least_one_of":
		return "at least one of " + v.Detail
	case "required_when":
		return "must be present when " + v.Detail
	case "const":
		return "is always " + v.Detail
	case "unknown_element":
		return "the reply has no such element"
	case "duplicate_element":
		return "stands twice"
	}
	return v.Detail
}
