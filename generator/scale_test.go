package generator_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/replygen/replygen/generator"
)

// scaledSpec is a spec of n replies, each with an object and a list of its own beside values of every kind.
func scaledSpec(n int) []byte {
	var b strings.Builder
	b.WriteString(`replygen: 1
platform: {id: scaled, title: Scaled}
scalars:
  - {name: OpenID, max_bytes: 64}
  - {name: URL, format: url}
header:
  fields:
    - {name: ToUserName, type: OpenID, required: true}
    - {name: CreateTime, type: unix_time, required: true}
    - {name: MsgType, type: msg_type}
replies:
`)
	for i := range n {
		fmt.Fprintf(&b, `  - type: reply%d
    title: 第%[1]d种回复
    fields:
      - {name: Content, type: string, required: true, max_bytes: %[2]d, pattern: "[a-z]{%[3]d}", examples: [{value: "%[4]s"}]}
      - {name: Level, type: int, min: 1, max: 9}
      - name: Media%[1]d
        type: object
        fields: [{name: Title, type: string, max_runes: 20}, {name: Url, type: URL}]
      - name: Articles%[1]d
        type: list
        max_items: 8
        item: {name: item, go: Article%[1]d, fields: [{name: Title, type: string, required: true}, {name: Url, type: URL}]}
    rules: [{name: some, at_least_one_of: [Level, Media%[1]d, Articles%[1]d]}]
`, i, 100+i, 1+i%50, strings.Repeat("a", 1+i%50))
	}
	return []byte(b.String())
}

func generateScaled(t testing.TB, input []byte) []generator.File {
	t.Helper()
	platform, err := inMemory(map[string][]byte{"spec.yaml": input}).Load("spec.yaml")
	if err != nil {
		t.Fatal(err)
	}
	files, err := generator.Generate(platform, generator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// The time per reply shows whether a step grows faster than the spec.
func BenchmarkLoadAndGenerate(b *testing.B) {
	for _, n := range []int{10, 100, 1000} {
		b.Run(fmt.Sprintf("replies=%d", n), func(b *testing.B) {
			input := scaledSpec(n)
			for b.Loop() {
				generateScaled(b, input)
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "µs/reply")
		})
	}
}

func BenchmarkLoad(b *testing.B) {
	for _, n := range []int{10, 100, 1000} {
		b.Run(fmt.Sprintf("replies=%d", n), func(b *testing.B) {
			input := map[string][]byte{"spec.yaml": scaledSpec(n)}
			for b.Loop() {
				if _, err := inMemory(input).Load("spec.yaml"); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "µs/reply")
		})
	}
}

// BenchmarkVet is what vet does with 10,000 lines of YAML.
func BenchmarkVet(b *testing.B) {
	const lines = 10000
	input := scaledSpec(lines / 13)
	for bytes.Count(input, []byte("\n")) < lines {
		input = append(input, "# a comment\n"...)
	}
	files := map[string][]byte{"spec.yaml": input}
	for b.Loop() {
		platform, err := inMemory(files).Load("spec.yaml")
		if err != nil {
			b.Fatal(err)
		}
		if err := generator.Check(platform, generator.Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(lines, "lines")
}
