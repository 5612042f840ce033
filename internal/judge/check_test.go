package judge

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// rulesOf is "Field rule" for each violation.
func rulesOf(list []Violation) []string {
	var out []string
	for _, v := range list {
		out = append(out, v.Field+" "+v.Rule)
	}
	return out
}

func TestEachRuleIsHeldInDocumentOrder(t *testing.T) {
	p := load(t, allKinds)
	for _, tt := range []struct {
		name string
		set  []string
		want []string
	}{
		{"sample", nil, nil},
		{"required", []string{"To", "", "At", ""}, []string{"To required", "At required"}},
		{"chars and bytes", []string{"To", "abcdefgh\x01"}, []string{"To chars", "To max_bytes"}},
		{"limit is allowed", []string{"To", "abcdefgh", "At", "10", "Name", "中中中", "Level", "1", "Until", "5", "Scale", "1.5"}, nil},
		{"below limits", []string{"At", "9", "Name", "A", "Level", "0"}, []string{"At min", "Name min_runes", "Name pattern", "Level min", "Level enum"}},
		{"above limits", []string{"Name", "中中中中", "Level", "10", "Scale", "1.6"}, []string{"Name max_runes", "Level max", "Level enum", "Scale max"}},
		{"not finite", []string{"Scale", "NaN"}, []string{"Scale finite"}},
		{"infinite", []string{"Scale", "Inf"}, []string{"Scale finite"}},
		{"pattern is anchored", []string{"Name", "ab\n"}, []string{"Name pattern"}},
		{"enum and format", []string{"Mode", "c", "Home", "example.com"}, []string{"Mode enum", "Home format"}},
		{"optional object", []string{"Trans.Note", "12345"}, []string{"Trans.Note max_bytes", "Trans.Inner.Since required"}},
		{"object there by another child", []string{"Trans.Account", "x"}, []string{"Trans.Note required", "Trans.Inner.Since required"}},
		{"items of texts", []string{"Trans.Note", "n", "Trans.Inner.Since", "1", "Trans.Inner.Words.word[0]", "abcd", "Trans.Inner.Words.word[1]", ""}, []string{"Trans.Inner.Words.word[0] max_runes", "Trans.Inner.Words.word[1] required"}},
		{"union's form", []string{"Card.Kind", "notice", "Card.Url", "x"}, []string{"Card.Text required", "Card.Url format"}},
		{"rule within an item", []string{"Jump[0].Title", "t", "Jump[1]", ""}, []string{"Jump[0].Url one_of", "Jump[1].Title required", "Jump[1].Url one_of"}},
		{"both of one_of", []string{"Jump[0].Title", "t", "Jump[0].Url", "a://b", "Jump[0].Page", "p"}, []string{"Jump[0].Url one_of"}},
		{"max_items", []string{"Jump[0].Title", "t", "Jump[0].Page", "p", "Jump[1].Title", "t", "Jump[1].Page", "p", "Jump[2].Title", "t", "Jump[2].Page", "p", "Jump[3].Title", "t", "Jump[3].Page", "p"}, []string{"Jump max_items"}},
		{"items of numbers", []string{"Sizes.size[2]", "101"}, []string{"Sizes.size[2] max"}},
		{"list that must hold", []string{"Sizes", ""}, []string{"Sizes min_items"}},
		{"item without a form", []string{"Forms.form[0].Kind", "x", "Forms.form[1]", ""}, []string{"Forms.form[1] required"}},
		{"requires", []string{"Mode", "a"}, []string{"Mode requires"}},
		{"forbids", []string{"Rank", "0", "Mute", "false"}, []string{"Rank forbids"}},
		{"required_when", []string{"Level", "1"}, []string{"Until required_when"}},
		{"at_least_one_of", []string{"Name", ""}, []string{"Name at_least_one_of"}},
		{"rules across fields come last", []string{"Level", "1", "Name", "", "Forms.form[0]", ""}, []string{"Forms.form[0] required", "Until required_when", "Name at_least_one_of"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := rulesOf(with(t, sampleOf(t, p, "card"), tt.set...).Violations())
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestViolationGivesTheRulesNumbers(t *testing.T) {
	r := with(t, sampleOf(t, load(t, allKinds), "card"), "To", "123456789", "At", "9", "Name", "a", "Mode", "c", "Level", "4", "Sizes", "")
	want := []Violation{
		{Field: "To", Rule: "max_bytes", Limit: 8, Got: 9},
		{Field: "At", Rule: "min", Limit: 10, Got: 9},
		{Field: "Name", Rule: "min_runes", Limit: 2, Got: 1},
		{Field: "Mode", Rule: "enum", Detail: "a, b"},
		{Field: "Level", Rule: "enum", Detail: "1, 3, 9"},
		{Field: "Sizes", Rule: "min_items", Limit: 2, Got: 0},
		{Field: "Mode", Rule: "requires", Detail: "Home"},
	}
	if diff := cmp.Diff(want, r.Violations()); diff != "" {
		t.Error(diff)
	}
	for _, v := range want {
		if line := v.String(); !strings.HasPrefix(line, v.Field+": "+v.Rule) || strings.HasSuffix(line, ": ") {
			t.Errorf("%q", line)
		}
	}
}

func TestViolationSaysWhatItsRuleAsks(t *testing.T) {
	for _, rule := range []string{"max_bytes", "min_runes", "max_runes", "min_items", "max_items", "count", "min", "max"} {
		line := Violation{Field: "F", Rule: rule, Limit: 17, Got: 23}.String()
		if !strings.HasPrefix(line, "F: "+rule+": ") || !strings.Contains(line, "17") || !strings.Contains(line, "23") {
			t.Errorf("%q", line)
		}
	}
	for _, rule := range []string{"min", "max", "enum", "pattern", "format", "type", "requires", "forbids", "one_of", "at_least_one_of", "required_when", "const"} {
		line := Violation{Field: "F", Rule: rule, Detail: "the detail"}.String()
		if !strings.HasPrefix(line, "F: "+rule+": ") || !strings.Contains(line, "the detail") || strings.Contains(line, "0") {
			t.Errorf("%q", line)
		}
	}
	for _, rule := range []string{"required", "finite", "unknown_element", "duplicate_element"} {
		line := Violation{Field: "F", Rule: rule}.String()
		if !strings.HasPrefix(line, "F: "+rule) || strings.HasSuffix(line, ": ") || strings.Contains(line, "0") {
			t.Errorf("%q", line)
		}
	}
	if line := (Violation{Field: "F", Rule: "chars", Offset: 17}).String(); !strings.Contains(line, "17") {
		t.Errorf("%q", line)
	}
}

func TestLimitThatIsNoIntEverywhereIsAText(t *testing.T) {
	p := load(t, `replygen: 1
platform: {id: x}
header: {fields: [{name: To, type: string}]}
replies:
  - type: text
    fields:
      - {name: Least, type: int, min: -2147483647}
      - {name: Less, type: int, min: -2147483649}
      - {name: Most, type: int, max: 2147483646}
      - {name: More, type: int, max: 2147483648}
      - {name: Until, type: unix_time, max: 4102444800}
      - {name: Scale, type: float, min: 0.25, max: 2}
      - {name: Ratio, type: float, min: 1, max: 2}
`)
	r := with(t, sampleOf(t, p, "text"), "Least", "-2147483648", "Less", "-2147483650", "Most", "2147483647", "More", "2147483650",
		"Until", "4102444801", "Scale", "3", "Ratio", "-Inf")
	want := []Violation{
		{Field: "Least", Rule: "min", Limit: -2147483647, Got: -2147483648},
		{Field: "Less", Rule: "min", Detail: "-2147483649"},
		{Field: "Most", Rule: "max", Limit: 2147483646, Got: 2147483647},
		{Field: "More", Rule: "max", Detail: "2147483648"},
		{Field: "Until", Rule: "max", Detail: "4102444800"},
		{Field: "Scale", Rule: "max", Detail: "2"},
		{Field: "Ratio", Rule: "finite"},
	}
	if diff := cmp.Diff(want, r.Violations()); diff != "" {
		t.Error(diff)
	}
}

func TestPlaceholderIsAnUnchangedExample(t *testing.T) {
	p := load(t, `replygen: 1
platform: {id: x}
header: {fields: [{name: To, type: string, required: true, format: url, example: long}]}
replies:
  - type: text
    fields:
      - {name: Url, type: string, format: url, example: url}
      - {name: Page, type: string}
    rules: [{name: r, field: Url, requires: [Page]}]
`)
	r := sampleOf(t, p, "text")
	if err := r.Set("Page", "p"); err != nil {
		t.Fatal(err)
	}
	broken, placeholders := r.Judge()
	if diff := cmp.Diff([]string{"To format", "Url format"}, rulesOf(placeholders)); diff != "" || broken != nil {
		t.Error(diff, broken)
	}
	with(t, r, "Url", "url", "Page", "")
	broken, placeholders = r.Judge()
	if diff := cmp.Diff([]string{"To format"}, rulesOf(placeholders)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Url format", "Url requires"}, rulesOf(broken)); diff != "" {
		t.Error(diff)
	}
}
