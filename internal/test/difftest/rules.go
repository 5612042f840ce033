package difftest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/replygen/replygen/spec"
)

// RulesSpec is a spec whose one reply has a field for each rule of a single value and each kind that can have it.
func RulesSpec(t *testing.T) string {
	var b strings.Builder
	b.WriteString(`replygen: 1
platform: {id: rules, title: Rules}
header: {fields: [{name: Type, type: msg_type}]}
replies:
  - type: all
    fields:
`)
	for _, rule := range spec.ValueRules() {
		list := statements(rule)
		if len(list) == 0 {
			t.Errorf("%s: how does a field state it?", rule.Key)
		}
		for i, said := range list {
			for _, kind := range rule.Kinds() {
				if kind == "list" {
					said += ", item: {name: item, type: string}"
				}
				fmt.Fprintf(&b, "      - {name: %s_%s%d, type: %s, %s}\n", rule.Key, kind, i+1, kind, said)
			}
		}
	}
	return b.String()
}

// statements are what fields say to have a rule.
func statements(rule *spec.ValueRule) []string {
	switch {
	case rule.IsLimit():
		return []string{rule.Key + ": 4"}
	case rule.Bound == spec.OneOfSet:
		return []string{rule.Key + ": [3, 5]"}
	case rule.Key == "pattern":
		return []string{`pattern: "[a-z]+", example: abc`}
	case rule.Key == "format":
		var out []string
		for _, f := range spec.Formats() {
			out = append(out, "format: "+f.Name)
		}
		return out
	}
	return nil
}
