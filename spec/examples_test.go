package spec_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/replygen/replygen/spec"
)

// violating has, for each rule of a value, the rule as a spec states it and a value that violates it.
var violating = map[string][2]string{
	"min_bytes": {"3", "ab"}, "max_bytes": {"5", "一二"}, "min_runes": {"3", "一二"}, "max_runes": {"2", "abc"},
	"min": {"3", "2"}, "max": {"3", "4"}, "enum": {"[1, 3]", "2"}, "pattern": {"'[0-9]+'", "1a"}, "format": {"url", "a/b"},
}

func withField(field string) []byte {
	return []byte("replygen: 1\nplatform: {id: p}\nheader: {fields: [{name: T, type: msg_type}]}\nreplies:\n  - type: a\n    fields:\n      - " + field + "\n")
}

func TestAnExampleThatViolatesEachRuleIsAnError(t *testing.T) {
	for _, rule := range spec.ValueRules() {
		for _, kind := range rule.Kinds() {
			if kind == "list" {
				continue // has no examples
			}
			v, ok := violating[rule.Key]
			if !ok {
				t.Errorf("no value that violates %s", rule.Key)
				continue
			}
			base := fmt.Sprintf("{name: A, type: %s, %s: %s, ", kind, rule.Key, v[0])
			if rule.Key == "pattern" {
				base += "example: 12, "
			}
			_, err := loadFiles("a.yaml", withField(base+"examples: [{value: "+v[1]+"}]}"))
			if err == nil || !strings.Contains(err.Error(), "violates "+rule.Key+" [example]") {
				t.Errorf("%s of %s: %v", rule.Key, kind, err)
			}
			mustLoad(t, "a.yaml", withField(base+"examples: [{value: "+v[1]+", violates: "+rule.Key+"}]}"))
			if rule.Bound != spec.OfForm {
				if _, err := loadFiles("a.yaml", withField(base+"example: "+v[1]+"}")); err == nil {
					t.Errorf("%s of %s: the sample %s is no error", rule.Key, kind, v[1])
				}
			}
		}
	}
}

func TestAnExampleThatViolatesNothingOrAnotherRuleIsAnError(t *testing.T) {
	for _, example := range []string{"{value: a, violates: max_runes}", "{value: ab, violates: max_bytes}", `{value: a, violates: required}`, `{value: ""}`, "{value: abc, violates: pattern}"} {
		_, err := loadFiles("a.yaml", withField("{name: A, type: string, required: true, max_runes: 2, max_bytes: 9, examples: ["+example+"]}"))
		if err == nil || !strings.Contains(err.Error(), "[example]") {
			t.Errorf("%s: %v", example, err)
		}
	}
}

// The resolved spec states what is true now, and so reads back.
func TestOverlayThatOvertakesExamplesGivesThemTheRuleThatTheyViolateNow(t *testing.T) {
	base := withField("{name: A, type: string, max_runes: 2, example: ab, examples: [{value: abc, violates: max_runes}, {value: ab}]}")
	overlay := func(limit string) []byte {
		return []byte("replygen: 1\noverlay: o\nextends: base.yaml\nchanges:\n  - {edit: replies.a.A, " + limit + "}\n")
	}
	for limit, want := range map[string][]string{
		"set: {max_runes: 3}":                     {"", ""},
		"set: {max_runes: 1}":                     {"max_runes", "max_runes"},
		"set: {max_bytes: 1}, unset: [max_runes]": {"max_bytes", "max_bytes"},
	} {
		p := mustLoad(t, "base.yaml", base, "o.yaml", overlay(limit))
		f := p.Replies[0].Fields[0]
		if got := []string{f.Examples[0].Violates, f.Examples[1].Violates}; !slices.Equal(got, want) {
			t.Errorf("%s: %q", limit, got)
		}
		if (len(f.Example) > 0) != (want[1] == "") {
			t.Errorf("%s: the sample is %v", limit, f.Example)
		}
		mustLoad(t, "again.yaml", yamlOf(t, p))
	}
	if _, err := loadFiles("base.yaml", base, "o.yaml", overlay("set: {examples: [{value: abc}]}")); err == nil {
		t.Error("the overlay's own example is no error")
	}
}

func TestOvertakenExamplesNameTheChangeThatOvertakesThem(t *testing.T) {
	base := []byte(`replygen: 1
platform: {id: p}
header: {fields: [{name: T, type: msg_type}]}
scalars: [{name: S, max_runes: 2}]
replies:
  - type: a
    fields:
      - {name: A, type: S, example: ab, examples: [{value: abc, violates: max_runes}, {value: ab}]}
`)
	p := mustLoad(t, "base.yaml", base, "o.yaml", []byte(`replygen: 1
overlay: o
extends: base.yaml
changes:
  - edit: scalars.S
    set: {max_runes: 1}
    because: shorter
  - {add: scalars.Other, value: {doc: d}}
`))
	for path, want := range map[string][]string{
		"replies.a.A.example": {"o:6 edit by o gone, shorter", "base:8 ab"},
		"replies.a.A.examples": {
			"o:6 edit by o [{value: abc, violates: max_runes}, {value: ab, violates: max_runes}], shorter",
			"base:8 [{value: abc, violates: max_runes}, {value: ab}]",
		},
	} {
		if got := steps(explainOne(t, p, path)); !slices.Equal(got, want) {
			t.Errorf("%s: %q", path, got)
		}
	}
	lines, err := p.YAML(true)
	if err != nil || !strings.Contains(string(lines), "violates: max_runes # o.yaml:6") {
		t.Errorf("%v\n%s", err, lines)
	}
}
