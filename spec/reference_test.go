package spec_test

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/replygen/replygen/spec"
	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/reference"
)

var update = flag.Bool("update", false, "rewrite the reference page README.md")

func TestReferencePageIsThatOfTheTable(t *testing.T) {
	want := spec.Reference()
	if *update {
		if err := os.WriteFile("README.md", want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	page, err := os.ReadFile("README.md")
	if err != nil || !bytes.Equal(page, want) {
		t.Errorf("README.md is not what the table of keys gives (%v): run go test ./spec -run Reference -update", err)
	}
}

// TestReferenceExamples loads each example of the page as the file stands at that point, and compares the findings, and the
// effect of a change, with those that the page shows.
func TestReferenceExamples(t *testing.T) {
	texts := map[string]string{}
	l := spec.Loader{ReadFile: func(name string) ([]byte, error) {
		text, ok := texts[name]
		if !ok {
			return nil, fs.ErrNotExist
		}
		return []byte(text), nil
	}}
	for _, f := range reference.Files() {
		texts[f.Name] = f.Text
		platform, err := l.Load("./" + f.Name)
		found, ok := err.(*diag.List)
		if !ok {
			found = platform.Warnings
		}
		var report strings.Builder
		if err := found.Write(&report, diag.Text, false); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(f.Findings, report.String()); d != "" {
			t.Errorf("%s:\n%s", f.Name, d)
		}
		if f.Diff == "" || platform == nil {
			continue
		}
		after, err := patch(texts[reference.Base], f.Diff)
		if err != nil {
			t.Errorf("%s: %v", f.Name, err)
			continue
		}
		texts["after.yaml"] = after
		want, err := l.Load("./after.yaml")
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		if !platform.Equal(want) {
			got, _ := platform.YAML(false)
			after, _ := want.YAML(false)
			t.Errorf("%s has another effect than its diff:\n%s", f.Name, cmp.Diff(string(after), string(got)))
		}
	}
}

// patch applies lines of a diff to a text that contains the old ones once.
func patch(text, diff string) (string, error) {
	var before, after strings.Builder
	for line := range strings.Lines(diff) {
		if line[0] != '+' {
			before.WriteString(line[1:])
		}
		if line[0] != '-' {
			after.WriteString(line[1:])
		}
	}
	if n := strings.Count(text, before.String()); n != 1 {
		return "", fmt.Errorf("the text has the old lines %d times", n)
	}
	return strings.Replace(text, before.String(), after.String(), 1), nil
}
