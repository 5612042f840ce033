package spec_test

import (
	"strings"
	"testing"

	"github.com/replygen/replygen/internal/test/difftest"
	"github.com/replygen/replygen/spec"
)

// RulesSpec states limits of 4.
func TestEachRuleHasItsClasses(t *testing.T) {
	base := []byte(difftest.RulesSpec(t))
	with := mustLoad(t, "base.yaml", base)
	check := func(field string, rule spec.StatedRule, change string, class, back spec.Class) {
		overlay := "replygen: 1\noverlay: over\nextends: base.yaml\nchanges:\n  - {edit: replies.all." + field + ", " + change + "}\n"
		changed := mustLoad(t, "base.yaml", base, "over.yaml", []byte(overlay))
		for want, pair := range map[spec.Class][2]*spec.Platform{class: {with, changed}, back: {changed, with}} {
			got := spec.Diff(pair[0], pair[1])
			if len(got) != 1 || got[0].Class != want || !strings.HasSuffix(got[0].Path, "."+rule.Key) {
				t.Errorf("%s, %s: %+v, not %v", field, change, got, want)
			}
		}
	}
	for _, f := range with.Replies[0].Fields {
		rule := spec.RulesOf(f.Kind)[0]
		check(f.Name, rule, "unset: ["+rule.Key+"]", spec.Widening, spec.Narrowing)
		switch rule.Bound {
		case spec.AtMost:
			check(f.Name, rule, "set: {"+rule.Key+": 3}", spec.Narrowing, spec.Widening)
		case spec.AtLeast:
			check(f.Name, rule, "set: {"+rule.Key+": 3}", spec.Widening, spec.Narrowing)
		case spec.OneOfSet:
			check(f.Name, rule, "set: {"+rule.Key+": [3]}", spec.Narrowing, spec.Widening)
		case spec.OfForm:
		}
	}
}

// A lower limit above an upper one leaves no value.
func TestLimitsConflict(t *testing.T) {
	for rules, want := range map[string]bool{
		"min_runes: 3, max_runes: 2": true, "min_runes: 2, max_runes: 2": false,
		"min_runes: 3, max_bytes: 2": true, "min_runes: 2, max_bytes: 2": false,
		"min_bytes: 3, max_bytes: 2": true, "min_bytes: 9, max_runes: 2": true, "min_bytes: 8, max_runes: 2": false,
	} {
		source := "replygen: 1\nplatform: {id: a, title: A}\nheader: {fields: []}\nreplies: [{type: text, fields: [{name: F, type: string, " + rules + "}]}]\n"
		_, err := loadFiles("a.yaml", []byte(source))
		if got := err != nil && strings.Contains(err.Error(), "rule-conflict"); got != want {
			t.Errorf("%s: %v", rules, err)
		}
	}
}
