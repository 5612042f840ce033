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
		if has(held, outcome) && !has(made, outcome) {
			out = append(out, fmt.Sprintf("%s/%s: the case no longer ends like this; if that is intended, delete the file and update again", f.Dir, outcome))
		}
	}
	if out != nil {
		return out, nil
	}
	for path, got := range made {
		want, ok := held[path]
		switch {
		case ok && bytes.Equal(want, got):
		case f.Update:
			if err := write(filepath.Join(f.Dir, filepath.FromSlash(path)), got); err != nil {
				return nil, err
			}
		case !ok:
			out = append(out, fmt.Sprintf("%s/%s: the file is missing; -update writes it:\n%s", f.Dir, path, got))
		default:
			out = append(out, f.Dir+": "+output.Unified(path, want, got))
		}
	}
	for path := range held {
		if has(made, path) || isInput(path) {
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

func has(files map[string][]byte, path string) bool {
	_, ok := files[path]
	return ok
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
