package spec

import (
	"slices"
	"strings"
)

// ruleRow is a rule of a single value: a row of the one table that the checks of files, the JSON Schema, the comparison
// of platforms and, by the package spec, everybody else reads.
type ruleRow struct {
	key
	bound ruleBound
	// unit is what a limit counts, "" where it counts nothing.
	unit string
}

// ruleBound is how a rule narrows a value.
type ruleBound int

const (
	atMost ruleBound = iota
	atLeast
	oneOfSet
	ofForm
)

// The units, in the plural.
const (
	unitBytes      = "bytes"
	unitCharacters = "characters"
	unitItems      = "items"
)

// The rules, by their indexes in the table. Those of a text's length come first.
const (
	rowMinBytes = iota
	rowMaxBytes
	rowMinRunes
	rowMaxRunes
	rowMin
	rowMax
	rowEnum
	rowPattern
	rowFormat
	rowMinItems
	rowMaxItems
)

// formatNames are the named forms that a text can have.
var formatNames = []string{"url"}

// ruleRows is the table of rules, in the order in which violations are reported.
var ruleRows = [...]ruleRow{
	rowMinBytes: {key{name: "min_bytes", kind: sizeKey, on: onStrings, doc: "fewest bytes of UTF-8 of a value that is present"}, atLeast, unitBytes},
	rowMaxBytes: {key{name: "max_bytes", kind: sizeKey, on: onStrings, doc: "most bytes of UTF-8"}, atMost, unitBytes},
	rowMinRunes: {key{name: "min_runes", kind: sizeKey, on: onStrings, doc: "fewest Unicode characters of a value that is present"}, atLeast, unitCharacters},
	rowMaxRunes: {key{name: "max_runes", kind: sizeKey, on: onStrings, doc: "most Unicode characters"}, atMost, unitCharacters},
	rowMin:      {key{name: "min", kind: numberKey, on: onNumbers, doc: "least value"}, atLeast, ""},
	rowMax:      {key{name: "max", kind: numberKey, on: onNumbers, doc: "greatest value"}, atMost, ""},
	rowEnum:     {key{name: "enum", kind: textListKey, on: []string{kindString, kindID, kindInt}, doc: "the only values"}, oneOfSet, ""},
	rowPattern:  {key{name: "pattern", kind: plainKey, on: onStrings, doc: "RE2 expression that the whole value matches; the field or its scalar has an example that does"}, ofForm, ""},
	rowFormat:   {key{name: "format", kind: formatKey, on: onStrings, doc: "a named form: " + strings.Join(formatNames, " or ")}, ofForm, ""},
	rowMinItems: {key{name: "min_items", kind: sizeKey, on: onLists, doc: "fewest items"}, atLeast, unitItems},
	rowMaxItems: {key{name: "max_items", kind: sizeKey, on: onLists, doc: "most items"}, atMost, unitItems},
}

// ruleOn returns the rule of a key that a kind can have, nil when there is none.
func ruleOn(kind, name string) *ruleRow {
	for i := range ruleRows {
		if r := &ruleRows[i]; r.name == name && r.isOn(kind) {
			return r
		}
	}
	return nil
}

func (r *ruleRow) isOn(kind string) bool { return slices.Contains(r.on, kind) }

// ruleKeys are the keys of rules that some kind of field can have.
func ruleKeys(on []string) []key {
	var out []key
	for _, r := range ruleRows {
		if slices.ContainsFunc(on, r.isOn) {
			out = append(out, r.key)
		}
	}
	return out
}

// limitKeys are the keys of the limits that a kind can have, of any of the bounds.
func limitKeys(kind string, bounds ...ruleBound) []string {
	var out []string
	for _, r := range ruleRows {
		if r.isOn(kind) && slices.Contains(bounds, r.bound) {
			out = append(out, r.name)
		}
	}
	return out
}
