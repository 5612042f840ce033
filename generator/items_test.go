package generator_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/replygen/replygen/generator"
)

func TestItemTypesAreNamedAfterTheItem(t *testing.T) {
	for _, tt := range []struct {
		name, fields string
		types        []string
	}{
		{"the element's name", `
      - {name: Buttons, type: list, item: {name: Button, fields: [{name: A, type: string}]}}`, []string{"Button"}},
		{"the name that it is given", `
      - {name: Buttons, type: list, item: {name: Button, go: Key, fields: [{name: A, type: string}]}}`, []string{"Key"}},
		{"an element item says nothing", `
      - {name: Buttons, type: list, item: {name: item, fields: [{name: A, type: string}]}}`, []string{"ButtonsItem"}},
		{"one type for the same element", `
      - {name: Buttons, type: list, item: {name: Button, fields: [{name: A, type: string}]}}
      - {name: Others, type: list, item: {name: Button, fields: [{name: A, type: string}]}}
      - {name: Button, type: object, fields: [{name: A, type: string}]}`, []string{"Button"}},
		{"taken by an item that differs", `
      - {name: Buttons, type: list, item: {name: Button, fields: [{name: A, type: string}]}}
      - {name: Others, type: list, item: {name: Button, fields: [{name: B, type: string}]}}`, []string{"Button", "OthersItem"}},
		{"taken by an object that comes later", `
      - {name: Buttons, type: list, item: {name: Button, fields: [{name: A, type: string}]}}
      - {name: Button, type: object, fields: [{name: B, type: string}]}`, []string{"ButtonsItem", "Button"}},
		{"taken by a name that another item is given", `
      - {name: Buttons, type: list, item: {name: Button, fields: [{name: A, type: string}]}}
      - {name: Others, type: list, item: {name: x, go: Button, fields: [{name: B, type: string}]}}`, []string{"ButtonsItem", "Button"}},
		{"taken by a reply", `
      - {name: Buttons, type: list, item: {name: TextReply, fields: [{name: A, type: string}]}}`, []string{"ButtonsItem"}},
		{"taken by the package", `
      - {name: Buttons, type: list, item: {name: Violation, fields: [{name: A, type: string}]}}`, []string{"ButtonsItem"}},
		{"a union", `
      - {name: Buttons, type: list, item: {name: Button, type: union, tag: Kind, cases: [{case: big, fields: [{name: A, type: string}]}]}}`, []string{"BigButton", "Button"}},
	} {
		input := "replygen: 1\nplatform: {id: p}\nheader: {fields: [{name: MsgType, type: msg_type}]}\nreplies:\n  - type: text\n    fields:" + tt.fields + "\n"
		platform, err := inMemory(map[string][]byte{"spec.yaml": []byte(input)}).Load("spec.yaml")
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		files, err := generator.Generate(platform, generator.Options{})
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		var got []string
		for _, f := range files {
			if f.Name == "types.gen.go" {
				for _, m := range regexp.MustCompile(`(?m)^type (\w+) (?:struct|interface)`).FindAllSubmatch(f.Content, -1) {
					if name := string(m[1]); name != "Reply" && name != "TextReply" {
						got = append(got, name)
					}
				}
			}
		}
		if strings.Join(got, " ") != strings.Join(tt.types, " ") {
			t.Errorf("%s: the types are %q, not %q", tt.name, got, tt.types)
		}
	}
}
