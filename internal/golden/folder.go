package golden

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Folder is a folder of golden files.
type Folder struct {
	Dir string
	// Update makes the folder hold what was made, instead of reporting the difference.
	Update bool
}

// Compare returns the differences between what was made, by slash-separated path, and what the folder holds, sorted.
// Files that isInput accepts are not looked at.
func (f Folder) Compare(made map[string][]byte, isInput func(path string) bool) ([]string, error) {
	held, err := Read(f.Dir)
	if err != nil {
		return nil, err
	}
	var out []string
	for path, got := range made {
		want, ok := held[path]
		switch {
		case ok && bytes.Equal(want, got):
		case f.Update:
			if err := write(filepath.Join(f.Dir, filepath.FromSlash(path)), got); err != nil {
				return nil, err
			}
		case !ok:
			out = append(out, fmt.Sprintf("%s/%s: the file is missing; it would hold:\n%s", f.Dir, path, got))
		default:
			out = append(out, fmt.Sprintf("%s/%s%s", f.Dir, path, Difference(string(want), string(got))))
		}
	}
	for path := range held {
		if _, ok := made[path]; ok || isInput(path) {
			continue
		}
		if f.Update {
			if err := os.Remove(filepath.Join(f.Dir, filepath.FromSlash(path))); err != nil {
				return nil, err
			}
			continue
		}
		out = append(out, fmt.Sprintf("%s/%s: nothing makes this file", f.Dir, path))
	}
	slices.Sort(out)
	return out, nil
}

// Read returns the files below a folder by slash-separated path; none when there is no folder.
func Read(dir string) (map[string][]byte, error) {
	out := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		out[filepath.ToSlash(name)] = content
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return out, nil
	}
	return out, err
}

func write(path string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, content, 0o644)
}

// around is how many lines are shown before and after the first that differs.
const around = 3

// Difference shows the first line in which two texts differ with its surroundings, "" when they are equal.
func Difference(want, got string) string {
	if want == got {
		return ""
	}
	w, g := strings.SplitAfter(want, "\n"), strings.SplitAfter(got, "\n")
	first := 0
	for first < len(w) && first < len(g) && w[first] == g[first] {
		first++
	}
	var b strings.Builder
	fmt.Fprintf(&b, ":%d: differs\n", first+1)
	show := func(mark string, lines []string) {
		for _, line := range lines {
			fmt.Fprintf(&b, "%s %q\n", mark, line)
		}
	}
	show(" ", w[max(0, first-around):first])
	show("-", w[first:min(len(w), first+around+1)])
	show("+", g[first:min(len(g), first+around+1)])
	return b.String()
}
