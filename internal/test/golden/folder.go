package golden

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/replygen/replygen/internal/output"
)

// Folder is a folder of golden files.
type Folder struct {
	Dir string
	// Update writes what was made into the folder, instead of reporting the difference.
	Update bool
	// Outcomes are files that exclude each other, as errors.txt and resolved.yaml do. Update never replaces one by
	// another: whoever means such a change deletes the file by hand.
	Outcomes []string
}

// Compare returns the differences between what was made, by slash-separated path, and what the folder holds, sorted.
// Files that isInput accepts are ignored.
func (f Folder) Compare(made map[string][]byte, isInput func(path string) bool) ([]string, error) {
	held, err := Read(f.Dir)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, outcome := range f.Outcomes {
		if held[outcome] != nil && made[outcome] == nil {
			out = append(out, fmt.Sprintf("%s/%s: the case no longer ends like this; if that is intended, delete the file and update again", f.Dir, outcome))
		}
	}
	if out != nil {
		return out, nil
	}
	var updates []error
	for path, got := range made {
		file := filepath.Join(f.Dir, filepath.FromSlash(path))
		want, ok := held[path]
		switch {
		case ok && bytes.Equal(want, got):
		case f.Update:
			updates = append(updates, os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, got, 0o644))
		case !ok:
			out = append(out, fmt.Sprintf("%s/%s: the file is missing; -update writes it:\n%s", f.Dir, path, got))
		default:
			out = append(out, f.Dir+": "+output.Unified(path, want, got))
		}
	}
	for path := range held {
		switch _, ok := made[path]; {
		case ok || isInput(path):
		case f.Update:
			updates = append(updates, os.Remove(filepath.Join(f.Dir, filepath.FromSlash(path))))
		default:
			out = append(out, fmt.Sprintf("%s/%s: nothing makes this file", f.Dir, path))
		}
	}
	slices.Sort(out)
	return out, errors.Join(updates...)
}

// Read returns the files below a folder by slash-separated path; none when there is no folder.
func Read(dir string) (map[string][]byte, error) {
	out := map[string][]byte{}
	folder := os.DirFS(dir)
	err := fs.WalkDir(folder, ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			out[path], err = fs.ReadFile(folder, path)
		}
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		return out, nil
	}
	return out, err
}
