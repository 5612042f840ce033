package rt

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestViolationNamesFieldRuleAndNumbers(t *testing.T) {
	for _, tt := range []struct {
		v    Violation
		want []string
	}{
		{Violation{Field: "Content", Rule: "required"}, []string{"Content", "required"}},
		{Violation{Field: "Content", Rule: "chars", Offset: 17}, []string{"Content", "chars", "17"}},
		{Violation{Field: "T", Rule: "max_bytes", Limit: 128, Got: 140}, []string{"T", "max_bytes", "128 bytes", "140"}},
		{Violation{Field: "T", Rule: "max_runes", Limit: 64, Got: 65}, []string{"max_runes", "64", "65"}},
		{Violation{Field: "T", Rule: "min_runes", Limit: 2, Got: 1}, []string{"min_runes", "2", "1"}},
		{Violation{Field: "T", Rule: "enum", Detail: "a, b"}, []string{"enum", "a, b"}},
		{Violation{Field: "T", Rule: "pattern", Detail: "^[a-z]+$"}, []string{"pattern", "^[a-z]+$"}},
		{Violation{Field: "T", Rule: "format", Detail: "url"}, []string{"format", "url"}},
		{Violation{Field: "N", Rule: "min", Limit: 0, Got: -3}, []string{"min", "0", "-3"}},
		{Violation{Field: "N", Rule: "max", Limit: 5, Got: 6}, []string{"max", "5", "6"}},
		{Violation{Field: "N", Rule: "min", Detail: "0.5"}, []string{"min", "0.5"}},
		{Violation{Field: "N", Rule: "max", Detail: "18446744073709551615"}, []string{"max", "18446744073709551615"}},
		{Violation{Field: "N", Rule: "finite"}, []string{"finite"}},
		{Violation{Field: "L", Rule: "min_items", Limit: 1, Got: 0}, []string{"min_items", "1 items", "0"}},
		{Violation{Field: "L", Rule: "max_items", Limit: 10, Got: 11}, []string{"max_items", "10 items", "11"}},
		{Violation{Field: "L", Rule: "max_items_replying_to", Limit: 1, Got: 2, Detail: "text"}, []string{"max_items_replying_to", "1", "2", "text"}},
		{Violation{Field: "A", Rule: "requires", Detail: "B"}, []string{"requires", "B"}},
		{Violation{Field: "A", Rule: "forbids", Detail: "B"}, []string{"forbids", "B"}},
		{Violation{Rule: "one_of", Detail: "A, B"}, []string{"one_of", "A, B"}},
		{Violation{Rule: "at_least_one_of", Detail: "A, B"}, []string{"at_least_one_of", "A, B"}},
		{Violation{Field: "A", Rule: "required_when", Detail: "B is x"}, []string{"required_when", "B is x"}},
		{Violation{Field: "ArticleCount", Rule: "count", Limit: 2, Got: 3}, []string{"ArticleCount", "count", "2", "3"}},
		{Violation{Field: "MsgType", Rule: "const", Detail: "text"}, []string{"const", "text"}},
		{Violation{Field: "CreateTime", Rule: "type", Detail: "integer"}, []string{"type", "integer"}},
		{Violation{Field: "X", Rule: "unknown_element"}, []string{"X", "unknown_element"}},
		{Violation{Field: "X", Rule: "duplicate_element"}, []string{"X", "duplicate_element"}},
		{Violation{Field: "X", Rule: "new_rule", Limit: 7, Got: 9, Detail: "why"}, []string{"X", "new_rule", "7", "9", "why"}},
	} {
		got := tt.v.String()
		for _, want := range tt.want {
			if !strings.Contains(got, want) {
				t.Errorf("%q does not say %q", got, want)
			}
		}
		if strings.HasPrefix(got, ":") || strings.HasSuffix(got, ": ") || strings.Contains(got, "\n") {
			t.Errorf("%q has an empty part or more than one line", got)
		}
	}
}

func TestRuleWithoutNumbersStatesNone(t *testing.T) {
	for _, rule := range []string{"required", "unknown_element", "new_rule"} {
		if got := (Violation{Field: "A", Rule: rule}).String(); strings.ContainsAny(got, "0123456789") {
			t.Errorf("%q states a number", got)
		}
	}
}

func TestDetailStandsAsItIs(t *testing.T) {
	for _, detail := range []string{"a, ", "{limit}, {got}"} {
		for _, rule := range []string{"const", "min", "new_rule"} {
			v := Violation{Field: "A", Rule: rule, Limit: 1, Got: 2, Detail: detail}
			if got := v.String(); !strings.HasSuffix(got, " "+detail) {
				t.Errorf("%q does not end in %q", got, detail)
			}
		}
	}
}

func TestValidationErrorListsEveryViolationInOrder(t *testing.T) {
	var v violations
	v.add("B", "required")
	v.limit("A", "max_bytes", 4, 5)
	v.detail("C", "enum", "x, y")
	var invalid *ValidationError
	if !errors.As(v.err(), &invalid) {
		t.Fatalf("err() is %T", v.err())
	}
	want := []Violation{
		{Field: "B", Rule: "required"},
		{Field: "A", Rule: "max_bytes", Limit: 4, Got: 5},
		{Field: "C", Rule: "enum", Detail: "x, y"},
	}
	if diff := cmp.Diff(want, invalid.Violations); diff != "" {
		t.Error(diff)
	}
	text := invalid.Error()
	at := 0
	for _, part := range want {
		i := strings.Index(text[at:], part.String())
		if i < 0 {
			t.Fatalf("%q lacks %q or has it out of order", text, part)
		}
		at += i
	}
}
