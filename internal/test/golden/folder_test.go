package golden_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/replygen/replygen/internal/test/golden"
)

func isInput(path string) bool { return path == "spec.yaml" }

func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestCompareReportsBothDirections(t *testing.T) {
	made := map[string][]byte{"go/a.go": []byte("a\n"), "errors.txt": []byte("1\n2\n")}
	for _, c := range []struct {
		name  string
		files map[string]string
		want  []string // of each difference, a part
	}{
		{"equal", map[string]string{"spec.yaml": "", "go/a.go": "a\n", "errors.txt": "1\n2\n"}, nil},
		{"missing", map[string]string{"errors.txt": "1\n2\n"}, []string{"go/a.go: the file is missing"}},
		{"unclaimed", map[string]string{"go/a.go": "a\n", "errors.txt": "1\n2\n", "go/b.go": ""}, []string{"go/b.go: nothing makes"}},
		{"other bytes", map[string]string{"go/a.go": "a", "errors.txt": "1\n3\n"}, []string{"+++ b/errors.txt\n@@ -1,2 +1,2 @@\n 1\n-3\n+2\n", "+++ b/go/a.go\n"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := golden.Folder{Dir: folder(t, c.files)}.Compare(made, isInput)
			if err != nil {
				t.Fatal(err)
			}
			if len(got) != len(c.want) {
				t.Fatalf("differences: %q, want %d", got, len(c.want))
			}
			for i, want := range c.want {
				if !strings.Contains(got[i], want) {
					t.Errorf("difference %d is %q, want %q in it", i, got[i], want)
				}
			}
		})
	}
}

func TestUpdateLeavesInputsAndNothingElse(t *testing.T) {
	dir := folder(t, map[string]string{"spec.yaml": "input", "old.txt": "old", "errors.txt": "old"})
	made := map[string][]byte{"errors.txt": []byte("new"), "go/a.go": []byte("a")}
	if got, err := (golden.Folder{Dir: dir, Update: true}).Compare(made, isInput); err != nil || got != nil {
		t.Fatalf("got %v, %v", got, err)
	}
	held, err := golden.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"spec.yaml": "input", "errors.txt": "new", "go/a.go": "a"}
	if len(held) != len(want) {
		t.Errorf("the folder holds %d files, want %d", len(held), len(want))
	}
	for path, content := range want {
		if string(held[path]) != content {
			t.Errorf("%s holds %q, want %q", path, held[path], content)
		}
	}
}

func TestUpdateRefusesToChangeTheOutcome(t *testing.T) {
	for _, c := range [][2]string{{"errors.txt", "resolved.yaml"}, {"resolved.yaml", "errors.txt"}} {
		was, is := c[0], c[1]
		dir := folder(t, map[string]string{"spec.yaml": "input", was: "old"})
		f := golden.Folder{Dir: dir, Update: true, Outcomes: []string{"errors.txt", "resolved.yaml"}}
		made := map[string][]byte{is: []byte("new")}
		got, err := f.Compare(made, isInput)
		if err != nil {
			t.Fatal(err)
		}
		held, err := golden.Read(dir)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != 1 || !strings.Contains(got[0], "delete the file") || string(held[was]) != "old" || held[is] != nil {
			t.Errorf("%s to %s: %q, the folder holds %q", was, is, got, held)
		}
		if err := os.Remove(filepath.Join(dir, was)); err != nil {
			t.Fatal(err)
		}
		if got, err := f.Compare(made, isInput); err != nil || got != nil {
			t.Errorf("after %s was deleted: %q, %v", was, got, err)
		}
	}
}
