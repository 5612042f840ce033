package judge

import (
	"testing"

	"github.com/replygen/replygen/spec"
)

// allKinds is a platform with every kind, presence and rule.
const allKinds = `replygen: 1
platform: {id: all, title: all kinds}
scalars:
  - {name: Link, format: url}
header:
  root: msg
  fields:
    - {name: To, type: string, required: true, max_bytes: 8, example: me}
    - {name: At, type: unix_time, required: true, min: 10, example: 12}
    - {name: Type, type: msg_type}
    - {name: Version, type: const, value: "v]]>1"}
replies:
  - type: card
    fields:
      - {name: Name, type: string, min_runes: 2, max_runes: 3, pattern: "[a-z中]*", examples: [{value: ab}], cdata: false}
      - {name: Mode, type: string, enum: [a, b]}
      - {name: Home, type: Link}
      - {name: Level, type: int, required: true, min: 1, max: 9, enum: [1, 3, 9], example: 3}
      - {name: Rank, type: int, min: 0}
      - {name: Scale, type: float, max: 1.5}
      - {name: Mute, type: bool, cdata: true}
      - {name: Until, type: unix_time, min: 5}
      - name: Trans
        type: object
        fields:
          - {name: Account, type: string}
          - {name: Weight, type: int, required: true}
          - {name: Note, type: string, required: true, max_bytes: 4}
          - name: Inner
            type: object
            required: true
            fields:
              - {name: Depth, type: int, required: true}
              - {name: Since, type: unix_time, required: true}
              - name: Words
                type: list
                item: {name: word, type: string, max_runes: 3}
              - {name: WordCount, type: count, of: Words}
      - name: Card
        type: union
        tag: Kind
        cases:
          - {case: notice, fields: [{name: Text, type: string, required: true}, {name: Url, type: Link}]}
          - {case: vote, fields: [{name: Ask, type: string}, {name: Mode, type: int, required: true}]}
      - {name: Free, type: object, fields: [{name: A, type: string}, {name: B, type: int, min: 1}]}
      - {name: JumpCount, type: count, of: Jump}
      - name: Jump
        type: list
        flat: true
        max_items: 3
        item:
          fields:
            - {name: Title, type: string, required: true}
            - {name: Url, type: Link}
            - {name: Page, type: string}
          rules:
            - {name: target, one_of: [Url, Page]}
      - name: Sizes
        type: list
        min_items: 2
        max_items: 4
        item: {name: size, type: int, max: 100}
      - name: Forms
        type: list
        item:
          name: form
          type: union
          tag: Kind
          cases:
            - {case: x, fields: [{name: X, type: string}]}
    rules:
      - {name: r1, field: Mode, requires: [Home]}
      - {name: r2, field: Rank, forbids: [Scale, Mute]}
      - {name: r3, field: Until, required_when: {field: Level, in: [1]}}
      - {name: r4, at_least_one_of: [Name, Mode]}
`

func load(t testing.TB, text string) *spec.Platform {
	t.Helper()
	loader := spec.Loader{ReadFile: func(string) ([]byte, error) { return []byte(text), nil }}
	p, err := loader.Load("test.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func sampleOf(t testing.TB, p *spec.Platform, reply string) *Reply {
	t.Helper()
	r, err := Sample(p, reply)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// with sets path, value, path, value …
func with(t testing.TB, r *Reply, pairs ...string) *Reply {
	t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		if err := r.Set(pairs[i], pairs[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	return r
}
