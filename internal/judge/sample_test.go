package judge

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/replygen/replygen/spec"
)

// between is white space between elements. The pages have no-break spaces in
// places, which XML takes for text.
var between = regexp.MustCompile(`>[\s\x{A0}]+<`)

// vendorSamples calls test with each sample that a vendor's page shows.
func vendorSamples(t *testing.T, test func(t *testing.T, p *spec.Platform, reply, sample string)) {
	t.Helper()
	files, err := filepath.Glob("../../testdata/samples/*/*.xml")
	if err != nil || len(files) != 13 {
		t.Fatalf("%d samples, %v", len(files), err)
	}
	for _, file := range files {
		platform := filepath.Base(filepath.Dir(file))
		reply := strings.TrimSuffix(filepath.Base(file), ".xml")
		t.Run(platform+"/"+reply, func(t *testing.T) {
			p, err := spec.Load(platform)
			if err != nil {
				t.Fatal(err)
			}
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			test(t, p, reply, strings.TrimSpace(string(content)))
		})
	}
}

func TestSampleIsThatOfTheVendorsPage(t *testing.T) {
	vendorSamples(t, func(t *testing.T, p *spec.Platform, reply, sample string) {
		if p.ID == "wecombot" {
			return // the page escapes its XML as if it were JSON; the spec's examples do not
		}
		r, err := Sample(p, reply)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(between.ReplaceAllString(sample, "><"), r.XML()); diff != "" {
			t.Error(diff)
		}
	})
}

func TestVendorsSampleReadsAndWritesAsItself(t *testing.T) {
	vendorSamples(t, func(t *testing.T, p *spec.Platform, _, sample string) {
		r, _, err := Parse(p, []byte(sample))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(between.ReplaceAllString(sample, "><"), r.XML()); diff != "" {
			t.Error(diff)
		}
	})
}

func TestSampleHoldsWhatMustBeThere(t *testing.T) {
	r := sampleOf(t, load(t, allKinds), "card")
	if list := r.Violations(); list != nil {
		t.Error(list)
	}
	for _, absent := range []string{"<Mode>", "<Rank>", "<Trans>", "<Card>", "<Jump>", "<Forms>"} {
		if strings.Contains(r.XML(), absent) {
			t.Errorf("%s has no example and need not be there", absent)
		}
	}
	if n := strings.Count(r.XML(), "<size>"); n != 2 {
		t.Errorf("%d sizes where 2 is the least", n)
	}
}

func TestSampleTakesTheIthExampleForTheIthItem(t *testing.T) {
	r := sampleOf(t, load(t, `replygen: 1
platform: {id: x}
header: {fields: [{name: To, type: string, required: true}]}
replies:
  - type: text
    fields:
      - name: L
        type: list
        item:
          name: i
          fields:
            - {name: A, type: string, example: [a1, a2, a3]}
            - {name: B, type: string, example: b}
            - {name: C, type: int, required: true}
            - name: O
              type: object
              fields: [{name: D, type: int, example: [1, 2, 3]}, {name: E, type: string}]
            - name: N
              type: list
              flat: true
              item: {type: string, example: [n1, n2]}
      - name: U
        type: union
        tag: K
        cases:
          - {case: one, fields: [{name: F, type: string, example: f}]}
          - {case: two, fields: [{name: G, type: string, example: g}]}
`), "text")
	item := func(i string) string {
		return "<i><A><![CDATA[a" + i + "]]></A><B><![CDATA[b]]></B><C>1</C><O><D>" + i + "</D></O><N><![CDATA[n1]]></N><N><![CDATA[n2]]></N></i>"
	}
	want := "<xml><To><![CDATA[To]]></To><L>" + item("1") + item("2") + item("3") + "</L><U><K><![CDATA[one]]></K><F><![CDATA[f]]></F></U></xml>"
	if diff := cmp.Diff(want, r.XML()); diff != "" {
		t.Error(diff)
	}
}

func TestSampleInventsAValueOfEachKind(t *testing.T) {
	p := load(t, `replygen: 1
platform: {id: x}
header: {fields: [{name: To, type: string, required: true, min_runes: 4}]}
replies:
  - type: text
    fields:
      - {name: A, type: unix_time, required: true, min: 100}
      - {name: B, type: float, required: true, min: 7, max: 8}
      - {name: C, type: bool, required: true}
      - {name: D, type: int, required: true, enum: [5]}
      - {name: E, type: string, required: true, format: url}
      - {name: F, type: object, required: true, fields: [{name: G, type: string, required: true, pattern: "[0-9]+", examples: [{value: "1"}]}]}
`)
	r := sampleOf(t, p, "text")
	if list := r.Violations(); list != nil {
		t.Error(list, r.XML())
	}
}

func TestSampleMeetsRulesAcrossFields(t *testing.T) {
	p := load(t, `replygen: 1
platform: {id: x}
header: {fields: [{name: To, type: string, required: true}]}
replies:
  - type: text
    fields:
      - {name: A, type: string}
      - {name: B, type: string}
      - {name: C, type: int, example: 1}
      - {name: D, type: string}
      - {name: E, type: object, fields: [{name: F, type: string, required: true}]}
    rules:
      - {name: r1, one_of: [A, B]}
      - {name: r2, field: C, requires: [D]}
      - {name: r3, field: E, required_when: {field: C, in: [1]}}
`)
	if list := sampleOf(t, p, "text").Violations(); list != nil {
		t.Error(list)
	}
}

func TestSampleOfAHugeListIsBounded(t *testing.T) {
	p := load(t, `replygen: 1
platform: {id: x}
header: {fields: [{name: To, type: string, required: true}]}
replies:
  - type: text
    fields:
      - name: L
        type: list
        min_items: 2147483647
        item: {name: i, fields: [{name: M, type: list, min_items: 2147483647, item: {name: j, type: string}}]}
`)
	if n := len(sampleOf(t, p, "text").XML()); n > 1<<20 {
		t.Errorf("%d bytes", n)
	}
}

func TestUnknownReplyIsAnErrorWithASuggestion(t *testing.T) {
	_, err := Sample(load(t, allKinds), "crad")
	if err == nil || !strings.Contains(err.Error(), `"card"`) {
		t.Error(err)
	}
}

func TestIndentedXMLIsTheSameReply(t *testing.T) {
	for _, name := range spec.Builtins() {
		p, err := spec.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, reply := range p.Replies {
			r, err := Sample(p, reply.Type)
			if err != nil {
				t.Fatal(err)
			}
			again, _, err := Parse(p, []byte(r.IndentedXML()))
			if err != nil {
				t.Fatalf("%s %s: %v\n%s", name, reply.Type, err, r.IndentedXML())
			}
			if again.XML() != r.XML() {
				t.Errorf("%s %s reads back as another:\n%s", name, reply.Type, r.IndentedXML())
			}
			if indented := regexp.MustCompile(`\n *<`).ReplaceAllString(r.IndentedXML(), "<"); indented != r.XML() {
				t.Errorf("%s %s: more than line breaks:\n%s", name, reply.Type, r.IndentedXML())
			}
		}
	}
}
