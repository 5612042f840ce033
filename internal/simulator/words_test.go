package simulator

import (
	"regexp"
	"slices"
	"testing"

	"github.com/replygen/replygen/internal/judge"
	"github.com/replygen/replygen/internal/platform"
	"github.com/replygen/replygen/internal/rt"
	"github.com/replygen/replygen/spec"
)

// The page words a fault in Chinese by its rule or its aspect. In English it shows the rule and the message.
func TestEachRuleAndAspectHasWordsInBothLanguages(t *testing.T) {
	plain := []string{"required", "unknown_element", "duplicate_element"} // their names are their English words
	rules := []string{
		"required", spec.CharsRule, spec.FiniteRule, "requires", "forbids", "required_when", "one_of", "at_least_one_of",
		"unknown_element", "duplicate_element", "type", "const", "count",
	}
	for _, r := range spec.ValueRules() {
		rules = append(rules, r.Key)
	}
	aspects := []platform.Aspect{
		platform.Status, platform.Sealed, platform.Signed, platform.Stamped, platform.Recipient, platform.PlainAck,
		platform.UTF8, platform.Single, platform.WellFormed, platform.Shape, platform.Addresses, platform.Time,
	}
	script, err := page.ReadFile("page/faults.js")
	if err != nil {
		t.Fatal(err)
	}
	chinese := map[string]string{}
	for _, entry := range regexp.MustCompile(`(?m)^  '?([a-z_0-9 ]+)'?: '(.*)',$`).FindAllStringSubmatch(string(script), -1) {
		chinese[entry[1]] = entry[2]
	}
	for _, rule := range rules {
		english := judge.Violation{Field: "F", Rule: rule}.String()
		if generated := (rt.Violation{Field: "F", Rule: rule}).String(); generated != english {
			t.Errorf("%q in packages, %q in the simulator", generated, english)
		}
		if chinese[rule] == "" || english == "F: "+rule && !slices.Contains(plain, rule) {
			t.Errorf("%s: %q, %q", rule, chinese[rule], english)
		}
	}
	for _, aspect := range aspects {
		if chinese[string(aspect)] == "" {
			t.Errorf("%s has no words", aspect)
		}
	}
	values := []string{"limit", "got", "detail", "offset", "message", "0", "1", "2"}
	for name, words := range chinese {
		if !slices.Contains(rules, name) && !slices.Contains(aspects, platform.Aspect(name)) {
			t.Errorf("%s is neither a rule nor an aspect", name)
		}
		for _, value := range regexp.MustCompile(`\{(.*?)\}`).FindAllStringSubmatch(words, -1) {
			if !slices.Contains(values, value[1]) {
				t.Errorf("%s: no fault has a value %q", name, value[1])
			}
		}
	}
}
