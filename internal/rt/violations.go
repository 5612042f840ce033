package rt

import (
	"strconv"
	"strings"
)

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
