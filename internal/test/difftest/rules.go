package difftest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/replygen/replygen/internal/judge"
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

// EachRule checks that each rule that the spec's reply states is enforced: values just inside it are valid and values
// just outside are not, to the package and to the interpreter, in the same words.
func EachRule[R Reply](t *testing.T, p *spec.Platform, parse func([]byte) (R, error)) {
	empty := fmt.Sprintf("<%[1]s><Type>%[2]s</Type></%[1]s>", p.Header.Root, p.Replies[0].Type)
	for _, f := range p.Replies[0].Fields {
		rule := spec.RulesOf(f.Kind)[0]
		seen := map[bool]bool{}
		for _, e := range edgesOf(f, rule) {
			if e.Rule != rule.Key {
				continue
			}
			seen[e.Inside] = true
			r, _, err := judge.Parse(p, []byte(empty))
			if err != nil {
				t.Fatal(err)
			}
			for _, at := range e.paths {
				if err := r.Set(at, e.Text); err != nil {
					t.Fatal(err)
				}
			}
			list := r.Violations()
			broken := slices.ContainsFunc(list, func(v judge.Violation) bool { return v.Field == f.Name && v.Rule == rule.Key })
			if broken == e.Inside {
				t.Errorf("%s: %q, inside %v: the interpreter finds %v", f.Name, e.Text, e.Inside, list)
			}
			var words []string
			for _, v := range list {
				words = append(words, v.String())
			}
			got := ""
			if _, err := parse([]byte(r.XML())); err != nil {
				got = err.Error()
			}
			if want := strings.Join(words, "; "); got != want {
				t.Errorf("%s: %q: the package says %q, and the interpreter %q", f.Name, e.Text, got, want)
			}
		}
		if !seen[true] || !seen[false] {
			t.Errorf("%s: no values inside and outside: %v", f.Name, seen)
		}
	}
}

// edge is a value at the edge of a rule, which the elements at some paths have.
type edge struct {
	judge.Edge
	paths []string
}

// edgesOf are those of a value, or the numbers of items of a list.
func edgesOf(f *spec.Field, rule spec.StatedRule) []edge {
	var out []edge
	for _, e := range judge.Edges(f.Kind) {
		out = append(out, edge{e, []string{f.Name}})
	}
	if _, ok := f.Kind.(*spec.List); ok {
		for n := 3; n <= 5; n++ {
			var items []string
			for i := range n {
				items = append(items, fmt.Sprintf("%s.item[%d]", f.Name, i))
			}
			inside := n == 4 || (n < 4) == (rule.Bound == spec.AtMost)
			out = append(out, edge{judge.Edge{Rule: rule.Key, Inside: inside, Text: "x"}, items})
		}
	}
	return out
}
