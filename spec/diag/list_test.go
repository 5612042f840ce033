package diag

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestOrderIsFileLineColumnCodeMessage(t *testing.T) {
	want := []Diagnostic{
		{Span: Span{File: "a"}, Code: "z", Message: "z"},
		{Span: Span{"a", 2, 9, 1}, Code: "z", Message: "z"},
		{Span: Span{"a", 10, 1, 1}, Code: "z", Message: "z"},
		{Span: Span{"a", 10, 2, 1}, Code: "y", Message: "z"},
		{Span: Span{"a", 10, 2, 1}, Code: "z", Message: "y"},
		{Span: Span{"a", 10, 2, 1}, Code: "z", Message: "z", Severity: Error},
		{Span: Span{"a", 10, 2, 1}, Code: "z", Message: "z", Severity: Warning},
		{Span: Span{"b", 1, 1, 1}, Code: "a", Message: "a"},
	}
	var l List
	for i := range want {
		l.Add(want[len(want)-1-i])
	}
	l.Sort()
	if diff := cmp.Diff(want, l.Diagnostics); diff != "" {
		t.Error(diff)
	}
}

func TestDedupeKeepsTheError(t *testing.T) {
	d := Diagnostic{Span: Span{"a", 1, 1, 1}, Code: "c", Message: "m", Severity: Warning}
	e, other := d, d
	e.Severity, other.Message = Error, "n"
	l := List{Diagnostics: []Diagnostic{d, other, e, d}}
	l.Dedupe()
	if diff := cmp.Diff([]Diagnostic{e, other}, l.Diagnostics); diff != "" {
		t.Error(diff)
	}
}

func TestErrIsForErrorsAndWarningsAreAskedForApart(t *testing.T) {
	var none *List
	if none.Err() != nil || none.HasErrors() || len(none.Warnings().Diagnostics) != 0 {
		t.Error("a nil list reports something")
	}
	l := &List{Sources: campus()}
	if l.Err() != nil {
		t.Error("an empty list is an error")
	}
	l.Add(Diagnostic{Severity: Warning, Message: "w"})
	if l.Err() != nil {
		t.Error("a warning is an error")
	}
	if got := l.Warnings(); len(got.Diagnostics) != 1 || got.Sources == nil {
		t.Errorf("Warnings() is %v", got)
	}
	l.Add(unknownField())
	var list *List
	if err := fmt.Errorf("wrapped: %w", l.Err()); !errors.As(err, &list) || list != l {
		t.Error("the error does not carry the list")
	}
	if got := l.Warnings().Diagnostics; len(got) != 1 || got[0].Message != "w" {
		t.Errorf("Warnings() is %v", got)
	}
}

func TestMergeBringsTheSources(t *testing.T) {
	var l List
	l.Merge(nil)
	other := &List{}
	other.Add(unknownField())
	other.AddSource("a", []byte("x"))
	l.Merge(other)
	if len(l.Diagnostics) != 1 || string(l.Sources["a"]) != "x" {
		t.Errorf("merged list is %v", l)
	}
}

func TestWriteLeavesTheListAlone(t *testing.T) {
	build := func() *List {
		return &List{
			Sources: map[string][]byte{"a": []byte("x")},
			Diagnostics: []Diagnostic{
				{Span: Span{"a", 9, 9, 9}, Message: "b", Notes: []Note{{Span: Span{"a", 9, 9, 9}}}},
				{Span: Span{"a", 9, 9, 9}, Message: "a"},
			},
		}
	}
	l := build()
	rendered(t, l, Text, false)
	if diff := cmp.Diff(build(), l); diff != "" {
		t.Error(diff)
	}
}

func TestOutputIsCappedInFavourOfErrors(t *testing.T) {
	var l List
	for i := range 120 {
		l.Add(Diagnostic{Span: Span{"a", i + 1, 1, 1}, Severity: Warning, Message: "w"})
	}
	for i := range 17 {
		l.Add(Diagnostic{Span: Span{"b", i + 1, 1, 1}, Message: "e"})
	}
	l.Add(l.Diagnostics...) // duplicates do not count
	for _, f := range []Format{Text, GitHub} {
		lines := strings.Split(strings.TrimSuffix(rendered(t, &l, f, false), "\n"), "\n")
		if len(lines) != 101 || lines[100] != "… and 37 more" {
			t.Errorf("%d lines, the last is %q", len(lines), lines[len(lines)-1])
		}
		if !strings.Contains(lines[99], "b:17:") && !strings.Contains(lines[99], "file=b,line=17") {
			t.Errorf("the last error is not shown, but %q", lines[99])
		}
	}
	if got := strings.Count(rendered(t, &l, JSON, false), `"severity"`); got != 137 {
		t.Errorf("JSON has %d objects, want all 137", got)
	}
}

func TestExactlyTheCapHasNoLastLine(t *testing.T) {
	var l List
	for i := range 100 {
		l.Add(Diagnostic{Span: Span{"a", i + 1, 1, 1}})
	}
	if strings.Contains(rendered(t, &l, Text, false), "more") {
		t.Error("100 diagnostics are cut")
	}
}
