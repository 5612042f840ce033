package generator_test

import (
	"fmt"
	"regexp"
	"slices"
	"testing"

	"github.com/replygen/replygen/generator"
	"github.com/replygen/replygen/spec"
)

func TestEachUpperLimitOfATextIsOneToTruncateTo(t *testing.T) {
	for _, rule := range spec.ValueRules() {
		if rule.Bound != spec.AtMost || !slices.Contains(rule.Kinds(), "string") {
			continue
		}
		input := fmt.Sprintf("replygen: 1\nplatform: {id: p}\nheader: {fields: [{name: MsgType, type: msg_type}]}\n"+
			"replies: [{type: text, fields: [{name: Content, type: string, truncates: true, %s: 77}]}]\n", rule.Key)
		platform, err := inMemory(map[string][]byte{"spec.yaml": []byte(input)}).Load("spec.yaml")
		if err != nil {
			t.Fatal(err)
		}
		files, err := generator.Generate(platform, generator.Options{})
		if err != nil {
			t.Fatal(err)
		}
		call := regexp.MustCompile(`return truncate\(s, (77, .*|.*, 77)\)`)
		if !slices.ContainsFunc(files, func(f generator.File) bool { return call.Match(f.Content) }) {
			t.Errorf("%s: TruncateContent does not cut to it", rule.Key)
		}
	}
}
