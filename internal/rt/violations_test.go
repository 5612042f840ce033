package rt

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNoViolationIsANilError(t *testing.T) {
	var v violations
	if err := v.err(); err != nil {
		t.Errorf("err() = %#v", err)
	}
}

func TestValidValueAllocatesNothing(t *testing.T) {
	title, link := "你好, [微笑] ]]>", "https://例子.example/路径?q=值"
	allocs := testing.AllocsPerRun(100, func() {
		var v violations
		from := len(v)
		v.chars("Title", title)
		v.url("Url", link)
		v.within(from, "Music")
		v.withinItem(from, "Articles.item", 12345)
		if v.err() != nil {
			t.Error(v)
		}
	})
	if allocs != 0 {
		t.Errorf("%v allocations", allocs)
	}
}

func TestCharsTellsTheOffendingByte(t *testing.T) {
	for value, offset := range map[string]int{
		"\x00":                   0,
		"abc\x01":                3,
		"你好\x1f":                 6,
		"你\xe4\xbd":              3,
		"\xed\xa0\x80":           0,
		"aa\ufffe":               2,
		"plain text, then\xff\n": 16,
	} {
		var v violations
		v.chars("Content", value)
		want := violations{{Field: "Content", Rule: "chars", Offset: offset}}
		if diff := cmp.Diff(want, v); diff != "" {
			t.Errorf("%q: %s", value, diff)
		}
	}
}

func TestURLViolationIsOfRuleFormat(t *testing.T) {
	var v violations
	v.url("Url", "example.com/a")
	want := violations{{Field: "Url", Rule: "format", Detail: "url"}}
	if diff := cmp.Diff(want, v); diff != "" {
		t.Error(diff)
	}
}

func TestPrefixReachesOnlyTheViolationsSinceFrom(t *testing.T) {
	var v violations
	v.add("Before", "required")
	from := len(v)
	v.add("Title", "required")
	v.add("", "one_of")
	v.withinItem(from, "item", 3)
	v.within(from, "Articles")
	v.add("After", "required")
	want := violations{
		{Field: "Before", Rule: "required"},
		{Field: "Articles.item[3].Title", Rule: "required"},
		{Field: "Articles.item[3]", Rule: "one_of"},
		{Field: "After", Rule: "required"},
	}
	if diff := cmp.Diff(want, v); diff != "" {
		t.Error(diff)
	}
}
