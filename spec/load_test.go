package spec_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/replygen/replygen/spec"
	"github.com/replygen/replygen/spec/diag"
)

// Whoever may write an overlay may name any file of the machine in it.
func TestNothingOfAFileThatIsNoSpecIsQuoted(t *testing.T) {
	for _, text := range []string{"root:hunter2", "password: hunter2\n", "- hunter2\n", "a: [hunter2\n", "*hunter2", "secret: &hunter2 1", "!hunter2 x", "# replygen\nhunter2: {hunter2}", "replygener: hunter2"} {
		_, err := loadFiles("other", []byte(text), "over.yaml", []byte("replygen: 1\noverlay: o\nextends: ./other\n"))
		for _, f := range []diag.Format{diag.Text, diag.JSON, diag.GitHub} {
			var b strings.Builder
			if err := err.(*diag.List).Write(&b, f, false); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(b.String(), "hunter2") {
				t.Errorf("%q: %s", text, b.String())
			}
		}
	}
}

func TestLoadRefusesWhatIsNoRegularFile(t *testing.T) {
	for _, file := range []string{"/dev/zero", t.TempDir() + "/", "/dev/stdin"} {
		if info, err := os.Stat(file); err != nil || info.Mode().IsRegular() {
			continue
		}
		if _, err := spec.Load(file); err == nil || !strings.Contains(err.Error(), "[spec-not-found]") {
			t.Errorf("%s: %v", file, err)
		}
	}
	over := filepath.Join(t.TempDir(), "over.yaml")
	if err := os.WriteFile(over, []byte("replygen: 1\noverlay: o\nextends: /dev/zero\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := spec.Load(over); err == nil || !strings.Contains(err.Error(), "[spec-not-found]") {
		t.Errorf("an overlay of it: %v", err)
	}
}

func TestErrorsOfAFileAreCapped(t *testing.T) {
	var b strings.Builder
	b.WriteString("replygen: 1\nplatform: {id: a}\n")
	for i := range 5000 {
		fmt.Fprintf(&b, "unknown%d: 1\n", i)
	}
	_, err := loadFiles("a.yaml", []byte(b.String()))
	list := err.(*diag.List)
	if n := len(list.Diagnostics); n != 100 || !strings.Contains(err.Error(), "4903 more errors") {
		t.Errorf("%d findings, the first: %v", n, list.Diagnostics[0])
	}
}
